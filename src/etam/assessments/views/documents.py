from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse


@login_required
def make_document(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def programme_documents(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def document(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404
