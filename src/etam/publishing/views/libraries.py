"""The directory of libraries."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from etam.institutions.models import Institution
from etam.publishing import access, editions, libraries, reference
from etam.publishing.caching import public_page
from etam.publishing.forms import DirectoryForm
from etam.publishing.queries import releases, returns

PER_PAGE = 50


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Libraries by name or number, place and kind."""
    form = DirectoryForm(request.GET)
    form.is_valid()
    page = Paginator(form.search(), PER_PAGE).get_page(request.GET.get("halaman"))
    rows = [(library, _label(library)) for library in page]
    return render(
        request,
        "publishing/directory.html",
        {"form": form, "page": page, "rows": rows, "total": page.paginator.count},
    )


@public_page
def library(request: HttpRequest, code: str) -> HttpResponse:
    """One library without anything about persons."""
    library = access.library(code)
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
            "returns": returns.of_library(library),
            "release": release,
            "figures": [(editions.element_label(figure.element), figure.value) for figure in figures],
        },
    )


def _label(library: Institution) -> str:
    return reference.kinds().label(library.kind, library.subtype, library.regency_id)
