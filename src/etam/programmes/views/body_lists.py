"""A list of schools: sent, seen beside the registry, stored or thrown away."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from etam.accounts.access import signed_in
from etam.evidence import storage
from etam.institutions.actions import InstitutionProblem, body_lists
from etam.institutions.body_intake import SHOWN, Intake, Outcome
from etam.institutions.models import BodyList, Region
from etam.programmes.access import bodies as access
from etam.programmes.forms.body_lists import SchoolListForm
from etam.web.bodies import refuses_large_bodies
from etam.web.csv_list import ListingProblem
from etam.web.formats import figure, number

FOLDER = "school-lists"
RECENT = 8
FIELDS = {
    "name": "nama", "region": "tempat", "people": "siswa", "form": "bentuk", "is_public": "status", "address": "alamat",
}  # fmt: skip


@refuses_large_bodies("programmes/list_too_large.html")
@login_required
def send(request: HttpRequest) -> HttpResponse:
    """A file to send, and what was sent before."""
    _, ministries = access.schools_to_import(request.user)
    form = SchoolListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        held = _received(request, form, "" if len(ministries) > 1 else ministries[0])
        if held is not None:
            return redirect("programmes:body_preview", held.pk)
    recent = BodyList.objects.filter(by=signed_in(request))[:RECENT]
    context = {"form": form, "recent": recent, "ministries": ministries}
    return render(request, "programmes/body_import.html", context, status=422 if form.errors else 200)


@login_required
def preview(request: HttpRequest, pk: int) -> HttpResponse:
    """What the list would change; with a button to store it. Nothing is stored before."""
    held = access.list_to_import(request.user, pk)
    if held.stored_at or held.discarded_at:
        return render(request, "programmes/body_preview.html", {"held": held, "told": _told_counts(held.counts)})
    intake, sentence = _intake(request, held), ""
    if request.method == "POST":
        try:
            seen = {kind: int(request.POST.get(kind, "0") or 0) for kind in KINDS}
            body_lists.store(held, intake, seen=seen, by=signed_in(request))
        except (InstitutionProblem, ValueError) as problem:
            sentence = str(problem)
        else:
            messages.success(request, "Daftar disimpan.")
            return redirect("programmes:body_preview", pk)
    found = intake.preview()
    context = {
        "held": held,
        "found": found,
        # A Counter answers to every name, "items" too: a template needs them listed.
        "counts": list(found.counts.items()),
        "problem": sentence,
        "told": _told_counts(found.counts),
        "changed": [(one, _told(one)) for one in found.shown["changed"]],
        "shown": SHOWN,
    }
    return render(request, "programmes/body_preview.html", context, status=422 if sentence else 200)


@login_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw a list away."""
    held = access.list_to_import(request.user, pk)
    try:
        body_lists.discard(held, by=signed_in(request))
    except InstitutionProblem as problem:
        messages.error(request, str(problem))
    else:
        messages.success(request, "Daftar dibuang. Tidak ada yang berubah.")
    return redirect("programmes:body_import")


KINDS = {
    "new": "sekolah baru",
    "changed": "berubah",
    "same": "sama seperti yang tercatat",
    "doubt": "perlu ditinjau",
    "held": "dilewati",
    "other": "jenjang lain (TK, kursus, dan sejenisnya)",
    "fault": "keliru",
}


def _received(request: HttpRequest, form: SchoolListForm, scope: str) -> BodyList | None:
    """The list once it has been read for the first time; otherwise the form says what is wrong."""
    data = form.cleaned_data["file"].read()
    try:
        schools, ministries = access.schools_to_import(request.user)
        Intake(data, settings.UPLOAD_LIMIT_BYTES, schools, ministries)
        return body_lists.receive(
            file_name=form.cleaned_data["file"].name,
            sha256=storage.keep(data, FOLDER),
            as_of=form.cleaned_data["as_of"],
            source=form.cleaned_data["source"],
            scope=scope,
            by=signed_in(request),
        )
    except ListingProblem as problem:
        form.add_error("file", str(problem))
    except InstitutionProblem as problem:
        form.add_error(None, str(problem))
    return None


def _intake(request: HttpRequest, held: BodyList) -> Intake:
    schools, ministries = access.schools_to_import(request.user)
    data = storage.path_of(held.sha256, FOLDER).read_bytes()
    return Intake(data, settings.UPLOAD_LIMIT_BYTES, schools, ministries)


def _told_counts(counts: Any) -> list[tuple[str, int]]:
    return [(word, counts[kind]) for kind, word in KINDS.items() if counts.get(kind)]


def _told(one: Outcome) -> list[str]:
    """Each change of a school as a sentence: "siswa 210 → 214"."""
    return [f"{FIELDS[name]} {_word(name, before)} → {_word(name, after)}" for name, before, after in one.changes]


def _word(name: str, value: Any) -> str:
    if value in (None, ""):
        return "belum diketahui"
    if name == "is_public":
        return "negeri" if value else "swasta"
    if name == "region":
        return str(Region.objects.filter(code=value).first() or value)
    return number(value) if name == "people" else figure(value) if isinstance(value, int) else str(value)
