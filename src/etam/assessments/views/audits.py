from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse


@login_required
def programmes(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def new_programme(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def gnsta(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def comparison(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def programme(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def change_programme(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def add_objects(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def close_programme(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def results_csv(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404


@login_required
def team(request: HttpRequest, **keys: object) -> HttpResponse:
    raise Http404
