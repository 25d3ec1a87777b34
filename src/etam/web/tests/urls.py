"""The addresses the face needs to draw itself, without the rooms above it."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def sign_in_as(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", include("etam.web.urls")),
    path("akun/", include("allauth.account.urls")),
    path("akun/", include("allauth.mfa.urls")),
    path("contoh/masuk/", sign_in_as, name="demo-login"),
]
handler404 = "etam.web.views.page_not_found"
