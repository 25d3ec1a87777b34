"""Stating that a post of an office has no holder, and taking that back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from etam.accounts.access import signed_in
from etam.workforce.access import holders as access
from etam.workforce.actions import no_holders
from etam.workforce.exceptions import BadInput
from etam.workforce.forms.holders import NoHolderForm
from etam.workforce.queries import holder_pages as pages
from etam.workforce.rules import positions


@login_required
@require_POST
def state(request: HttpRequest, code: str) -> HttpResponse:
    """State that a post has no holder; `tarik` names one whose statement is taken back."""
    office = access.office_to_open(request.user, code)
    by, back = signed_in(request), f"{reverse('workforce:holders')}?kantor={office.code}#jenjang"
    if taken_back := request.POST.get("tarik"):
        no_holders.take_back(office, position=taken_back, by=by)
        messages.success(request, "Pernyataan ditarik.")
        return redirect(back)
    form = NoHolderForm(request.POST)
    if form.is_valid():
        try:
            no_holders.state(office, **form.cleaned_data, by=by)
        except BadInput as problem:
            form.add_error(problem.field, str(problem))
        else:
            messages.success(request, "Pernyataan dicatat. Kekurangannya sekarang dapat dihitung.")
            return redirect(back)
    page = pages.listing(request.user, office.code, localdate())
    context = {"page": page, "credits": positions(), "none_form": form}
    return render(request, "workforce/holders.html", context, status=422)
