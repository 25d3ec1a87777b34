from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse


@login_required
def mine(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def overview(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def start(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def withdraw(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def edition(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def determine(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def ask_reopening(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def decide_reopening(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def printable(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404
