"""A list of old certificates from a CSV file, held to the directory and to what is registered already.

    institution;number;grade;score;generation;valid_from;valid_until;decree;reason
    L-1;A-2019-77;B;81,25;2018.1;2019-03-01;2022-02-28;SK 12/2019;

`institution` is a code, an NPP or an NPSN. Score, decree and reason may be empty; a day is 2019-03-01 or 1/3/2019.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from etam.assessments.actions.certificates import OldCertificate, refuse_grade
from etam.assessments.exceptions import BadInput
from etam.assessments.generations import SCHEME, generations, year_of
from etam.assessments.models import Certificate
from etam.institutions.models import Institution
from etam.institutions.queries import of_libraries
from etam.questionnaire.numbers import read_number
from etam.web.csv_list import CsvList, RowFault
from etam.web.formats import day as written

REQUIRED = ("institution", "number", "grade", "generation", "valid_from", "valid_until")
# Column: how many characters its field holds.
LIMITS = {
    "institution": 40, "number": 100, "grade": 10, "score": 10, "generation": 40, "valid_from": 10, "valid_until": 10,
    "decree": 100, "reason": 500,
}  # fmt: skip
COLUMNS = tuple(LIMITS)
LIST = CsvList(LIMITS, REQUIRED, 5_000, "sertifikat")
NONE = ("", "0", "-")
DAY_SHAPES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"),
)


@dataclass(frozen=True)
class Plan:
    """What storing a list would do: all of `certificates` when there are no `faults`, nothing otherwise."""

    certificates: tuple[OldCertificate, ...]
    faults: tuple[RowFault, ...]

    @property
    def can_store(self) -> bool:
        return bool(self.certificates) and not self.faults


def read_certificates(text: str) -> Plan:
    """Read a list and hold every row to the directory, to what is registered, and to the other rows.

    Raises ListingProblem when header or quoting make it unreadable.
    """
    reader = _Reader()
    for line, cells in LIST.rows(text):
        reader.take(line, cells)
    faults = sorted([*reader.faults, *_clashes(reader.certificates)], key=lambda fault: fault.line)
    return Plan(tuple(reader.certificates), tuple(faults))


class _Refused(Exception):
    def __init__(self, column: str, sentence: str):
        super().__init__(sentence)
        self.column = column


class _Reader:
    """Collects certificates and faults, row by row; the directory is read once."""

    def __init__(self) -> None:
        self.certificates: list[OldCertificate] = []
        self.faults: list[RowFault] = []
        self.versions = _versions()
        self.libraries: dict[str, list[Institution]] = defaultdict(list)
        for one in Institution.objects.filter(of_libraries()).only("pk", "code", "name", "npp", "npsn"):
            for word in {one.code, one.npp, one.npsn} - set(NONE):
                self.libraries[word].append(one)

    def take(self, line: int, cells: dict[str, str]) -> None:
        faults = [RowFault(line, column, sentence) for column, sentence in LIST.plain_faults(cells)]
        if not faults:
            try:
                self.certificates.append(self._certificate(line, cells))
            except _Refused as refused:
                faults.append(RowFault(line, refused.column, str(refused)))
        self.faults += faults

    def _certificate(self, line: int, cells: dict[str, str]) -> OldCertificate:
        version = self.versions.get(cells["generation"].casefold(), "")
        if not version:
            known = ", ".join(sorted(set(self.versions.values())))
            raise _Refused("generation", f"Generasi “{cells['generation']}” tidak dikenal. Yang ada: {known}.")
        begins, ends = _day(cells, "valid_from"), _day(cells, "valid_until")
        if ends < begins:
            raise _Refused("valid_until", f"Berakhir {written(ends)}, sebelum berlaku {written(begins)}.")
        grade, score = cells["grade"].upper(), _score(cells["score"])
        try:
            refuse_grade(SCHEME, version, grade, score, cells["reason"])
        except BadInput as problem:
            raise _Refused(problem.field, str(problem)) from problem
        return OldCertificate(
            self._library(cells["institution"]), cells["number"], grade, score, SCHEME, version, begins, ends,
            cells["decree"], cells["reason"], line,
        )  # fmt: skip

    def _library(self, word: str) -> Institution:
        found = self.libraries.get(word, [])
        if not found:
            raise _Refused("institution", f"“{word}” bukan kode, NPP, atau NPSN perpustakaan dalam direktori.")
        if len(found) > 1:
            names = ", ".join(f"{one.code} {one}" for one in found[:3])
            raise _Refused("institution", f"“{word}” dimiliki {len(found)} perpustakaan ({names}). Tulis kodenya.")
        return found[0]


def _clashes(given: Sequence[OldCertificate]) -> Iterator[RowFault]:
    """Numbers and spans of time that stand twice: in the register, or further up in the list."""
    keys = {one.institution.pk for one in given}
    numbers = dict.fromkeys(Certificate.objects.values_list("number", flat=True), "sudah tercatat")
    spans: dict[int, list[tuple[date, date, str]]] = defaultdict(list)
    rows = Certificate.objects.filter(revoked_on=None, institution__in=Institution.objects.filter(of_libraries()))
    for key, number, begins, ends in rows.values_list("institution_id", "number", "valid_from", "valid_until"):
        if key in keys:
            spans[key].append((begins, ends, f"sertifikat {number}"))
    for one in given:
        if told := numbers.get(one.number):
            yield RowFault(one.line, "number", f"Nomor {one.number} {told}.")
        for begins, ends, told in spans[one.institution.pk]:
            if begins <= one.valid_until and ends >= one.valid_from:
                yield RowFault(
                    one.line,
                    "valid_from",
                    f"{one.institution} sudah punya {told}, {written(begins)} sampai {written(ends)}. "
                    "Dua sertifikat tidak boleh berlaku bersamaan.",
                )
        numbers.setdefault(one.number, f"sudah ada di baris {one.line}")
        spans[one.institution.pk].append((one.valid_from, one.valid_until, f"sertifikat di baris {one.line}"))


def _day(cells: dict[str, str], column: str) -> date:
    for shape in DAY_SHAPES:
        if found := shape.fullmatch(cells[column]):
            try:
                return date(int(found["year"]), int(found["month"]), int(found["day"]))
            except ValueError:
                break
    raise _Refused(column, f"“{cells[column]}” bukan tanggal. Tulis seperti 2019-03-01 atau 1/3/2019.")


def _score(text: str) -> float | None:
    if text in ("", "-"):
        return None
    readings = [one for one in read_number(text).readings if 0 <= one <= 100]
    if len(readings) != 1:
        raise _Refused("score", f"“{text}” bukan nilai antara 0 dan 100. Tulis misalnya 81,25.")
    return readings[0]


def _versions() -> dict[str, str]:
    """What people may write for a generation: its version, or its year where only one edition is of that year."""
    versions = [one.version for one in generations()]
    years = Counter(year_of(one) for one in versions)
    return {one: one for one in versions} | {year_of(one): one for one in versions if years[year_of(one)] == 1}
