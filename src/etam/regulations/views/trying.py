"""Doing what a form asks for, and saying in the form why it was not done."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from etam.regulations.exceptions import BadInput, Changed, RegulationProblem, Twice
from etam.regulations.forms.editing import Sealed
from etam.regulations.queries.history import CODED
from etam.regulations.seals import label_of, seal, told
from etam.regulations.telling import shown

Done = TypeVar("Done")


def tried(form: forms.Form, work: Callable[[], Done]) -> Done | None:
    """What `work` gives; None when it was refused, and then the form says why beside the field."""
    try:
        return work()
    except BadInput as problem:
        form.add_error(problem.field if problem.field in form.fields else None, str(problem))
        form.twin = problem.existing if isinstance(problem, Twice) else None  # type: ignore[attr-defined]
    except RegulationProblem as problem:
        form.add_error(None, str(problem))
        form.is_outdated = isinstance(problem, Changed)  # type: ignore[attr-defined]
    return None


def answer(request: HttpRequest, template: str, form: Any, **context: Any) -> HttpResponse:
    """The page with the form; 422 when something in it must be mended, 409 when another was faster."""
    status = 409 if getattr(form, "is_outdated", False) else 422 if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)


def beside(form: Any, row: models.Model) -> list[tuple[str, str, str]]:
    """(field, what is stored now, what was typed) where the two differ, after somebody else was faster.

    The form then speaks of the row as it is now, so that sending it again stores what was typed.
    """
    if not isinstance(form, Sealed) or not getattr(form, "is_outdated", False):
        return []
    row.refresh_from_db()
    form.renew_seal(seal(row))
    now, typed = told(row), {name: _plain(value) for name, value in form.cleaned_data.items()}
    return [
        (label_of(row, name), shown(now[name], CODED), shown(typed[name], CODED))
        for name in now
        if name in typed and str(typed[name]) != str(now[name])
    ]


def _plain(value: Any) -> Any:
    return "" if value is None else value
