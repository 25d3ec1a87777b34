"""The desk, the journal and the administrator's people."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from etam.accounts.access import signed_in
from etam.accounts.actions import AccountProblem, create_account, record_invitation, set_active
from etam.accounts.models import User
from etam.desk import access, queries
from etam.desk.forms import AccountForm, MembershipForm
from etam.institutions.access import memberships
from etam.institutions.actions import InstitutionProblem, assign_membership, end_membership

PAGE_SIZE = 50


@login_required
def desk(request: HttpRequest) -> HttpResponse:
    """What waits for me, and what I act for."""
    today = localdate()
    context = {
        "tasks": queries.tasks(request.user, today),
        "memberships": memberships(request.user),
        "rounds": queries.open_rounds(today),
        "today": today,
    }
    return render(request, "desk/desk.html", context)


@login_required
def journal(request: HttpRequest) -> HttpResponse:
    """Who did what, the latest first."""
    entries, word = access.journal(request.user), request.GET.get("cari", "").strip()
    if word:
        entries = entries.filter(Q(summary__icontains=word) | Q(by__name__icontains=word) | Q(action__startswith=word))
    page = Paginator(entries, PAGE_SIZE).get_page(request.GET.get("halaman"))
    return render(request, "desk/journal.html", {"page": page, "word": word, "rows": queries.with_subjects(page)})


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """Accounts, found by name or address; the form for a new one."""
    found, word = access.accounts(request.user), request.GET.get("cari", "").strip()
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("person", create_account(**form.cleaned_data, by=signed_in(request)).pk)
        except AccountProblem as problem:
            form.add_error("email", str(problem))
    if word:
        found = found.filter(Q(name__icontains=word) | Q(email__icontains=word))
    if request.GET.get("tanpa") == "penugasan":
        found = found.filter(memberships=None, is_active=True)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("halaman"))
    return render(request, "desk/people.html", {"page": page, "word": word, "form": form})


@login_required
def person(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: what the person acts for, and a new membership."""
    account = access.account(request.user, pk)
    form = MembershipForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            assign_membership(account, **form.cleaned_data, by=signed_in(request))
        except InstitutionProblem as problem:
            form.add_error(None, str(problem))
        else:
            messages.success(request, "Penugasan ditambahkan.")
            return redirect("person", pk)
    context = {"account": account, "form": form, "today": localdate()}
    return render(request, "desk/person.html", context)


@login_required
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a membership today."""
    membership = access.membership(request.user, pk)
    try:
        end_membership(membership, on=localdate(), by=signed_in(request))
    except InstitutionProblem as problem:
        messages.error(request, str(problem))
    return redirect("person", membership.user_id)


@login_required
@require_POST
def activate(request: HttpRequest, pk: int) -> HttpResponse:
    """Close an account, or open it again."""
    account = access.account(request.user, pk)
    try:
        set_active(account, is_active=not account.is_active, by=signed_in(request))
    except AccountProblem as problem:
        messages.error(request, str(problem))
    return redirect("person", pk)


@login_required
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """A link with which the person chooses a password, to be handed over by whatever way is safe."""
    account = access.account(request.user, pk)
    record_invitation(account, by=signed_in(request))
    context = {"account": account, "link": request.build_absolute_uri(_password_link(account))}
    return render(request, "desk/invitation.html", context)


def _password_link(account: User) -> str:
    key = default_token_generator.make_token(account)
    return reverse("account_reset_password_from_key", args=[user_pk_to_url_str(account), key])
