from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse


@login_required
def certificates(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def new_certificate(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def certificate(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def revoke(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def certificate_evidence(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404
