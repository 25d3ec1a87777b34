from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse


@login_required
def irregularities(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def irregularity(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def samples(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def sample(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def present(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404
