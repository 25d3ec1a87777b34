"""What waits for a person in assessments."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from etam.assessments import access, validity
from etam.assessments.models import Assessment, Certificate, Reopening, Sheet
from etam.institutions import access as institutions
from etam.web.formats import day as written
from etam.web.formats import number
from etam.web.waiting import Waiting

State, Side = Assessment.State, Sheet.Side
SHOWN = 12


def waiting_for(user: Any, day: date) -> list[Waiting]:
    """Everything that waits for `user`, by role."""
    found = [*_to_answer(user), *_to_score(user)]
    if institutions.has_role(user, "verifier", "officer"):
        found += [*_to_check(user), *_to_determine(user)]
    if institutions.has_role(user, "officer"):
        found += [*_to_reopen(user)]
    return [*found, *_expiring(user, day)]


def _to_answer(user: Any) -> Iterator[Waiting]:
    rows = access.assessments_to_answer(user).filter(state__in=(State.ANSWERING, State.RESPONDING))
    open_ones = Count("irregularities", filter=Q(irregularities__dropped_at=None, irregularities__answer=""))
    for one in rows.annotate(open_ones=open_ones)[:SHOWN]:
        if one.state == State.ANSWERING:
            yield Waiting(
                str(one),
                f"{one.get_kind_display()}: isi dan kirim penilaian mandiri.",
                one.get_absolute_url(),
                one.state,
            )
        elif one.open_ones:
            detail = f"{number(one.open_ones)} temuan menunggu tanggapan Anda."
            yield Waiting(
                str(one), detail, reverse("assessments:irregularities", args=[one.pk]), one.state, is_urgent=True
            )


def _to_score(user: Any) -> Iterator[Waiting]:
    rows = access.assessments_to_score(user).filter(state__in=(State.SCORING, State.MODERATING))[: 2 * SHOWN]
    if not rows:
        return
    mine = dict(
        Sheet.objects.filter(assessor_id=getattr(user, "pk", None), finished_at=None).values_list(
            "assessment_id", "answered_count"
        )
    )
    for one in rows:
        if one.state == State.SCORING and one.pk in mine:
            detail = (
                f"{one.get_kind_display()}: {number(mine[one.pk])} pertanyaan Anda nilai. "
                "Lanjutkan, lalu nyatakan selesai."
            )
            yield Waiting(str(one), detail, one.get_absolute_url(), one.state, one.visit_on)
        elif one.state == State.MODERATING:
            detail = f"{one.get_kind_display()}: sepakati jawaban yang berbeda."
            yield Waiting(str(one), detail, reverse("assessments:moderation", args=[one.pk]), one.state)


def _to_check(user: Any) -> Iterator[Waiting]:
    waiting = {State.CHECKING: "menunggu pemeriksaan", State.CHECKED: "siap diajukan ke Perpusnas"}
    rows = access.assessments_to_check(user).filter(state__in=waiting).order_by()
    counts = dict(rows.values_list("state").annotate(count=Count("pk")))
    for state, what in waiting.items():
        if count := counts.get(state, 0):
            url = f"{reverse('assessments:accreditation')}?status={state}"
            yield Waiting(f"{number(count)} akreditasi {what}", "Yang terlama lebih dulu.", url, state)


def _to_determine(user: Any) -> Iterator[Waiting]:
    rows = access.assessments_to_manage(user).filter(state=State.RESPONDING)
    open_ones = Count("irregularities", filter=Q(irregularities__dropped_at=None, irregularities__answer=""))
    ready = [one for one in rows.annotate(open_ones=open_ones) if not one.open_ones]
    for one in ready[:SHOWN]:
        yield Waiting(
            str(one),
            f"{one.get_kind_display()}: semua temuan ditanggapi; tetapkan hasilnya.",
            one.get_absolute_url(),
            one.state,
        )


def _to_reopen(user: Any) -> Iterator[Waiting]:
    for one in (
        Reopening.objects.filter(decided_at=None)
        .exclude(asked_by=user)
        .select_related("assessment__institution", "asked_by")
    ):
        detail = f"{one.asked_by} meminta penilaian ini dibuka kembali: {one.reason}"
        yield Waiting(str(one.assessment), detail, one.assessment.get_absolute_url(), "reopened", is_urgent=True)


def _expiring(user: Any, day: date) -> Iterator[Waiting]:
    """Certificates that end within a year, for who answers for the library; only a count for those who oversee many."""
    soon = access.certificates_to_view(user).filter(validity.within(day, validity.YEAR)).order_by("valid_until", "pk")
    if institutions.has_role(user, "verifier", "officer"):
        if count := soon.filter(validity.within(day, validity.HALF)).count():
            url = f"{reverse('assessments:certificates')}?masa=enam-bulan"
            yield Waiting(
                f"{number(count)} sertifikat akreditasi habis dalam enam bulan",
                "Ajak perpustakaannya memperpanjang.",
                url,
            )
        return
    if not institutions.has_role(user, "operator"):
        return
    renewing = set(
        access.assessments_to_answer(user)
        .exclude(state__in=(State.DETERMINED, State.WITHDRAWN))
        .values_list("institution_id", flat=True)
    )
    held: list[Certificate] = [one for one in soon[:SHOWN] if one.institution_id not in renewing]
    for one in held:
        detail = f"Sertifikat {one.grade} habis {written(one.valid_until)}. Mulai perpanjangan sekarang."
        yield Waiting(f"Akreditasi {one.institution}", detail, one.get_absolute_url(), due_on=one.valid_until)
