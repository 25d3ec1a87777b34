"""Signed links: made for an owner without an account, shown once, taken back."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from etam.accounts.access import signed_in
from etam.followup import access, actions
from etam.followup.exceptions import FollowupProblem
from etam.followup.forms import LinkForm
from etam.followup.models import Recommendation
from etam.followup.queries.links import links as links_of
from etam.followup.views.desk import page
from etam.web.qr import qr_code


@login_required
@never_cache
def links(request: HttpRequest, code: str) -> HttpResponse:
    """The links of a recommendation; a new one is shown with its address on the next page, and never again."""
    one = access.recommendation_to_judge(request.user, code)
    form = LinkForm(request.POST or None, initial={"holder": one.owner_name})
    if request.method == "POST" and form.is_valid():
        try:
            link, token = actions.make_link(one, **form.cleaned_data, by=signed_in(request))
        except FollowupProblem as problem:
            form.add_error(None, str(problem))
        else:
            request.session[_key(one)] = {"token": token, "holder": link.holder}
            return redirect("followup:links", one.code)
    fresh = None if request.method == "POST" else _fresh(request, one)
    return page(request, "followup/links.html", one, form, links=links_of(one, timezone.now()), fresh=fresh)


@login_required
@require_POST
def revoke(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a link back."""
    link = access.link_of(request.user, code, pk)
    try:
        actions.revoke_link(link, by=signed_in(request))
    except FollowupProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, f"Tautan untuk {link.holder} ditarik. Tautan itu tidak membuka apa-apa lagi.")
    return redirect("followup:links", code)


def _key(one: Recommendation) -> str:
    return f"followup-link-{one.pk}"


def _fresh(request: HttpRequest, one: Recommendation) -> dict[str, Any] | None:
    """The address of a link that was just made, for this one look."""
    made = request.session.pop(_key(one), None)
    if made is None:
        return None
    url = f"{settings.ADDRESS.rstrip('/')}{reverse('followup-answer', args=[made['token']])}"
    return {"url": url, "holder": made["holder"], "qr": qr_code(url)}
