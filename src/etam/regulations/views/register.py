"""The register at the desk: the list, one regulation, and what was done to it."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from etam.regulations import access, telling
from etam.regulations.forms.filters import RegisterFilter
from etam.regulations.queries import history as past
from etam.regulations.queries import listing
from etam.regulations.queries.register import standings_on
from etam.regulations.views.tabs import tabs
from etam.web.downloads import csv_answer

PAGE_SIZE = 50


@login_required
@require_GET
def index(request: HttpRequest) -> HttpResponse:
    """What the register holds, and how it stands on a day."""
    rows = access.register_to_view(request.user)
    form = RegisterFilter(request.GET, today=localdate())
    standings = standings_on(form.day)
    codes = listing.narrowed(form.wanted, standings)
    page = Paginator(codes, PAGE_SIZE).get_page(request.GET.get("halaman"))
    context = {
        "tabs": tabs("regulations:index"),
        "form": form,
        "headline": telling.headline(listing.count_by_force(standings)),
        "day": form.day,
        "found": len(codes),
        "to_verify": rows.filter(listing.TO_VERIFY).count(),
        "lines": listing.lines(page, standings, form.wanted.text),
        "page": page,
        "query": request.GET.urlencode(),
        "may_keep": access.may_keep(request.user),
    }
    return render(request, "regulations/index.html", context)


@login_required
@require_GET
def register_csv(request: HttpRequest) -> HttpResponse:
    """The list, filtered as on the page, as CSV."""
    access.register_to_view(request.user)
    form = RegisterFilter(request.GET, today=localdate())
    standings = standings_on(form.day)
    rows = listing.table(listing.narrowed(form.wanted, standings), standings)
    return csv_answer(listing.HEADER, rows, f"peraturan-{form.day.isoformat()}.csv")


@login_required
@require_GET
def regulation(request: HttpRequest, code: str) -> HttpResponse:
    """One regulation: how it stands, what is known of it, what waits."""
    one = access.regulation_to_view(request.user, code)
    context = {
        "one": one,
        "whole": listing.whole(one, localdate()),
        "today": localdate(),
        "may_keep": access.may_keep(request.user),
    }
    return render(request, "regulations/regulation.html", context)


@login_required
@require_GET
def history(request: HttpRequest, code: str) -> HttpResponse:
    """What was done to a regulation, with what can be set back."""
    one = access.regulation_to_view(request.user, code)
    keeps = access.may_keep(request.user)
    withdrawn = access.withdrawn_relations(request.user, code) if keeps else ()
    context = {"one": one, "history": past.history(one), "may_keep": keeps, "withdrawn": withdrawn}
    return render(request, "regulations/history.html", context)
