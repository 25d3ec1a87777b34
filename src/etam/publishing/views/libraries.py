"""The directory of libraries."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from etam.assessments import generations
from etam.institutions.models import Institution
from etam.publishing import access, editions, libraries, reference
from etam.publishing.caching import public_page
from etam.publishing.forms import DirectoryForm
from etam.publishing.queries import accreditation, releases, returns

PER_PAGE = 50


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Libraries by name or number, place, kind and accreditation."""
    form, today = DirectoryForm(request.GET), timezone.localdate()
    form.is_valid()
    page = Paginator(form.search(today), PER_PAGE).get_page(request.GET.get("halaman"))
    held = accreditation.held_by(page, today)
    rows = [(library, _label(library), libraries.accreditation_chip(held.get(library.pk), today)) for library in page]
    return render(
        request,
        "publishing/directory.html",
        {"form": form, "page": page, "rows": rows, "total": page.paginator.count},
    )


@public_page
def library(request: HttpRequest, code: str) -> HttpResponse:
    """One library without anything about persons."""
    library, today = access.library(code), timezone.localdate()
    certificate = accreditation.held_by([library], today).get(library.pk)
    release = releases.latest_own()
    figures = []
    if release and release.folder:
        figures = libraries.published_figures(release.path / "figures.parquet", library.code, release.period)
    return render(
        request,
        "publishing/library.html",
        {
            "library": library,
            "label": _label(library),
            "certificate": certificate,
            "generation": generations.year_of(certificate.scheme_version) if certificate else "",
            "standing": libraries.accreditation_chip(certificate, today),
            "returns": returns.of_library(library),
            "release": release,
            "figures": [(editions.element_label(figure.element), figure.value) for figure in figures],
        },
    )


def _label(library: Institution) -> str:
    return reference.kinds().label(library.kind, library.subtype, library.regency_id)
