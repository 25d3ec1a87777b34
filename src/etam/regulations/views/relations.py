"""Relations of a regulation are recorded, changed, taken out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from etam.accounts.access import signed_in
from etam.regulations import access, actions
from etam.regulations.exceptions import RegulationProblem
from etam.regulations.forms.editing import ReasonForm, RelationForm, TermsForm
from etam.regulations.models import RegulationRelation
from etam.regulations.queries import listing
from etam.regulations.queries.history import before
from etam.regulations.seals import seal
from etam.regulations.views.trying import answer, beside, tried


@login_required
def relate(request: HttpRequest, code: str) -> HttpResponse:
    """What this regulation does to another, or undergoes."""
    one = access.regulation_to_keep(request.user, code)
    form = RelationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = tried(form, lambda: actions.relate(*form.ends(one), form.terms(), by=signed_in(request)))
        if made is not None:
            messages.success(request, f"Tercatat: {made.subject} {made.verb} {made.object}.")
            return redirect("regulations:regulation", one.code)
    return answer(request, "regulations/relate.html", form, one=one, others=listing.offered(one))


@login_required
def relation(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change what a relation says."""
    row = access.relation_to_keep(request.user, code, pk)
    one = row.subject if row.subject_id == code else row.object
    was = before(one, request.GET.get("kembali", ""))
    initial = {**TermsForm.initial_of(row), **_fields(was), "seen": seal(row)}
    form = TermsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"seen": form.cleaned_data["seen"], "by": signed_in(request)}
        if tried(form, lambda: actions.change_relation(row, form.terms(), **given)) is not None:
            messages.success(request, "Hubungan tersimpan.")
            return redirect("regulations:regulation", code)
    context = {"one": one, "relation": row, "beside": beside(form, row), "is_set_back": bool(was)}
    return answer(request, "regulations/relation.html", form, reason_form=ReasonForm(), **context)


@login_required
@require_POST
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take a relation out, for a reason."""
    row: RegulationRelation = access.relation_to_keep(request.user, code, pk)
    try:
        actions.withdraw_relation(row, reason=request.POST.get("reason", ""), by=signed_in(request))
    except RegulationProblem as problem:
        messages.error(request, str(problem))
        return redirect("regulations:relation", code, pk)
    messages.success(request, "Hubungan ditarik. Riwayat menyimpannya beserta alasannya.")
    return redirect("regulations:regulation", code)


@login_required
@require_POST
def restore(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Bring back a relation that was taken out."""
    row = get_object_or_404(access.withdrawn_relations(request.user, code), pk=pk)
    try:
        actions.restore_relation(row, by=signed_in(request))
    except RegulationProblem as problem:
        messages.error(request, str(problem))
        return redirect("regulations:history", code)
    messages.success(request, f"Dipulihkan: {row.subject} {row.verb} {row.object}.")
    return redirect("regulations:regulation", code)


def _fields(was: dict[str, Any]) -> dict[str, Any]:
    return {name: ", ".join(value) if isinstance(value, list) else value for name, value in was.items()}
