"""The list of analyses of a year: per office and post, what there is and what is missing."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse

from etam.institutions import access as institutions
from etam.institutions.models import Institution
from etam.institutions.queries import existing
from etam.web.formats import number
from etam.web.waiting import Waiting
from etam.workforce.models import Workload
from etam.workforce.need import Need
from etam.workforce.queries.need import by_level
from etam.workforce.rules import position_name, positions, workload_rules

State = Workload.State


@dataclass(frozen=True)
class Row:
    """One office and post. `counts` is the settled analysis that counts in the year, `draft` the one under way.

    `raw` and `persons` are of the one that counts; None without one.
    """

    office: Institution
    position: str
    year: int
    counts: Workload | None
    draft: Workload | None
    raw: float | None
    persons: int | None

    @property
    def position_name(self) -> str:
        return position_name(self.position)

    @property
    def shown(self) -> Workload | None:
        """What the office's name leads to."""
        return self.counts or self.draft

    @property
    def is_of_the_year(self) -> bool:
        return self.counts is not None and self.counts.year == self.year

    @property
    def missing(self) -> str:
        """What is still to be done, as a sentence; "" where nothing is."""
        if self.draft is not None and self.draft.year == self.year:
            return "Draf belum ditetapkan kepala unit."
        if self.counts is None:
            return "Belum ada analisis."
        return "" if self.is_of_the_year else f"Masih memakai analisis {self.counts.year}."


def rows(offices: QuerySet[Institution], year: int) -> list[Row]:
    """What the offices that are expected to analyse, or did, have for a year: by kab/kota, office and post."""
    found = Workload.objects.filter(office__in=offices, year__lte=year).exclude(state=State.REPLACED)
    latest: dict[tuple[int, str], Workload] = {}
    drafts: dict[tuple[int, str], Workload] = {}
    for one in found.select_related("office__regency").order_by("year", "pk"):
        kept = latest if one.state == State.SETTLED else drafts
        kept[one.office_id, one.position] = one
    needs = by_level(latest.values())
    keys = {**{(one.pk, code): one for one, code in expected(offices)}}
    keys |= {key: one.office for key, one in (drafts | latest).items()}
    order = list(positions().positions)
    made = [_row(office, code, year, latest, drafts, needs) for (_, code), office in keys.items()]
    return sorted(
        made, key=lambda row: (row.office.regency_id, row.office.name, row.office.pk, order.index(row.position))
    )


def expected(offices: QuerySet[Institution]) -> Iterable[tuple[Institution, str]]:
    """The offices and posts that content expects an analysis of."""
    for one in workload_rules().offices:
        wanted = Q(kind=one.kind, subtype__in=one.subtypes)
        for office in offices.filter(wanted, existing()):
            for code in one.positions:
                yield office, code


def finding(found: list[Row], year: int) -> str:
    """The title that tells: how many of the expected analyses are settled."""
    if not found:
        return f"Belum ada kantor yang dianalisis untuk {year}"
    settled = sum(row.is_of_the_year for row in found)
    older = sum(row.counts is not None and not row.is_of_the_year for row in found)
    beside = f"; {number(older)} masih memakai tahun sebelumnya" if older else ""
    return f"{number(settled)} dari {number(len(found))} analisis beban kerja {year} sudah ditetapkan{beside}"


def history(workload: Workload) -> QuerySet[Workload]:
    """Every analysis of the same office and post, the latest first."""
    rows_ = Workload.objects.filter(office=workload.office_id, position=workload.position)
    return rows_.select_related("made_by", "settled_by").order_by("-year", "-pk")


def latest_before(office: Institution, position_code: str, year: int) -> Workload | None:
    """The analysis of an earlier year whose tasks can be copied: settled before drafted, then the latest."""
    held = Workload.objects.filter(office=office, position=position_code, year__lt=year).exclude(state=State.REPLACED)
    return held.order_by("-year", "-state").first()


def waiting_for(user: Any, day: date) -> Iterator[Waiting]:
    """For operators: drafts of their offices, with what each still lacks."""
    mine = institutions.institutions_to_fill(user, day)
    for one in Workload.objects.filter(office__in=mine, state=State.DRAFT).select_related("office").order_by("pk"):
        tasks = one.tasks.count()
        lacking = one.tasks.filter(Q(volume=None) | Q(standard_minutes=None)).count()
        detail = "Siap ditetapkan setelah kepala unit menandatangani lembarnya."
        if lacking or not tasks:
            detail = f"{number(lacking)} kegiatan belum lengkap." if tasks else "Belum memuat kegiatan."
        title = f"Analisis beban kerja {position_name(one.position)} {one.year}"
        yield Waiting(title, f"{one.office.name}: {detail}", reverse("workforce:workload", args=[one.pk]), State.DRAFT)


def _place(office: Institution) -> tuple[str, str, int]:
    return office.regency_id, office.name, office.pk


def _row(
    office: Institution,
    code: str,
    year: int,
    latest: dict[tuple[int, str], Workload],
    drafts: dict[tuple[int, str], Workload],
    needs: dict[int, dict[str, Need]],
) -> Row:
    counts = latest.get((office.pk, code))
    told = list(needs[counts.pk].values()) if counts else []
    raw = float(sum(one.exact for one in told)) if counts else None
    persons = sum(one.persons for one in told) if counts else None
    return Row(office, code, year, counts, drafts.get((office.pk, code)), raw, persons)
