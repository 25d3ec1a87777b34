"""What waits for a person in this room."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Min, Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from etam.followup import access
from etam.followup.models import Recommendation
from etam.followup.owners import owned_by, without_owner
from etam.followup.papers import shaken
from etam.followup.queries.listing import UNFINISHED, answer_late
from etam.institutions import access as institutions
from etam.institutions.models import Membership
from etam.web.formats import number
from etam.web.waiting import Waiting

Role = Membership.Role
SHOWN = 8


def waiting_for(user: Any, day: date | None = None) -> list[Waiting]:
    """What `user` answers, judges or settles on a day (today unless given), what is late first."""
    on = day or localdate()
    held = institutions.roles(user, on)
    found = [*_to_answer(user, on)] if Role.OPERATOR in held else []
    if held & {Role.VERIFIER, Role.OFFICER}:
        found += [*_to_judge(user, on), *_shaken(user, on)]
    return [*found, *_without_owner(on)] if Role.OFFICER in held else found


def unanswered(user: Any, day: date) -> QuerySet[Recommendation]:
    """What the institutions of an operator have to answer, the nearest due date first."""
    rows = access.recommendations_to_answer(user, day).filter(UNFINISHED, pending=None, institution__isnull=False)
    return rows.order_by("due_on", "pk")


def unjudged(user: Any, day: date) -> QuerySet[Recommendation]:
    """Answers that `user` may judge and has no part in, the nearest due date first."""
    return _to_decide(user, day).filter(pending__isnull=False).order_by("pending__review_due_on", "pk")


def _to_decide(user: Any, day: date) -> QuerySet[Recommendation]:
    """What `user` judges by role and has no part in."""
    mine = Q(responses__by=user) | Q(responses__by_pass__made_by=user)
    if institutions.has_role(user, Role.OPERATOR, on=day):
        mine |= owned_by(institutions.institutions_to_fill(user, day), day)
    rows = access.recommendations_to_judge(user, day)
    return rows.exclude(pk__in=Recommendation.objects.filter(mine).values("pk"))


def _to_answer(user: Any, day: date) -> Iterator[Waiting]:
    rows = unanswered(user, day)
    shown = list(rows[: SHOWN + 1])
    for one in shown[:SHOWN]:
        is_late, url = one.due_on < day, reverse("followup:respond", args=[one.code])
        step = "perbaiki sesuai catatan penilai, lalu jawab lagi." if one.verdict else "jawab dengan bukti."
        detail = f"{one.source_title}, nomor {number(one.number)}: {step}"
        yield Waiting(_short(one.text), detail, url, one.chip, one.due_on, is_late)
    if len(shown) > SHOWN:
        counted = rows.aggregate(total=Count("pk"), late=Count("pk", filter=answer_late(day)))
        title = f"{number(counted['total'] - SHOWN)} rekomendasi lain menunggu jawaban"
        detail = f"Seluruhnya {number(counted['total'])}, {number(counted['late'])} lewat batas."
        yield Waiting(title, detail, reverse("followup:index"), "not_begun")


def _to_judge(user: Any, day: date) -> Iterator[Waiting]:
    counted = unjudged(user, day).aggregate(count=Count("pk"), first=Min("pending__review_due_on"))
    if counted["count"]:
        title = f"{number(counted['count'])} jawaban tindak lanjut menunggu penilaian"
        url = f"{reverse('followup:index')}?waktu=menunggu"
        is_late = counted["first"] < day
        detail = "Ada yang sudah lewat batas penilaian." if is_late else "Baca jawaban dan buktinya, lalu nilai."
        yield Waiting(title, detail, url, "submitted", counted["first"], is_late)


def _shaken(user: Any, day: date) -> Iterator[Waiting]:
    for one in shaken(_to_decide(user, day))[:SHOWN]:
        detail = "Bukti di bawah penilaiannya ditarik. Buka kembali, atau kukuhkan dengan alasan."
        yield Waiting(_short(one.text), detail, reverse("followup:steer", args=[one.code]), "reopened", None, True)


def _without_owner(day: date) -> Iterator[Waiting]:
    lost = Recommendation.objects.filter(UNFINISHED, without_owner(day), pending=None)
    for one in lost.order_by("due_on", "pk")[:SHOWN]:
        detail = "Lembaga penanggung jawabnya sudah berakhir. Tentukan penanggung jawab baru."
        yield Waiting(_short(one.text), detail, reverse("followup:steer", args=[one.code]), one.chip, None, True)


def _short(text: str, letters: int = 90) -> str:
    return text if len(text) <= letters else f"{text[:letters].rsplit(' ', 1)[0]} …"
