"""The register of regulations for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from etam.publishing import access, citations, reference
from etam.publishing.caching import public_page
from etam.regulations.models import Regulation


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Every regulation of the register with its status and how well it is known."""
    rows = list(Regulation.objects.all())
    to_verify = sum(one.status == Regulation.Status.TO_VERIFY for one in rows)
    return render(request, "publishing/regulations.html", {"rows": rows, "to_verify": to_verify})


@public_page
def regulation(request: HttpRequest, code: str) -> HttpResponse:
    """One regulation: its status, its relations, what in Etam rests on it."""
    regulation = access.regulation(code)
    register = reference.register()
    return render(
        request,
        "publishing/regulation.html",
        {
            "regulation": regulation,
            "relations": register.about(code) if code in register else [],
            "articles": [one for one in register.articles if one.regulation == code],
            "resting": citations.resting_on(code),
        },
    )
