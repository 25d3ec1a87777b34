"""A regulation is entered, changed, verified."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.timezone import localdate

from etam.accounts.access import signed_in
from etam.content.regulation_types import latest_regulation_types
from etam.regulations import access, actions
from etam.regulations.forms.editing import CheckForm, RegulationForm
from etam.regulations.queries import listing
from etam.regulations.queries.history import before
from etam.regulations.seals import seal
from etam.regulations.views.trying import answer, beside, tried


@login_required
def new(request: HttpRequest) -> HttpResponse:
    """A regulation that the register does not hold."""
    access.require_keeper(request.user)
    form = RegulationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: actions.add(form.details(), by=signed_in(request)))
        if made is not None:
            messages.success(request, f"{made} tercatat dan menunggu verifikasi.")
            return redirect("regulations:regulation", made.code)
    return answer(request, "regulations/edit.html", form, **_known())


@login_required
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Change what the register says of a regulation, or set a part of it back to what it was."""
    one = access.regulation_to_keep(request.user, code)
    was = before(one, request.GET.get("kembali", ""))
    fields = {name: ", ".join(value) if isinstance(value, list) else value for name, value in was.items()}
    initial = {**RegulationForm.initial_of(one), **fields, "seen": seal(one)}
    form = RegulationForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = {"seen": form.cleaned_data["seen"], "by": signed_in(request)}
        if tried(form, lambda: actions.change(one, form.details(), **given)) is not None:
            messages.success(request, "Perubahan tersimpan.")
            return redirect("regulations:regulation", one.code)
    return answer(
        request, "regulations/edit.html", form, one=one, beside=beside(form, one), is_set_back=bool(was), **_known()
    )


@login_required
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Say that the text was seen, and what its status is."""
    one = access.regulation_to_keep(request.user, code)
    was = {name: value for name, value in before(one, request.GET.get("kembali", "")).items() if value}
    initial = {"status": one.status, "confidence": one.confidence, "note": one.note, "checked_on": localdate(), **was}
    form = CheckForm(request.POST or None, initial={**initial, "seen": seal(one)})
    if request.method == "POST" and form.is_valid():
        by = signed_in(request)
        if tried(form, lambda: actions.mark_checked(one, **form.cleaned_data, by=by)) is not None:
            messages.success(request, "Pemeriksaan tersimpan.")
            return redirect("regulations:regulation", one.code)
    return answer(request, "regulations/check.html", form, one=one, beside=beside(form, one), is_set_back=bool(was))


def _known() -> dict[str, list[str]]:
    """What the fields offer while one types."""
    types = {*listing.choices()[0], *latest_regulation_types().types}
    return {"types": sorted(types), "issuers": listing.issuers()}
