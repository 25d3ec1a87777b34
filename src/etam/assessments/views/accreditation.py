from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse


@login_required
def board(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def board_csv(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def intent(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def readiness(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def check(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def deliver(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def bundle(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404
