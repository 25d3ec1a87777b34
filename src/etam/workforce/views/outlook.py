"""Retirements ahead and the gap of a year."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.http import require_GET

from etam.workforce.queries import outlook
from etam.workforce.queries.posts import ages


@login_required
@require_GET
def projection(request: HttpRequest) -> HttpResponse:
    """Who leaves within ten years, by level and office, with how sure that is."""
    page = outlook.projection(request.user, request.GET.get("kantor", ""), localdate())
    return render(request, "workforce/projection.html", {"page": page, "ages": ages(), "today": localdate()})


@login_required
@require_GET
def gap(request: HttpRequest) -> HttpResponse:
    """What is short of the need in a year."""
    given = request.GET
    page = outlook.gap_page(request.user, given.get("kantor", ""), given.get("tahun", ""), localdate())
    return render(request, "workforce/gap.html", {"page": page, "today": localdate()})
