"""What waits for a person, over all rooms."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from etam.accounts.models import JournalEntry
from etam.assessments import queries as assessments
from etam.desk import access
from etam.followup import queries as followup
from etam.indices import access as indices
from etam.indices.models import IndexRun, Release
from etam.indices.queries import shaken
from etam.institutions import access as institutions
from etam.institutions.models import Membership
from etam.meetings.queries import waiting as meetings
from etam.obligations import queries as obligations
from etam.outreach import access as outreach
from etam.outreach.queries import listing
from etam.programmes.queries import waiting as help_to_bodies
from etam.programmes.queries import waiting_activities, waiting_bodies
from etam.regulations import access as regulations
from etam.regulations.queries import confusions, flags
from etam.submissions import access as submissions
from etam.submissions.models import Round, Submission
from etam.web.formats import number
from etam.web.waiting import Waiting
from etam.workforce.queries import analyses as workloads
from etam.workforce.queries import personal_data
from etam.workforce.queries import proposals as formation

Role = Membership.Role
State = Submission.State
SHOWN_RETURNS = 12


def tasks(user: Any, today: date | None = None) -> list[Waiting]:
    """Everything that waits for `user`, what others wait for first."""
    day = today or localdate()
    held = institutions.roles(user, day)
    of_roles = [task for role, gather in GATHERERS.items() if role in held for task in gather(user, day)]
    return [*of_roles, *(task for gather in FOR_EVERYBODY for task in gather(user, day))] if held else []


def open_rounds(day: date) -> QuerySet[Round]:
    """Rounds in which returns may be sent today."""
    return Round.objects.filter(opens_on__lte=day, closes_on__gte=day).order_by("due_on")


def with_subjects(entries: Iterable[JournalEntry]) -> list[tuple[JournalEntry, str]]:
    """Each entry with the institution and round of the return that it is about; "" where it is about something else."""
    entries, kind = list(entries), Submission._meta.label_lower
    keys = [int(entry.subject_id) for entry in entries if entry.subject_kind == kind]
    rows = Submission.objects.select_related("institution", "round").in_bulk(keys)
    names = {str(key): f"{row.institution.name}, {row.round.title}" for key, row in rows.items()}
    return [(entry, names.get(entry.subject_id, "") if entry.subject_kind == kind else "") for entry in entries]


def _of_operator(user: Any, day: date) -> Iterator[Waiting]:
    unfinished = Q(round__in=open_rounds(day), state__in=[State.NONE, State.DRAFT]) | Q(state=State.SENT_BACK)
    mine = submissions.submissions_to_fill(user).filter(unfinished).order_by("round__due_on", "institution__name")
    remarks = Count("findings", filter=Q(findings__settled_at=None))
    for row in mine.annotate(remarks=remarks)[:SHOWN_RETURNS]:
        yield Waiting(
            row.institution.name,
            _next_step(row),
            row.get_absolute_url(),
            row.state,
            row.round.due_on,
            row.state == State.SENT_BACK,
            reverse("exchange:institution_template", args=[row.round.code, row.institution.code]),
        )


def _next_step(row: Any) -> str:
    if row.state == State.SENT_BACK:
        return f"{row.round.title}: perbaiki {number(row.remarks)} catatan verifikator, lalu kirim lagi."
    if row.state == State.DRAFT:
        return f"{row.round.title}: {number(row.answered_count)} jawaban tersimpan. Lanjutkan, lalu kirim."
    return f"{row.round.title}: belum dimulai."


def _of_verifier(user: Any, day: date) -> Iterator[Waiting]:
    waiting = submissions.submissions_to_verify(user).filter(state=State.SUBMITTED)
    counted = waiting.aggregate(
        count=Count("pk"), oldest=Min("state_since"), clean=Count("pk", filter=Q(must_fix_count=0, explain_count=0))
    )
    if counted["count"]:
        age = (day - localdate(counted["oldest"])).days
        detail = f"{number(counted['clean'])} bersih, sisanya bertanda. Yang terlama menunggu {number(age)} hari."
        title = f"{number(counted['count'])} isian menunggu verifikasi"
        yield Waiting(title, detail, reverse("submissions:queue"), State.SUBMITTED, is_urgent=age > 14)
    for round_ in open_rounds(day):
        silent = submissions.submissions_to_verify(user).filter(round=round_, state=State.NONE).count()
        if silent and round_.due_on - day <= timedelta(days=45):
            yield Waiting(
                f"{number(silent)} lembaga belum memulai {round_.title}",
                "Lihat siapa saja, menurut kecamatan dan jenis, lalu ingatkan.",
                reverse("submissions:completeness"),
                State.NONE,
                round_.due_on,
            )


def _of_officer(user: Any, day: date) -> Iterator[Waiting]:
    releases = indices.releases_for(user)
    for release in releases.filter(state=Release.State.PROPOSED):
        why_not = indices.why_not_decide(user, release)
        detail = why_not or f"Diusulkan {release.proposed_by}. Periksa, lalu terbitkan atau tolak."
        url = reverse("indices:release", args=[release.code])
        yield Waiting(release.title, detail, url, Release.State.PROPOSED, is_urgent=not why_not)
    for release in shaken(releases):
        detail = "Isian yang dipakainya dibuka kembali. Setelah diterima lagi, hitung ulang dan usulkan pembetulan."
        yield Waiting(
            release.title, detail, reverse("indices:release", args=[release.code]), "reopened", is_urgent=True
        )
    for run in indices.runs_for(user).filter(state=IndexRun.State.FAILED)[:3]:
        yield Waiting(
            f"Perhitungan {run} gagal", run.problem, reverse("indices:run", args=[run.pk]), "failed", is_urgent=True
        )
    verified = submissions.submissions_to_accept(user).filter(state=State.VERIFIED).count()
    if verified:
        title = f"{number(verified)} isian terverifikasi menunggu penerimaan"
        yield Waiting(title, "Yang bersih dapat diterima sekaligus.", reverse("submissions:acceptance"), State.VERIFIED)
    yield from flags.waiting(regulations.flags_to_view(user))
    if not open_rounds(day).exists():
        detail = "Buka putaran agar lembaga dapat mengisi."
        yield Waiting("Tidak ada putaran yang terbuka", detail, reverse("submissions:rounds"))


def _of_administrator(user: Any, day: date) -> Iterator[Waiting]:
    idle = access.accounts(user).filter(is_active=True, memberships=None).count()
    if idle:
        title = f"{number(idle)} akun tanpa penugasan"
        yield Waiting(title, "Beri penugasan atau nonaktifkan.", f"{reverse('people')}?tanpa=penugasan")


def _of_outreach(user: Any, day: date) -> Iterator[Waiting]:
    """Events whose day is over, for who organises them: somebody must say whether they took place."""
    if not institutions.has_role(user, Role.VERIFIER, Role.OFFICER, on=day):
        return
    mine = outreach.events_to_view(user, day)
    if not outreach.may_reach_the_province(user):
        mine = mine.filter(regency__in=outreach.regencies_to_organise(user))
    for event in listing.unmarked(mine, day)[:SHOWN_RETURNS]:
        detail = "Harinya sudah lewat: nyatakan terlaksana dan lengkapi daftar hadirnya, atau batalkan."
        yield Waiting(event.title, detail, event.get_absolute_url(), due_on=event.held_on)


GATHERERS: dict[str, Callable[[Any, date], Iterator[Waiting]]] = {
    Role.OPERATOR: _of_operator,
    Role.VERIFIER: _of_verifier,
    Role.OFFICER: _of_officer,
    Role.ADMINISTRATOR: _of_administrator,
}
# Who is asked for these follows from more than a role: a team, an office, a desk. Each room says what waits in it.
FOR_EVERYBODY: tuple[Callable[[Any, date], Iterable[Waiting]], ...] = (
    assessments.waiting_for,
    followup.waiting_for,
    _of_outreach,
    meetings.waiting_for,
    waiting_activities.waiting_for,
    waiting_bodies.waiting_for,
    obligations.waiting_for,
    help_to_bodies.waiting_for,
    confusions.waiting_for,
    formation.waiting_for,
    personal_data.waiting_for,
    workloads.waiting_for,
)
