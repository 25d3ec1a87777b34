"""What people read about their own account; what they change there are allauth's pages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@login_required
@require_safe
def address(request: HttpRequest) -> HttpResponse:
    """The address with which one signs in; an administrator gives it, so only an administrator can change it."""
    return render(request, "account/email.html")
