"""One click to be somebody else. These addresses exist in the demonstration only."""

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from etam.accounts.models import User
from etam.demonstration.roles import DEMO_ROLES


# Public pages are kept without cookies, so the bar on them has no token; there is nothing here to protect.
@csrf_exempt
@require_POST
def sign_in_as(request: HttpRequest) -> HttpResponse:
    """Sign in as the invented person behind one of the roles."""
    emails = {role.key: role.email for role in DEMO_ROLES}
    user = get_object_or_404(User, email=emails.get(request.POST.get("role", "")), is_sample=True)
    login(request, user, backend="allauth.account.auth_backends.AuthenticationBackend")
    return redirect("desk")
