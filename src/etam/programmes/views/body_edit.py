"""Keeping the record of one village or school."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from etam.accounts.access import signed_in
from etam.institutions.actions import InstitutionProblem
from etam.institutions.models import ParentBody
from etam.programmes.access import bodies as access
from etam.programmes.forms.bodies import level_word
from etam.programmes.forms.body_edit import CHANGES

STALE = "Data ini baru diubah orang lain. Periksa keadaan terbarunya di bawah, lalu kirim lagi."


@login_required
def edit(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """State, link, count, rename, move, split, merge or close; each in a form of its own."""
    body = access.body_to_keep(request.user, kind, code)
    chosen = request.POST.get("do", "")
    parts: list[tuple[Any, Any]] = [
        (one, one.form(request.POST if one.key == chosen else None, prefix=one.key))
        for one in CHANGES
        if one.fits(body) or one.key == chosen
    ]
    sent = next((form for one, form in parts if one.key == chosen), None)
    if sent is not None and sent.is_valid() and _done(request, body, sent):
        return redirect("programmes:body", body.kind, body.code)
    context = {
        "body": body,
        "level": level_word(body),
        "parts": [(one.key, one.title, form) for one, form in parts],
        "seen": seen(body),
        "opened": chosen or request.GET.get("buka", "state"),
    }
    return render(request, "programmes/body_edit.html", context, status=422 if sent is not None else 200)


def seen(body: ParentBody) -> str:
    """What a page showed of a record: a form sent from an older state is refused."""
    held = (body.code, body.name, body.region_id, body.library_id, body.stated, body.stated_on, body.valid_to)
    return "|".join("" if one is None else str(one) for one in held)


def _done(request: HttpRequest, body: ParentBody, form: Any) -> bool:
    """Whether it went through; what kept it from doing so stands in the form."""
    if request.POST.get("seen", "") != seen(body):
        form.add_error(None, STALE)
        return False
    try:
        messages.success(request, form.act(body, signed_in(request)))
    except InstitutionProblem as problem:
        form.add_error(None, forms.ValidationError(str(problem)))
        return False
    return True
