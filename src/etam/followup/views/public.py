"""The page of a signed link: whoever holds it answers one recommendation, once."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache

from etam.accounts.limits import SECONDS, WRONG_TOKENS, is_over
from etam.accounts.passes import PassRefused
from etam.followup import access, actions
from etam.followup.exceptions import FollowupProblem
from etam.followup.forms import LinkAnswerForm
from etam.followup.queries.turns import lines

GONE, CONFLICT, TOO_MANY = 410, 409, 429


@never_cache
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """What is asked of the holder, and the answer; a link that does not serve says why and what to do."""
    form = LinkAnswerForm(request.POST or None)
    try:
        one, link = access.recommendation_by_token(token)
    except PassRefused as refusal:
        return _refused(request, str(refusal), form)
    line = lines([one], localdate())[0]
    context = {"recommendation": one, "line": line, "link": link, "form": form, "rules": one.rules}
    if line.turn.who not in ("owner", "officer"):
        return render(request, "followup/link_closed.html", context, status=CONFLICT)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.respond_by_link(one, link, **form.cleaned_data)
        except PassRefused as refusal:
            return _refused(request, str(refusal), form)
        except FollowupProblem as problem:
            form.add_error(None, str(problem))
        else:
            # The receipt is the answer itself: the link opens nothing any more.
            return render(request, "followup/link_done.html", {**context, "made": made})
    return render(request, "followup/link_answer.html", context, status=422 if form.errors else 200)


def _refused(request: HttpRequest, why: str, form: LinkAnswerForm) -> HttpResponse:
    if is_over(request, "token", WRONG_TOKENS):
        return render(request, "followup/link_too_many.html", {"minutes": SECONDS // 60}, status=TOO_MANY)
    # What was typed must not be lost with the link.
    return render(request, "followup/link_refused.html", {"why": why, "form": form}, status=GONE)
