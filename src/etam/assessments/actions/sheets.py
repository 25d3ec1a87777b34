"""Sheets: saved as one goes, every save a revision, two people never overwrite each other unawares."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.assessments import editions, teams
from etam.assessments.actions.moving import lock, move, refuse_other_state
from etam.assessments.exceptions import BadInput, Conflict, NotReady, Obstacle, WrongPerson, WrongState
from etam.assessments.models import Assessment, Sheet, SheetRevision
from etam.evidence import queries as evidence
from etam.questionnaire import options_for, score
from etam.submissions.actions.saving import changed, clashes, merge
from etam.web.formats import number

State, Side, Channel = Assessment.State, Sheet.Side, SheetRevision.Channel
Document = Mapping[str, Any]

LONGEST_NOTE = 4000
OPEN_IN: Mapping[str, tuple[str, ...]] = {
    Side.SELF: (State.ANSWERING,),
    Side.ASSESSOR: (State.SCORING,),
    # After the exit meeting the team may still follow what the auditee showed.
    Side.FINAL: (State.MODERATING, State.RESPONDING),
}


@transaction.atomic
def save_sheet(
    sheet: Sheet,
    *,
    answers: Document,
    base_revision: int,
    by: User | None,
    notes: Mapping[str, str] | None = None,
    tests: Mapping[str, Sequence[str]] | None = None,
    sources: Document | None = None,
    channel: str = Channel.WEB,
    file_name: str = "",
    file_sha256: str = "",
    at: datetime | None = None,
) -> SheetRevision | None:
    """Put answers, notes and tests on top of what is stored and keep the result as the next revision.

    All three hold what the person saw and may have changed; None takes an answer back, "" a note, [] the tests.
    `base_revision` is the number of the revision the person began from (0: none). What others changed meanwhile stays,
    unless both changed the same to different values: then nothing is stored and Conflict names both. What is stored
    already makes no new revision. Returns the latest revision, None when nothing was ever stored.

    Raises Conflict, WrongState (locked, finished, not open now), WrongPerson (another's sheet, the own office),
    BadInput (an unknown question, a value above its maximum, a step that does not exist, a note too long, an unknown
    test).
    """
    at = at or timezone.now()
    row = _locked(sheet)
    refuse_closed(row)
    _refuse_person(row, by)
    editions.refuse_changed_edition(row.assessment)
    editions.refuse_impossible(row.assessment, answers)
    mine = _document(row.assessment, answers, notes or {}, tests or {})
    latest = row.latest
    stored, base = _flat(latest), _flat(_base(latest, base_revision))
    if latest and latest.number != base_revision and (found := clashes(stored, base, mine)):
        raise Conflict(latest, found)
    merged = merge(stored, base, mine)
    if merged == stored:
        return latest
    revision = SheetRevision(
        sheet=row,
        number=latest.number + 1 if latest else 1,
        **_unflat(merged),
        sources={**(latest.sources if latest else {}), **(sources or {})},
        changed=sorted({name.partition(":")[2] for name in changed(stored, merged)}),
        at=at,
        by=by,
        channel=channel,
        file_name=file_name[:200],
        file_sha256=file_sha256,
    )
    _store(row, revision)
    _copy_back(row, sheet)
    return revision


@transaction.atomic
def hand_in(assessment: Assessment, *, by: User | None, at: datetime | None = None) -> Assessment:
    """Send the institution's own sheet on: to the kab/kota in an accreditation, to the team in an audit.

    Raises NotReady with every open question and every expired or withdrawn piece of evidence; WrongState.
    """
    at = at or timezone.now()
    row = lock(assessment)
    refuse_other_state(row, State.ANSWERING, "dikirim")
    editions.refuse_changed_edition(row)
    if found := obstacles(row, at):
        raise NotReady(found)
    _finish(row.sheets.get(side=Side.SELF), at)
    target, summary = (
        (State.CHECKING, "Penilaian mandiri dikirim ke kab/kota.")
        if row.is_accreditation
        else (State.SCORING, "Jawaban auditi dikirim ke tim.")
    )
    return move(row, target, by=by, at=at, action="hand_in", summary=summary, given=assessment)


@transaction.atomic
def take_back(assessment: Assessment, *, by: User, at: datetime | None = None) -> Assessment:
    """Take the own sheet back while nobody has begun to look at it.

    Raises WrongState, BadInput once a team has begun.
    """
    row = lock(assessment)
    refuse_other_state(row, State.CHECKING if row.is_accreditation else State.SCORING, "ditarik kembali")
    if row.sheets.filter(side=Side.ASSESSOR).exclude(latest=None).exists():
        raise WrongState(
            "Tim sudah mulai menilai, jadi jawaban tidak dapat ditarik. Sampaikan perbaikan kepada ketua tim."
        )
    row.sheets.filter(side=Side.SELF).update(finished_at=None)
    return move(
        row, State.ANSWERING, by=by, at=at or timezone.now(), action="take_back", summary="Jawaban ditarik kembali.",
        given=assessment,
    )  # fmt: skip


@transaction.atomic
def finish_scoring(sheet: Sheet, *, by: User, at: datetime | None = None) -> Sheet:
    """Declare the own scores complete. When the last of the team has, moderation begins with what all agree on.

    Raises NotReady with every open question; WrongState, WrongPerson.
    """
    at = at or timezone.now()
    row = _locked(sheet)
    refuse_closed(row)
    _refuse_person(row, by)
    if row.side != Side.ASSESSOR:
        raise WrongState("Hanya lembar asesor yang dinyatakan selesai di sini.")
    if found := open_obstacles(row):
        raise NotReady(found)
    _finish(row, at)
    journal.record(
        "assessment.finish_scoring", row.assessment, by=by, summary=f"{row.assessment}: {by} selesai menilai."
    )
    if not row.assessment.sheets.filter(side=Side.ASSESSOR, finished_at=None).exists():
        _begin_moderation(row.assessment, by=by, at=at)
    _copy_back(row, sheet)
    return sheet


@transaction.atomic
def resume_scoring(sheet: Sheet, *, by: User) -> Sheet:
    """Go on scoring while others have not finished. Raises WrongState, WrongPerson."""
    row = _locked(sheet)
    refuse_other_state(row.assessment, State.SCORING, "dilanjutkan")
    _refuse_person(row, by)
    if row.finished_at is None:
        raise WrongState("Lembar ini masih terbuka.")
    row.finished_at = None
    row.save(update_fields=["finished_at"])
    journal.record(
        "assessment.resume_scoring", row.assessment, by=by, summary=f"{row.assessment}: {by} melanjutkan penilaian."
    )
    _copy_back(row, sheet)
    return sheet


@transaction.atomic
def restore(sheet: Sheet, *, number_: int, by: User, at: datetime | None = None) -> SheetRevision | None:
    """Make an earlier revision the latest again, as a new revision. Raises BadInput when there is none."""
    old = sheet.revisions.filter(number=number_).first()
    if old is None or sheet.latest is None:
        raise BadInput(f"Lembar ini tidak punya revisi {number_}. Pilih revisi lain dari riwayatnya.")
    latest = sheet.latest
    return save_sheet(
        sheet,
        answers={**dict.fromkeys(latest.answers), **old.answers},
        notes={**dict.fromkeys(latest.notes, ""), **old.notes},
        tests={**dict.fromkeys(latest.tests, ()), **old.tests},
        base_revision=latest.number,
        by=by,
        at=at,
    )


def obstacles(assessment: Assessment, at: datetime) -> list[Obstacle]:
    """What keeps the institution's own sheet from being sent: open questions, evidence that no longer holds."""
    own = assessment.sheets.select_related("latest").get(side=Side.SELF)
    return [*open_obstacles(own), *evidence_obstacles(assessment, at)]


def open_obstacles(sheet: Sheet) -> list[Obstacle]:
    """Every question without which the sheet has no certain score, and every check that its answers fail."""
    answers, notes = sheet.answers, sheet.notes
    left = editions.open_questions(sheet.assessment, answers)
    return [
        *(Obstacle(one.element, f"{one.number} {one.short.id} belum dijawab.") for one in left),
        *(Obstacle(one.elements[0], one.message.id) for one in editions.blocked(sheet.assessment, answers, notes)),
    ]


def evidence_obstacles(assessment: Assessment, at: datetime) -> list[Obstacle]:
    """Every use of evidence that has expired or was withdrawn, in the order of the questions."""
    edition, today = editions.instrument_of(assessment), timezone.localdate(at)
    found = []
    for element, files in evidence.uses("assessment", assessment.pk).items():
        place = edition.by_element.get(element)
        where = f"{place.number} {place.short.id}" if place else "Penilaian ini"
        for one in files:
            if problem := evidence.mend(one, today):
                found.append(Obstacle(element, f"{where}: {problem}"))
    order = {element: place for place, element in enumerate(edition.elements)}
    return sorted(found, key=lambda one: order.get(one.element, -1))


def carry_over(assessment: Assessment, *, by: User | None, at: datetime) -> list[str]:
    """Fit the institution's answers to the edition the assessment has now; returns the elements that did not fit."""
    own = _locked(assessment.sheets.get(side=Side.SELF))
    edition, latest = editions.instrument_of(assessment), own.latest
    if latest is None:
        return []
    context = editions.context_of(assessment)
    fitting, lost = {}, []
    for element, answer in latest.answers.items():
        question = edition.by_element.get(element)
        fits = question is not None and (
            isinstance(answer, dict)
            or (question.is_number and not isinstance(answer, str))
            or (not question.is_number and (not question.is_closed or answer in options_for(question, context)))
        )
        if fits:
            fitting[element] = answer
        else:
            lost.append(element)
    known = set(edition.elements)
    revision = SheetRevision(
        sheet=own,
        number=latest.number + 1,
        answers=fitting,
        notes={element: text for element, text in latest.notes.items() if element in known},
        tests={},
        sources=latest.sources,
        changed=sorted(lost),
        at=at,
        by=by,
        channel=Channel.EDITION,
    )
    _store(own, revision)
    return sorted(lost)


def refuse_closed(sheet: Sheet) -> None:
    """Raise WrongState unless this sheet may change now."""
    assessment = sheet.assessment
    if assessment.state == State.DETERMINED:
        raise WrongState(
            f"Penilaian {assessment} sudah ditetapkan dan terkunci. Membukanya kembali perlu alasan "
            "dan persetujuan orang kedua."
        )
    refuse_other_state(assessment, OPEN_IN[sheet.side], "diubah pada lembar ini")
    if sheet.finished_at and sheet.side == Side.ASSESSOR:
        raise WrongState("Anda sudah menyatakan selesai menilai. Buka lagi lembar Anda sebelum mengubahnya.")


def _begin_moderation(assessment: Assessment, *, by: User | None, at: datetime) -> None:
    """A final sheet with every answer on which all assessors agree; the others stay open."""
    sheets = list(assessment.sheets.filter(side=Side.ASSESSOR).select_related("latest"))
    documents = [one.latest.answers for one in sheets if one.latest]
    agreed = {
        element: answer
        for element, answer in (documents[0] if documents else {}).items()
        if all(other.get(element) == answer for other in documents[1:])
    }
    final, _ = Sheet.objects.get_or_create(assessment=assessment, side=Side.FINAL)
    locked = _locked(final)
    revision = SheetRevision(
        sheet=locked,
        number=locked.latest.number + 1 if locked.latest else 1,
        answers=agreed,
        notes=_joined_notes(sheets),
        changed=sorted(agreed),
        at=at,
        by=by,
        channel=Channel.MODERATION,
    )
    _store(locked, revision)
    row = lock(assessment)
    open_count = len(editions.open_questions(row, agreed))
    told = f"{number(open_count)} pertanyaan perlu disepakati." if open_count else "Semua nilai sama."
    move(
        row,
        State.MODERATING,
        by=by,
        at=at,
        action="begin_moderation",
        summary=f"Moderasi dimulai. {told}",
        given=assessment,
    )


def _joined_notes(sheets: Sequence[Sheet]) -> dict[str, str]:
    notes: dict[str, list[str]] = {}
    for sheet in sheets:
        for element, text in (sheet.latest.notes if sheet.latest else {}).items():
            notes.setdefault(element, []).append(f"{sheet.assessor}: {text}" if len(sheets) > 1 else text)
    return {element: "\n".join(texts)[:LONGEST_NOTE] for element, texts in notes.items()}


def _refuse_person(sheet: Sheet, by: User | None) -> None:
    if sheet.side == Side.SELF or by is None:
        return
    if sheet.side == Side.ASSESSOR and sheet.assessor_id != by.pk:
        raise WrongPerson(f"Lembar ini milik {sheet.assessor}. Isi lembar Anda sendiri.")
    if sheet.side == Side.FINAL and not teams.is_in_team(by, sheet.assessment):
        raise WrongPerson("Hanya anggota tim yang memoderasi.")
    # Somebody may have been posted to the audited office since the team was named.
    if reason := teams.own_office(by, sheet.assessment):
        raise WrongPerson(reason)


def _locked(sheet: Sheet) -> Sheet:
    return (
        Sheet.objects.select_for_update(of=("self",))
        .select_related(
            "latest", "latest__by", "assessor", "assessment", "assessment__institution", "assessment__programme"
        )
        .get(pk=sheet.pk)
    )


def _base(latest: SheetRevision | None, number_: int) -> SheetRevision | None:
    if latest is None or latest.number == number_:
        return latest
    return SheetRevision.objects.filter(sheet=latest.sheet_id, number=number_).first()


def _document(
    assessment: Assessment, answers: Document, notes: Mapping[str, str], tests: Mapping[str, Sequence[str]]
) -> dict[str, Any]:
    """What the person sent as one flat document: "a:element", "n:element", "t:element"; None takes away."""
    known = editions.instrument_of(assessment).by_element
    for element in (*notes, *tests):
        if element not in known:
            raise BadInput(f"Catatan menunjuk pertanyaan yang tidak ada: {element}.")
    for text in notes.values():
        if len(text) > LONGEST_NOTE:
            raise BadInput(
                f"Catatan paling panjang {number(LONGEST_NOTE)} huruf. Ringkas, atau lampirkan sebagai bukti."
            )
    if unknown := {name for chosen in tests.values() for name in chosen} - editions.TESTS.keys():
        raise BadInput(
            f"Cara menguji “{sorted(unknown)[0]}” tidak dikenal. Pilih dokumen, wawancara, pengamatan, atau uji petik."
        )
    document: dict[str, Any] = {f"a:{element}": answer for element, answer in answers.items()}
    document.update({f"n:{element}": text.strip() or None for element, text in notes.items()})
    document.update({f"t:{element}": sorted(chosen) or None for element, chosen in tests.items()})
    return document


def _flat(revision: SheetRevision | None) -> dict[str, Any]:
    if revision is None:
        return {}
    parts = (("a", revision.answers), ("n", revision.notes), ("t", revision.tests))
    return {f"{letter}:{element}": value for letter, part in parts for element, value in part.items()}


def _unflat(document: Document) -> dict[str, dict[str, Any]]:
    names = {"a": "answers", "n": "notes", "t": "tests"}
    parts: dict[str, dict[str, Any]] = {name: {} for name in names.values()}
    for key, value in document.items():
        letter, _, element = key.partition(":")
        parts[names[letter]][element] = value
    return parts


def _store(sheet: Sheet, revision: SheetRevision) -> None:
    revision.save()
    result = score(editions.instrument_of(sheet.assessment), revision.answers, editions.context_of(sheet.assessment))
    sheet.latest, sheet.low, sheet.high = revision, result.low, result.high
    sheet.answered_count = len(revision.answers)
    sheet.save()
    journal.record(
        "assessment.save",
        sheet.assessment,
        by=revision.by,
        summary=f"{sheet}: revisi {revision.number}, {number(len(revision.changed))} jawaban berubah.",
        sheet=sheet.pk,
        revision=revision.number,
        channel=revision.channel,
        changed=revision.changed,
        file_sha256=revision.file_sha256,
    )


def _finish(sheet: Sheet, at: datetime) -> None:
    sheet.finished_at = at
    sheet.save(update_fields=["finished_at"])


def _copy_back(row: Sheet, given: Sheet) -> None:
    """The caller's object goes on telling the truth."""
    for field in Sheet._meta.concrete_fields:
        setattr(given, field.attname, getattr(row, field.attname))
    given.latest = row.latest
