"""Search over everything public."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from etam.publishing.caching import public_page
from etam.publishing.forms import SearchForm
from etam.publishing.queries import searching

SHORTEST = 2


@public_page
def results(request: HttpRequest) -> HttpResponse:
    """What answers to the words asked for."""
    form = SearchForm(request.GET)
    words = form.cleaned_data.get("q", "") if form.is_valid() else ""
    is_asked = len(words.strip()) >= SHORTEST
    groups = searching.groups(words) if is_asked else []
    return render(
        request,
        "publishing/search.html",
        {
            "form": form,
            "words": words,
            "is_asked": is_asked,
            "groups": groups,
            "total": sum(one.total for one in groups),
        },
    )
