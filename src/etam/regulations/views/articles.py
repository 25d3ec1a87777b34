"""Articles of a regulation are recorded, changed, taken out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from etam.accounts.access import signed_in
from etam.regulations import access, actions
from etam.regulations.exceptions import RegulationProblem
from etam.regulations.forms.editing import ArticleForm, PassageForm, ReasonForm
from etam.regulations.queries.history import before
from etam.regulations.seals import seal
from etam.regulations.views.trying import answer, beside, tried


@login_required
def new(request: HttpRequest, code: str) -> HttpResponse:
    """An article that something may rest on."""
    one = access.regulation_to_keep(request.user, code)
    form = ArticleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        number, by = form.cleaned_data["number"], signed_in(request)
        if tried(form, lambda: actions.add_article(one, number, form.passage(), by=by)) is not None:
            messages.success(request, f"Pasal {number} tercatat.")
            return redirect("regulations:regulation", one.code)
    return answer(request, "regulations/article.html", form, one=one)


@login_required
def article(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Change what is said of an article."""
    row = access.article_to_keep(request.user, code, pk)
    was = before(row.regulation, request.GET.get("kembali", ""))
    form = PassageForm(request.POST or None, initial={**PassageForm.initial_of(row), **was, "seen": seal(row)})
    if request.method == "POST" and form.is_valid():
        given: dict[str, Any] = {"seen": form.cleaned_data["seen"], "by": signed_in(request)}
        if tried(form, lambda: actions.change_article(row, form.passage(), **given)) is not None:
            messages.success(request, "Pasal tersimpan.")
            return redirect("regulations:regulation", code)
    context = {"one": row.regulation, "article": row, "beside": beside(form, row), "is_set_back": bool(was)}
    return answer(request, "regulations/article.html", form, reason_form=ReasonForm(), **context)


@login_required
@require_POST
def withdraw(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Take an article out, for a reason."""
    row = access.article_to_keep(request.user, code, pk)
    try:
        actions.withdraw_article(row, reason=request.POST.get("reason", ""), by=signed_in(request))
    except RegulationProblem as problem:
        messages.error(request, str(problem))
        return redirect("regulations:article", code, pk)
    messages.success(request, "Pasal ditarik. Riwayat menyimpannya beserta alasannya.")
    return redirect("regulations:regulation", code)
