"""The register as a list: narrowed, counted, and one by one with all that belongs to it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from etam.content.regulations import INVERSES
from etam.regulations import telling
from etam.regulations.force import Force, Standing
from etam.regulations.models import Flag, Regulation, RegulationFile, RegulationRelation
from etam.regulations.queries import by_codes
from etam.regulations.queries.register import standing_of
from etam.regulations.queries.searching import Passage, matching, passages
from etam.web.components import Status

# A longer list of suggestions would weigh more than the page.
OFFERED = 200
TO_VERIFY = Q(status=Regulation.Status.TO_VERIFY) | Q(confidence__in=("unverified", "not_found"))
HEADER = (
    "kode", "jenis", "nomor", "tahun", "judul", "penetap", "subjek", "keadaan", "sebab", "status", "keyakinan",
    "ditetapkan", "diundangkan", "mulai_berlaku", "berakhir", "diperiksa_pada", "sumber_berita", "catatan",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What to see of the register; "" and None are everything."""

    text: str = ""
    type: str = ""
    subject: str = ""
    year: int | None = None
    force: str = ""
    is_to_verify: bool = False


@dataclass(frozen=True)
class Line:
    """One regulation of the list and how it stands on the day."""

    regulation: Regulation
    look: Status
    why: str
    passage: Passage | None = None


@dataclass(frozen=True)
class Tie:
    """One relation as the page of a regulation tells it: "dicabut oleh" and the other one."""

    relation: RegulationRelation
    verb: str
    other: Regulation


@dataclass(frozen=True)
class Whole:
    """One regulation with everything that belongs to it, and what still waits.

    `flags` counts what rests on it and waits for a decision because it changed.
    """

    regulation: Regulation
    standing: Standing
    look: Status
    why: str
    does: list[Tie] = field(default_factory=list)
    undergoes: list[Tie] = field(default_factory=list)
    articles: list[Any] = field(default_factory=list)
    file: RegulationFile | None = None
    waits: list[str] = field(default_factory=list)
    flags: int = 0


def narrowed(wanted: Wanted, standings: Mapping[str, Standing]) -> list[str]:
    """The codes of the regulations that answer, newest first."""
    rows = matching(wanted.text)
    exact = {"type": wanted.type, "year": wanted.year}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    if wanted.subject:
        rows = rows.filter(told_subjects__contains=f'"{wanted.subject}"')
    if wanted.is_to_verify:
        rows = rows.filter(TO_VERIFY)
    codes = rows.values_list("code", flat=True)
    return [code for code in codes if wanted.force in ("", standings[code].force)]


def lines(codes: Iterable[str], standings: Mapping[str, Standing], text: str = "") -> list[Line]:
    """Regulations with how each stands and why, in the order of `codes`, and where `text` stands in theirs."""
    wanted = list(codes)
    found = by_codes(wanted)
    regulations = [found[code] for code in wanted if code in found]
    held = [standings[one.code] for one in regulations]
    names = {code: str(one) for code, one in by_codes(telling.named(held)).items()}
    found_in = passages(text, wanted)
    return [
        Line(one, telling.FORCES[standing.force], telling.why(standing, names), found_in.get(one.code))
        for one, standing in zip(regulations, held, strict=True)
    ]


def count_by_force(standings: Mapping[str, Standing]) -> dict[Force, int]:
    """How many regulations have each force; one that none has is 0."""
    counted = Counter(one.force for one in standings.values())
    return {force: counted[force] for force in Force}


def whole(regulation: Regulation, day: date) -> Whole:
    """Everything about one regulation on `day`."""
    standing = standing_of(regulation.code, day)
    if standing is None:
        raise Regulation.DoesNotExist(regulation.code)
    names = {code: str(one) for code, one in by_codes(telling.named([standing])).items()}
    either = Q(subject=regulation) | Q(object=regulation)
    rows = list(RegulationRelation.objects.standing().filter(either).select_related("subject", "object"))
    file = regulation.files.filter(replaced_at=None).first()
    return Whole(
        regulation=regulation,
        standing=standing,
        look=telling.FORCES[standing.force],
        why=telling.why(standing, names),
        does=[Tie(one, one.verb, one.object) for one in rows if one.subject_id == regulation.code],
        undergoes=[Tie(one, INVERSES[one.verb], one.subject) for one in rows if one.object_id == regulation.code],
        articles=list(regulation.articles.standing()),
        file=file,
        flags=Flag.objects.filter(regulation=regulation, decision="", cleared_at=None).count(),
        waits=telling.waits({**_facts(regulation, standing, rows), "file": file is None}),
    )


def _facts(regulation: Regulation, standing: Standing, relations: list[RegulationRelation]) -> dict[str, bool]:
    is_revoked = regulation.status == Regulation.Status.REVOKED
    return {
        "no_ender": is_revoked and standing.force == Force.UNCERTAIN,
        "status": regulation.status == Regulation.Status.TO_VERIFY,
        "confidence": regulation.confidence in ("unverified", "not_found"),
        "title": not regulation.title,
        "relations": any(one.confidence == "unverified" for one in relations),
        "days": not (regulation.set_on or regulation.promulgated_on or regulation.in_force_on),
    }


def table(codes: Iterable[str], standings: Mapping[str, Standing]) -> list[tuple[Any, ...]]:
    """One row for each regulation, in the order of `HEADER`."""
    return [
        (
            one.code, one.type, one.number, one.year, one.title, one.issuer, "; ".join(one.subjects), line.look.word,
            line.why, one.get_status_display(), one.confidence,
            *(known.isoformat() if known else "" for known in (
                one.set_on, one.promulgated_on, one.in_force_on, one.ended_on, one.checked_on
            )),
            one.gazette, one.note,
        )
        for line in lines(codes, standings)
        for one in (line.regulation,)
    ]  # fmt: skip


def choices() -> tuple[list[str], list[str], list[int]]:
    """The types, subjects and years that occur in the register; years newest first."""
    rows = Regulation.objects.order_by()
    subjects = {one for held in rows.values_list("subjects", flat=True).distinct() for one in held}
    types = sorted(rows.values_list("type", flat=True).distinct())
    years = sorted(rows.values_list("year", flat=True).distinct(), reverse=True)
    return types, sorted(subjects), years


def issuers() -> list[str]:
    """Who issued what the register holds."""
    return sorted(Regulation.objects.order_by().values_list("issuer", flat=True).distinct())


def offered(regulation: Regulation) -> list[Regulation]:
    """The newest other regulations, to be offered while one types."""
    return list(Regulation.objects.exclude(code=regulation.code)[:OFFERED])
