"""The register of regulations for everybody."""

from collections.abc import Mapping
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import resolve, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from etam.publishing import access, regulation_pages, standing_words
from etam.publishing.caching import public_page
from etam.publishing.forms import DayForm, RegisterForm
from etam.publishing.queries import regulations, relations
from etam.regulations.force import Force
from etam.regulations.queries import searching
from etam.regulations.telling import FORCES
from etam.web.downloads import csv_answer

PER_PAGE = 50


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """What held on a day, by force, type, issuer, subject and words."""
    form = RegisterForm(request.GET, today=timezone.localdate())
    day = form.day
    forces, shown = _found(form)
    counts = regulations.count_by_force(forces)
    page = Paginator(shown, PER_PAGE).get_page(request.GET.get("halaman"))
    rows = regulations.in_order(page)
    found_in = searching.passages(form.asked.words, [one.code for one in rows])
    return render(
        request,
        "publishing/regulations.html",
        {
            "form": form,
            "day": day,
            "heading": standing_words.finding(day, counts),
            "tabs": regulation_pages.tabs(form, counts),
            "page": page,
            "rows": [(one, FORCES[forces[one.code]], found_in.get(one.code)) for one in rows],
            "known": regulations.known(),
            "matching": len(forces),
            "query": form.query(),
            "at_day": form.at_day,
        },
    )


@require_safe
@public_page
def listing(request: HttpRequest) -> HttpResponse:
    """The same list as a file, whole."""
    form = RegisterForm(request.GET, today=timezone.localdate())
    _, shown = _found(form)
    rows = regulation_pages.file_rows(shown, form.day, request.build_absolute_uri("/").rstrip("/"))
    return csv_answer(regulation_pages.FILE_HEADER, rows, f"peraturan-{form.day.isoformat()}.csv")


@public_page
def regulation(request: HttpRequest, code: str) -> HttpResponse:
    """One regulation on a day: how it stands and why, its relations and changes, its articles, what rests on it."""
    try:
        regulation = access.regulation(code)
    except Http404:
        return _elsewhere(request, code)
    form = DayForm(request.GET, today=timezone.localdate())
    context = regulation_pages.of_regulation(regulation, form.day)
    return render(request, "publishing/regulation.html", {**context, "form": form, "at_day": form.at_day})


@public_page
def article(request: HttpRequest, code: str, article: str) -> HttpResponse:
    """One article: what it is about, what rests on it, what was done to it."""
    try:
        regulation = access.regulation(code)
    except Http404:
        return _elsewhere(request, code)
    page = regulation_pages.of_article(regulation, article)
    if page is None:
        return _missing(request, code, article, [regulation])
    if page["number"] != article:
        return redirect("regulation-article", code, page["number"], permanent=True)
    return render(request, "publishing/regulation_article.html", page)


@public_page
def relation_map(request: HttpRequest) -> HttpResponse:
    """The picture of the register: regulations by year and level, joined by what they do to each other."""
    form = RegisterForm(request.GET, today=timezone.localdate())
    wanted = regulations.codes(form.asked)
    shown = wanted if len(wanted) <= relations.DRAWN else relations.most_related(wanted)
    context: dict[str, Any] = regulation_pages.drawn(regulations.standings_among(shown, form.day), form.day)
    return render(
        request,
        "publishing/regulation_map.html",
        {**context, "form": form, "matching": len(wanted), "shown": len(shown), "at_day": form.at_day},
    )


def _found(form: RegisterForm) -> tuple[Mapping[str, Force], list[str]]:
    """The force of everything that answers but for its force, and the codes of what is to be shown, in order."""
    asked = form.asked
    forces = regulations.forces_of(regulations.codes(asked), form.day)
    shown = [code for code, force in forces.items() if asked.force in ("", force)]
    # What was asked for by words stands in the order of the search.
    return forces, shown if asked.words else standing_words.holding_first(shown, forces)


def _elsewhere(request: HttpRequest, code: str) -> HttpResponse:
    """The right address where only capitals differ; else a page that says which regulations may be meant."""
    known = regulations.same_but_case(code)
    if known is not None:
        found = resolve(request.path_info)
        address = reverse(found.view_name, kwargs={**found.kwargs, "code": known.code})
        asked = request.META.get("QUERY_STRING", "")
        return redirect(f"{address}?{asked}" if asked else address, permanent=True)
    return _missing(request, code, "", regulations.alike(code))


def _missing(request: HttpRequest, code: str, article: str, alike: list[Any]) -> HttpResponse:
    context = {"code": code, "article": article, "alike": alike, "list_url": reverse("regulations")}
    return render(request, "publishing/regulation_missing.html", context, status=404)
