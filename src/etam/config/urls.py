"""Root addresses. People read them, so they are Indonesian."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from etam.accounts.views import address
from etam.desk.urls import urlpatterns as desk_urls
from etam.exchange.jdihn.urls import public_urls as jdihn_urls
from etam.followup.urls import public_urls as followup_urls
from etam.meetings.urls import public_urls as meeting_urls
from etam.outreach.urls import public_urls as outreach_urls

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("etam.publishing.urls")),
    path("", include("etam.web.urls")),
    path("", include(outreach_urls)),
    path("", include(jdihn_urls)),
    path("", include(meeting_urls)),
    path("", include(followup_urls)),
    path("meja/", include(desk_urls)),
    path("meja/", include("etam.submissions.urls")),
    path("meja/", include("etam.evidence.urls")),
    path("meja/", include("etam.exchange.jdihn.urls")),
    path("meja/", include("etam.regulations.urls")),
    path("meja/", include("etam.followup.urls")),
    path("meja/", include("etam.assessments.urls")),
    path("meja/", include("etam.outreach.urls")),
    path("meja/", include("etam.exchange.urls")),
    path("meja/", include("etam.indices.urls")),
    path("meja/", include("etam.meetings.urls")),
    path("meja/", include("etam.obligations.urls")),
    path("meja/", include("etam.programmes.urls")),
    path("meja/", include("etam.workforce.urls")),
    path("meja/", include("etam.institutions.urls")),
    # In place of allauth's page, on which people could change the address they sign in with.
    path("akun/email/", address, name="account_email"),
    path("akun/", include("allauth.account.urls")),
    path("akun/", include("allauth.mfa.urls")),
]
if settings.DEMO:
    from etam.demonstration.views import sign_in_as

    urlpatterns.append(path("contoh/masuk/", sign_in_as, name="demo-login"))

handler400 = "etam.web.views.bad_request"
handler403 = "etam.web.views.permission_denied"
handler404 = "etam.web.views.page_not_found"
handler500 = "etam.web.views.server_error"
