"""Where sources confuse, for everybody: what is open, whose it is, and how it is read."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate

from etam.publishing.caching import public_page
from etam.regulations import confusion_pages
from etam.regulations.queries import confusions


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Every confusion of today by what it waits for."""
    cases = confusions.cases(localdate())
    context = {
        "headline": confusion_pages.headline(cases),
        "groups": confusion_pages.groups(cases, "confusion"),
        "today": localdate(),
    }
    return render(request, "publishing/confusions.html", context)


@public_page
def confusion(request: HttpRequest, key: str) -> HttpResponse:
    """The texts beside each other, whose it is, how it is read."""
    case = confusions.case(key, localdate())
    if case is None:
        raise Http404("Tidak ada kerancuan dengan kode ini hari ini.")
    context = {
        "case": case,
        "look": confusion_pages.STATES[case.state],
        "title": confusion_pages.title(case),
        "explanations": confusion_pages.explanations(case),
        "texts": confusion_pages.texts(case),
    }
    return render(request, "publishing/confusion.html", context)
