from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse


@login_required
def sheet(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def section(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def review(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def take_back(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def revisions(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def restore(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def attach(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def evidence(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404
