"""Who answered when, invented: uneven over kab/kota, rising over the years, with what goes wrong in real rounds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np

from etam.demonstration.answers import Answers, Column
from etam.demonstration.libraries import Library, Place
from etam.demonstration.people import Cast
from etam.questionnaire import Instrument
from etam.submissions.actions import ArchivedReturn

ZONE = ZoneInfo("Asia/Makassar")
OPEN_DAYS, GRACE_DAYS, DAYS_TO_DUE = 85, 33, 42
ON_TIME = 0.87
# Up to which luck a return that was sent carries which slip: a zero too many, a year's additions told as a stock.
PLANTED = (
    (0.06, (("users_total", 10),)),
    (0.13, (("print_titles_added", 5), ("print_items_added", 5))),
    (0.17, (("literacy_participants", 12),)),
)
# Share of returns accepted in the three former rounds, and sent so far in the open one.
TURNOUT = {
    "64.74": (0.80, 0.88, 0.96, 0.74), "64.71": (0.75, 0.84, 0.92, 0.69), "64.01": (0.70, 0.82, 0.90, 0.66),
    "64.72": (0.71, 0.79, 0.88, 0.61), "64.09": (0.69, 0.72, 0.84, 0.57), "64.02": (0.68, 0.73, 0.81, 0.52),
    "64.03": (0.47, 0.70, 0.79, 0.48), "64.08": (0.45, 0.69, 0.76, 0.44), "64.07": (0.38, 0.57, 0.72, 0.35),
    "64.11": (0.18, 0.31, 0.46, 0.12),
}  # fmt: skip
REASONS = (
    "Sudah dicocokkan dengan buku induk.",
    "Tahun ini ada hibah buku dari provinsi.",
    "Sejak Maret layanan buka sampai sore.",
    "Tahun lalu sebagian belum tercatat.",
)
REMARKS = {
    "users_total": "Angka ini jauh di atas tahun lalu. Mohon cocokkan dengan buku kunjungan.",
    "print_items": "Mohon periksa: apakah majalah ikut dihitung sebagai eksemplar?",
}


@dataclass(frozen=True)
class Calendar:
    """When a round opened, was due and closed."""

    opens_on: date
    due_on: date
    closes_on: date

    @classmethod
    def of(cls, period: int, today: date) -> "Calendar":
        """Former rounds ran in the same weeks of their own years; the open one is due in `DAYS_TO_DUE` days."""
        due = today + timedelta(days=DAYS_TO_DUE) - timedelta(days=365 * (today.year - 1 - period))
        return cls(due - timedelta(days=OPEN_DAYS), due, due + timedelta(days=GRACE_DAYS))


class RoundDraw:
    """Draws the returns of one round."""

    def __init__(
        self,
        instrument: Instrument,
        calendar: Calendar,
        cast: Cast,
        random: np.random.Generator,
        places: Mapping[str, Place],
        now: datetime,
    ):
        self.instrument = instrument
        self.calendar = calendar
        self.cast = cast
        self.random = random
        self.places = places
        self.now = now

    def returns(
        self, libraries: Sequence[Library], eagerness: Column, answers: Answers, turn: int
    ) -> Iterator[ArchivedReturn]:
        """The returns of those who began; `eagerness` (0 first, 1 last) is a library's own and lasts."""
        for index, library in enumerate(libraries):
            state = self._state(eagerness[index], TURNOUT[library.place.regency][turn], is_open=turn == 3)
            if state:
                yield self._return(library, self.document(library, answers.row(index)), state)

    def _state(self, eagerness: float, turnout: float, *, is_open: bool) -> str:
        luck = self.random.random()
        if eagerness > turnout:
            if eagerness > turnout + 0.08:
                return ""
            return "draft" if luck < 0.6 else "sent_back"
        if not is_open:
            return "accepted"
        return str(
            np.select([luck < 0.35, luck < 0.55, luck < 0.94], ["accepted", "verified", "submitted"], "sent_back")
        )

    def _return(self, library: Library, document: dict[str, Any], state: str) -> ArchivedReturn:
        remarks = self._spoil(document, state)
        saved, submitted, verified, accepted = self._moments()
        return ArchivedReturn(
            institution=library.code,
            answers=document,
            state=state,
            saved_at=saved,
            submitted_at=submitted if state != "draft" else None,
            verified_at=verified if state in ("verified", "accepted", "sent_back") else None,
            accepted_at=accepted if state == "accepted" else None,
            remarks=remarks,
            filled_by=self.cast.fillers[library.place.regency],
            verified_by=self.cast.verifiers[library.place.regency],
            accepted_by=self.cast.officer,
        )

    def _spoil(self, document: dict[str, Any], state: str) -> dict[str, str]:
        """Plant what goes wrong in real returns; gives the verifier's remarks on what was sent back."""
        luck = float(self.random.random())
        if state == "draft" and luck < 0.5:
            document["print_titles"] = document["print_items"] + 70
        elif state == "sent_back":
            element = "users_total" if luck < 0.6 else "print_items"
            document[element] *= 10 if element == "users_total" else 1
            return {element: REMARKS[element]}
        elif state == "submitted":
            spoiled = [number for limit, number in PLANTED if luck < limit][:1]
            for element, factor in spoiled[0] if spoiled else ():
                document[element] *= factor
        return {}

    def _moments(self) -> tuple[datetime, datetime, datetime, datetime]:
        """Saved, submitted, verified, accepted: most before the due date, none in the future."""
        begin = datetime.combine(self.calendar.opens_on, time(8), ZONE)
        due = min(datetime.combine(self.calendar.due_on, time(16), ZONE), self.now)
        end = min(datetime.combine(self.calendar.closes_on, time(16), ZONE), self.now)
        if due == end or self.random.random() < ON_TIME:
            submitted = begin + (due - begin) * float(self.random.beta(1.9, 1.4))
        else:
            submitted = due + (end - due) * float(self.random.random())
        saved = submitted - (submitted - begin) * float(self.random.random()) * 0.3
        verified = min(submitted + timedelta(days=float(self.random.exponential(5))), end)
        accepted = min(verified + timedelta(days=float(self.random.exponential(6))), end)
        return saved, submitted, verified, accepted

    def document(self, library: Library, numbers: Mapping[str, float]) -> dict[str, Any]:
        """The whole return of one library."""
        document: dict[str, Any] = {
            "library_type": library.kind,
            "library_subtype": library.subtype,
            "institution_name": library.host,
            "npp": library.npp or "0",
            "library_name": library.name,
            "address": address(library, self.places),
            "province": "64",
            "regency": library.place.regency,
            "respondent_name": f"Petugas {library.host}"[:80],
            "respondent_whatsapp": "0800000000",
            "evidence_url": f"https://contoh.invalid/bukti/{library.code}",
        }
        if library.npsn:
            document["npsn"] = library.npsn
        for element, number in numbers.items():
            if _applies(element, library):
                document[element] = {"nothing": "missing"} if np.isnan(number) else int(number)
        return document


def address(library: Library, places: Mapping[str, Place]) -> str:
    """Village, district and regency, as far as the place says."""
    parts, place = [], library.place
    while place.level > 1:
        parts.append(place.name)
        place = places[place.parent]
    return ", ".join(parts) or "Samarinda"


def draw_reason(random: np.random.Generator) -> str:
    """A sentence that an operator might give for a jump."""
    return REASONS[int(random.integers(len(REASONS)))]


def _applies(element: str, library: Library) -> bool:
    if element in ("school_staff_total", "pupils_total", "collection_budget_bos", "collection_budget_non_bos"):
        return library.kind == "school"
    if element == "employees_total":
        return library.kind == "special"
    if element == "regional_policies":
        return library.subtype in ("province", "regency")
    return True
