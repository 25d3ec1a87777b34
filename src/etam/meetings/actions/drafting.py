"""Drafting together: participants propose and comment, the drafting team words, orders, merges and withdraws.

Every wording stays. Nothing changes once the plenary has decided about a point, or the meeting has adopted.
"""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from etam.accounts import journal
from etam.followup import reference
from etam.followup.actions.locking import MAX_TEXT
from etam.meetings.actions.planning import lock, refuse_settled
from etam.meetings.exceptions import BadInput, Overtaken, WrongState
from etam.meetings.models import Comment, Point, PointText
from etam.meetings.seats import Seat
from etam.web.formats import number

LONGEST_TITLE, LONGEST_ADDRESS = 200, 300
State = Point.State
OPEN = (State.PROPOSED, State.DRAFTED)
PLENARY = (State.DRAFTED, State.ADOPTED, State.REJECTED)
"""What the plenary has before it, or has decided about already; these stand in an order."""


@transaction.atomic
def propose(
    *, text: str, topic: str, by: Seat, title: str = "", addressed_to: str = "", at: datetime | None = None
) -> Point:
    """Propose a point. Raises BadInput without text or for an unknown topic, WrongState once the meeting is settled."""
    at, meeting = at or timezone.now(), lock(by.meeting)
    refuse_settled(meeting)
    point = Point(meeting=meeting, made_at=at, by=by.user, participant=by.participant)
    _fill(point, title, text, topic, addressed_to)
    point.save()
    _keep_wording(point, by, at)
    journal.record("point_proposed", point, by=by.user, summary=f"Mengusulkan butir untuk {meeting}{_through(by)}.")
    return point


@transaction.atomic
def comment(point: Point, *, text: str, by: Seat, at: datetime | None = None) -> Comment:
    """Say something about a point that is open. Raises BadInput without text, WrongState when it is decided."""
    row = lock_point(point)
    refuse_decided(row, "dikomentari")
    made = Comment.objects.create(
        point=row,
        text=_written(text, "Tulis komentarnya.", "text"),
        at=at or timezone.now(),
        by=by.user,
        participant=by.participant,
    )
    summary = f"Mengomentari butir {row.pk} {row.meeting}{_through(by)}."
    journal.record("point_commented", row, by=by.user, summary=summary)
    return made


@transaction.atomic
def withdraw_comment(made: Comment, *, by: Seat, at: datetime | None = None) -> Comment:
    """Take back a comment while its point is open; the others see that one stood there. Raises WrongState."""
    row = lock_point(made.point)
    refuse_decided(row, "diubah komentarnya")
    made.withdrawn_at = at or timezone.now()
    made.save(update_fields=["withdrawn_at"])
    journal.record("comment_withdrawn", row, by=by.user, summary=f"Menarik komentar pada butir {row.pk} {row.meeting}.")
    return made


@transaction.atomic
def revise(
    point: Point,
    *,
    text: str,
    topic: str,
    seen: int,
    by: Seat,
    title: str = "",
    addressed_to: str = "",
    at: datetime | None = None,
) -> Point:
    """Word a point anew; a proposal is taken up by that, at the end of the order. The former wording stays.

    `seen` is the number of the wording that the writer had before the eyes. Raises Overtaken when there is a later one,
    BadInput, or WrongState when the plenary has decided about it.
    """
    at, row = at or timezone.now(), lock_point(point)
    refuse_decided(row, "dirumuskan lagi")
    if (last := wordings(row)) != seen:
        raise Overtaken(
            f"Sementara Anda menulis, rumusan {number(last)} disimpan orang lain. Tulisan Anda masih ada di sini: "
            "gabungkan dengan rumusan terbaru, lalu simpan lagi."
        )
    before = row.text
    _fill(row, title, text, topic, addressed_to)
    if row.state == State.PROPOSED:
        row.state, row.position = State.DRAFTED, last_position(row) + 1
    row.save()
    if row.text != before:
        _keep_wording(row, by, at)
    summary = f"Merumuskan butir {row.pk} {row.meeting}, rumusan {number(wordings(row))}{_through(by)}."
    journal.record("point_worded", row, by=by.user, summary=summary)
    return mirror(row, point)


@transaction.atomic
def move(point: Point, *, up: bool, by: Seat) -> Point:
    """Let a drafted point change places with its neighbour; at the end of the order nothing changes."""
    row = lock_point(point)
    if row.state not in PLENARY:
        raise WrongState("Hanya butir yang sudah dirumuskan punya urutan. Rumuskan dulu usulan ini.")
    rows = in_order(row)
    place = next(index for index, one in enumerate(rows) if one.pk == row.pk)
    other = place + (-1 if up else 1)
    if not 0 <= other < len(rows):
        return point
    rows[place], rows[other] = rows[other], rows[place]
    for position, one in enumerate(rows, start=1):
        Point.objects.filter(pk=one.pk).update(position=position)
    number_anew(row)
    summary = f"Memindahkan butir {row.pk} {row.meeting} ke urutan {number(other + 1)}{_through(by)}."
    journal.record("point_moved", row, by=by.user, summary=summary)
    row.refresh_from_db()
    return mirror(row, point)


@transaction.atomic
def merge(point: Point, *, into: Point, by: Seat, at: datetime | None = None) -> Point:
    """Let a point go into another of the same meeting, which takes over its comments; its own text stays readable.

    Raises BadInput when the other is no open point of the meeting, or this one itself.
    """
    row = lock_point(point)
    refuse_decided(row, "digabung")
    target = Point.objects.filter(pk=into.pk, meeting=row.meeting_id, state__in=OPEN).exclude(pk=row.pk).first()
    if target is None:
        raise BadInput("Pilih butir lain dari rapat ini yang belum diputuskan.", "into")
    row.state, row.merged_into, row.decided_at, row.decided_by = State.MERGED, target, at or timezone.now(), by.user
    row.save()
    # What was merged into this one before goes along, so that one step leads from any of them to what stands.
    row.merged.update(merged_into=target)
    summary = f"Menggabungkan butir {row.pk} ke butir {target.pk} {row.meeting}{_through(by)}."
    journal.record("point_merged", row, by=by.user, summary=summary, into=target.pk)
    return mirror(row, point)


@transaction.atomic
def withdraw(point: Point, *, reason: str, by: Seat, at: datetime | None = None) -> Point:
    """Take a point off the table, with a reason; it stays readable. Raises BadInput or WrongState."""
    row = lock_point(point)
    refuse_decided(row, "ditarik")
    row.decided_note = _written(reason, "Tulis alasannya: pengusul akan membacanya.", "reason")
    row.state, row.decided_at, row.decided_by = State.WITHDRAWN, at or timezone.now(), by.user
    row.save()
    journal.record(
        "point_withdrawn", row, by=by.user, summary=f"Menarik butir {row.pk} {row.meeting}{_through(by)}: {reason}"
    )
    return mirror(row, point)


def lock_point(point: Point) -> Point:
    """The point as it is now; it and its meeting are kept from others until the transaction ends.

    Raises WrongState once the meeting is settled.
    """
    meeting = lock(point.meeting)
    refuse_settled(meeting)
    row = Point.objects.select_for_update().get(pk=point.pk)
    row.meeting = meeting
    return row


def refuse_decided(row: Point, what: str) -> None:
    """Raise WrongState for a point that is no longer open."""
    if row.state not in OPEN:
        raise WrongState(f"Butir ini sudah {row.get_state_display().lower()}, jadi tidak dapat {what}.")


def in_order(row: Point) -> list[Point]:
    """The points before the plenary of the same meeting, in their order."""
    return list(Point.objects.filter(meeting=row.meeting_id, state__in=PLENARY).order_by("position", "pk"))


def number_anew(row: Point) -> None:
    """Number the adopted points of a meeting from 1 in their order."""
    adopted = [one.pk for one in in_order(row) if one.state == State.ADOPTED]
    highest = Point.objects.filter(meeting=row.meeting_id).aggregate(last=Max("number"))["last"] or 0
    # Two passes: a number stands once, so none may be given before it is free.
    for start in (highest + len(adopted), 0):
        for place, key in enumerate(adopted, start=1):
            Point.objects.filter(pk=key).update(number=start + place)


def last_position(row: Point) -> int:
    """Where the order of the same meeting ends; 0 when nothing stands in it."""
    rows = in_order(row)
    return rows[-1].position if rows else 0


def wordings(point: Point) -> int:
    """The number of the latest wording."""
    return int(point.texts.aggregate(last=Max("number"))["last"] or 0)


def mirror(row: Point, point: Point) -> Point:
    """Bring the caller's object to what was stored."""
    for one in Point._meta.concrete_fields:
        setattr(point, one.attname, getattr(row, one.attname))
    return point


def _fill(point: Point, title: str, text: str, topic: str, addressed_to: str) -> None:
    if topic not in reference.latest().topics:
        raise BadInput("Pilih salah satu topik.", "topic")
    point.text = _written(text, "Tulis bunyi butirnya.", "text")
    point.title, point.topic, point.addressed_to = " ".join(title.split()), topic, " ".join(addressed_to.split())
    if len(point.title) > LONGEST_TITLE:
        raise BadInput(f"Judul singkat paling panjang {LONGEST_TITLE} huruf.", "title")
    if len(point.addressed_to) > LONGEST_ADDRESS:
        raise BadInput(f"“Ditujukan kepada” paling panjang {LONGEST_ADDRESS} huruf.", "addressed_to")


def _written(text: str, absent: str, field: str) -> str:
    kept = text.strip()
    if not kept:
        raise BadInput(absent, field)
    if len(kept) > MAX_TEXT:
        raise BadInput(f"Teksnya {number(len(kept))} huruf. Ringkas sampai {number(MAX_TEXT)} huruf.", field)
    return kept


def _keep_wording(point: Point, by: Seat, at: datetime) -> None:
    PointText.objects.create(
        point=point, number=wordings(point) + 1, text=point.text, at=at, by=by.user, participant=by.participant
    )


def _through(by: Seat) -> str:
    """Journal entries without a person say how it came; names of participants do not stand in the journal."""
    return "" if by.user else " lewat undangan"
