from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse


@login_required
def gnsta(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def comparison(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404
