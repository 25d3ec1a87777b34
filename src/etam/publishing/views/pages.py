"""Help by role, and the short pages about the figures."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from etam.publishing import guides, reference
from etam.publishing.caching import public_page
from etam.publishing.queries import releases, rounds


@public_page
def help_index(request: HttpRequest) -> HttpResponse:
    """One page of help for each role, and what everybody should know."""
    return render(request, "publishing/help_index.html", {"guides": guides.all_guides()})


@public_page
def help_role(request: HttpRequest, role: str) -> HttpResponse:
    """Help for one role."""
    guide = guides.find(role)
    if guide is None:
        raise Http404(f"no help for {role}")
    return render(request, "publishing/help_role.html", {"guide": guide, "guides": guides.all_guides()})


@public_page
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "publishing/accessibility.html")


@public_page
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "publishing/privacy.html")


@public_page
def schedule(request: HttpRequest) -> HttpResponse:
    """Rounds that are open or to come, and when earlier results were published."""
    context = {"planned": rounds.planned(timezone.localdate()), "releases": releases.current()}
    return render(request, "publishing/schedule.html", context)


@public_page
def corrections(request: HttpRequest) -> HttpResponse:
    """Every correction with its reason."""
    return render(request, "publishing/corrections.html", {"corrections": releases.corrections()})


@public_page
def about_data(request: HttpRequest) -> HttpResponse:
    """Where the figures come from, and what one may do with them."""
    context = {"credit": reference.regions().credit, "origins": reference.origins()}
    return render(request, "publishing/about_data.html", context)
