"""How files arrive: one form for everybody, and behind it parts that can be resumed where scripts run."""

import re
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from etam.accounts.access import signed_in
from etam.accounts.models import User
from etam.evidence import access, actions, picker
from etam.evidence.actions.arriving import PART_BYTES
from etam.evidence.exceptions import AlreadyKept, CannotDo, EvidenceError, FileRefused, PartRefused
from etam.evidence.forms import UploadForm
from etam.evidence.models import Evidence, Incoming
from etam.institutions.models import Institution
from etam.web.bodies import refuses_large_bodies

SHA256 = re.compile(r"[0-9a-f]{64}")


@refuses_large_bodies("evidence/too_large.html")
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, institution: str) -> HttpResponse:
    """A file for the library of an institution, new or in place of an older edition."""
    one = access.institution_to_manage(request.user, institution)
    old, back = _replaced(request, one), picker.local(request.GET.get("kembali", ""))
    incoming = _incoming(request, one)
    initial = {"type": old.type, "title": old.title} if old else {}
    form = UploadForm(request.POST or None, request.FILES or None, initial=initial, has_arrived=incoming is not None)
    existing = None
    if form.is_bound and form.is_valid():
        try:
            kept = _keep(form, one, incoming, old, signed_in(request))
        except EvidenceError as problem:
            form.add_error(None if isinstance(problem, CannotDo) else "file", str(problem))
            existing = problem.existing if isinstance(problem, AlreadyKept) else None
            incoming = None if isinstance(problem, FileRefused) else incoming
        else:
            messages.success(request, f"{kept.code} “{kept.title}” tersimpan.")
            return redirect(_next(kept, back))
    context = {
        "institution": one,
        "form": form,
        "incoming": incoming,
        "waiting": [other for other in access.incoming_to(request.user, one) if other != incoming],
        "replaces": old,
        "existing": existing,
        "use_existing": picker.back_with(back, existing.code) if existing and back else "",
        "back": back,
        "part_bytes": PART_BYTES,
    }
    return render(request, "evidence/upload.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def begin(request: HttpRequest, institution: str) -> JsonResponse:
    """Announce a file that will come in parts; answers where to send them and how far an earlier try came."""
    one = access.institution_to_manage(request.user, institution)
    size, sha = request.POST.get("size", ""), request.POST.get("sha256", "")
    try:
        incoming = actions.begin(
            institution=one,
            file_name=request.POST.get("name", ""),
            size_bytes=int(size) if size.isdecimal() and len(size) < 12 else 0,
            sha256=sha if SHA256.fullmatch(sha) else "",
            by=signed_in(request),
        )
    except FileRefused as problem:
        return JsonResponse({"problem": str(problem)}, status=422)
    return JsonResponse(
        {
            "key": str(incoming.key),
            "received": incoming.received_bytes,
            "part": reverse("evidence:part", args=[incoming.key]),
            "cancel": reverse("evidence:cancel", args=[incoming.key]),
        }
    )


@login_required
@require_POST
def part(request: HttpRequest, key: UUID) -> JsonResponse:
    """The next bytes of a file, as the body of the request."""
    incoming = access.incoming_of(request.user, key)
    length, offset = request.META.get("CONTENT_LENGTH") or "0", request.GET.get("mulai", "0")
    if not length.isdecimal() or int(length) > PART_BYTES or not offset.isdecimal() or len(offset) > 11:
        return JsonResponse({"problem": "Bagian ini terlalu besar.", "received": incoming.received_bytes}, status=413)
    try:
        incoming = actions.add_part(incoming, offset=int(offset), data=request.body, by=signed_in(request))
    except PartRefused as problem:
        return JsonResponse({"problem": str(problem), "received": problem.received_bytes}, status=409)
    except FileRefused as problem:
        return JsonResponse({"problem": str(problem)}, status=422)
    return JsonResponse({"received": incoming.received_bytes})


@login_required
@require_POST
def cancel(request: HttpRequest, key: UUID) -> HttpResponse:
    """Throw away what has arrived of a file."""
    incoming = access.incoming_of(request.user, key)
    actions.cancel(incoming, by=signed_in(request))
    messages.success(request, f"Kiriman {incoming.file_name} dibatalkan.")
    return redirect("evidence:upload", incoming.institution.code)


def _keep(
    form: UploadForm, institution: Institution, incoming: Incoming | None, old: Evidence | None, by: User
) -> Evidence:
    details: dict[str, Any] = {**form.details, "replaces": old, "by": by}
    if file := form.cleaned_data["file"]:
        return actions.receive(institution=institution, data=file.read(), file_name=file.name, **details)
    if incoming is None:
        raise FileRefused("Pilih berkasnya dulu.")
    return actions.complete(incoming, **details)


def _next(kept: Evidence, back: str) -> str:
    return picker.back_with(back, kept.code) if back else reverse("evidence:evidence", args=[kept.code])


def _replaced(request: HttpRequest, institution: Institution) -> Evidence | None:
    code = request.GET.get("ganti", "")
    found = access.evidence_to_manage(request.user, code) if code else None
    return found if found and found.institution_id == institution.pk else None


def _incoming(request: HttpRequest, institution: Institution) -> Incoming | None:
    """The file that has come in parts, as the form or the address names it; None when there is none such."""
    key = request.POST.get("incoming") or request.GET.get("kiriman", "")
    try:
        return access.incoming_to(request.user, institution).filter(key=UUID(key)).first()
    except ValueError:
        return None
