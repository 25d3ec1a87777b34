"""From a list in a file to entries of those who came: what would be noted, what stands there already, what is wrong."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from etam.accounts.models import User
from etam.content.regions import plain_name
from etam.institutions import reference
from etam.institutions.models import Institution, Region
from etam.institutions.queries import institutions_by_name, regencies_by_word
from etam.outreach.actions import Entry, attend_many
from etam.outreach.actions.attending import why_not
from etam.outreach.exceptions import BadInput
from etam.outreach.models import Attendance, Event
from etam.outreach.queries.listing import standing
from etam.outreach.sheet import Row, read_rows
from etam.web.csv_list import RowFault
from etam.web.formats import number

NAMED = 3


@dataclass(frozen=True)
class Line:
    """A row that can be noted, with the entry it makes."""

    line: int
    entry: Entry


@dataclass(frozen=True)
class Plan:
    """What storing a list would do. `skipped` and `warnings` are sentences with their line."""

    new: tuple[Line, ...]
    faults: tuple[RowFault, ...]
    skipped: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def can_store(self) -> bool:
        return bool(self.new) and not self.faults

    @property
    def libraries(self) -> int:
        return len({one.entry.library_key for one in self.new})


def plan(event: Event, text: str) -> Plan:
    """What storing this list would do now; raises ListingProblem when it cannot be read at all."""
    rows, faults = read_rows(text)
    directory = _Directory(rows)
    lines = []
    for row in rows:
        try:
            lines.append(Line(row.line, directory.entry(row)))
        except _Refused as refused:
            faults.append(RowFault(row.line, refused.column, str(refused)))
    faults += [RowFault(one.line, "", why) for one in lines if (why := why_not(one.entry, event.held_on))]
    faults += _twins(lines)
    wrong = {fault.line for fault in faults}
    good = [one for one in lines if one.line not in wrong]
    new, skipped = _hold_to_list(event, good)
    return Plan(
        tuple(new), tuple(sorted(faults, key=lambda one: one.line)), tuple(skipped), tuple(_warnings(event, new))
    )


def store(event: Event, found: Plan, *, by: User) -> list[Attendance]:
    """Note every new row of a plan, all or none; raises BadInput when the plan has faults."""
    if found.faults:
        raise BadInput(f"Tidak ada yang disimpan: {number(len(found.faults))} masalah.")
    return attend_many(event, [one.entry for one in found.new], by=by)


class _Refused(Exception):
    def __init__(self, column: str, sentence: str):
        super().__init__(sentence)
        self.column = column


class _Directory:
    """The institutions that the rows of a file may mean, read at once."""

    def __init__(self, rows: Sequence[Row]):
        self.regencies = regencies_by_word()
        self.by: dict[tuple[str, str], list[Institution]] = defaultdict(list)
        numbers = {name: {getattr(row, name) for row in rows} - {""} for name in ("kode", "npp", "npsn")}
        fields = {"kode": "code", "npp": "npp", "npsn": "npsn"}
        for column, field in fields.items():
            self._take(column, field, Institution.objects.filter(**{f"{field}__in": numbers[column]}))
        names = (row.perpustakaan for row in rows if not (row.kode or row.npp or row.npsn))
        self.by.update({("name", name): found for name, found in institutions_by_name(names).items()})

    def entry(self, row: Row) -> Entry:
        """What a row means; raises _Refused where it means nothing or several institutions."""
        regency = self._regency(row.kabupaten_kota)
        for column in ("kode", "npp", "npsn"):
            if written := getattr(row, column):
                one = self._one(column, written, self.by.get((column, written), []), regency)
                return Entry(one, person_name=row.nama, position=row.jabatan)
        found = self.by.get(("name", plain_name(row.perpustakaan)), [])
        found = [one for one in found if regency is None or one.regency_id == regency.code]
        if not found:
            return Entry(None, row.perpustakaan, regency, row.nama, row.jabatan)
        one = self._one("perpustakaan", row.perpustakaan, found, regency)
        return Entry(one, person_name=row.nama, position=row.jabatan)

    def _take(self, column: str, field: str, rows: Any) -> None:
        for one in rows.select_related("regency"):
            self.by[column, getattr(one, field)].append(one)

    def _one(self, column: str, written: str, found: list[Institution], regency: Region | None) -> Institution:
        if not found:
            raise _Refused(column, f"Tidak ada lembaga dengan {_word(column)} {written}. Periksa, atau tulis namanya.")
        if len(found) > 1:
            shown = ", ".join(f"{one.code} ({one.regency.short_name})" for one in found[:NAMED])
            raise _Refused(column, f"“{written}” dapat berarti {shown}. Tulis kodenya.")
        if regency is not None and found[0].regency_id != regency.code:
            raise _Refused(
                "kabupaten_kota",
                f"{found[0].name} tercatat di {found[0].regency.short_name}, bukan {regency.short_name}. "
                "Perbaiki salah satunya.",
            )
        return found[0]

    def _regency(self, written: str) -> Region | None:
        if not written:
            return None
        found = self.regencies.get(plain_name(written), [])
        if len(found) != 1:
            raise _Refused("kabupaten_kota", f"Kabupaten/kota “{written}” tidak dikenal. Tulis misalnya Kutai Timur.")
        return found[0]


def _word(column: str) -> str:
    return "kode" if column == "kode" else column.upper()


def _twins(lines: Iterable[Line]) -> Iterator[RowFault]:
    """Rows that stand twice: the same person of the same library, or the same library without a name."""
    seen: dict[str, int] = {}
    for one in lines:
        first = seen.setdefault(one.entry.key, one.line)
        if first != one.line:
            what = "Orang dan lembaganya" if one.entry.person_name else "Lembaga tanpa nama orang ini"
            yield RowFault(one.line, "", f"{what} sama dengan baris {first}. Sisakan satu.")


def _hold_to_list(event: Event, lines: Sequence[Line]) -> tuple[list[Line], list[str]]:
    """Which rows are new, and a sentence for each that stands on the list already."""
    keys = {one.key for one in standing(event)}
    libraries = {key.partition("/")[0] for key in keys}
    new, skipped = [], []
    for one in lines:
        is_known = one.entry.key in keys or (not one.entry.person_name and one.entry.library_key in libraries)
        if is_known:
            skipped.append(f"Baris {one.line}, {_library(one.entry)}: sudah ada di daftar hadir.")
        else:
            new.append(one)
    return new, skipped


def _warnings(event: Event, lines: Iterable[Line]) -> Iterator[str]:
    families = reference.kinds().kinds
    for one in lines:
        institution, where = one.entry.institution, f"Baris {one.line}, {_library(one.entry)}"
        if institution is None:
            yield f"{where}: belum terdaftar, jadi tidak terhitung dalam jangkauan."
        elif families[institution.kind].family != "library":
            yield f"{where}: bukan perpustakaan, jadi tidak terhitung dalam jangkauan."
        elif event.regency_id and institution.regency_id != event.regency_id:
            yield f"{where}: dari {institution.regency.short_name}, di luar wilayah kegiatan ini. Tetap dicatat."


def _library(entry: Entry) -> str:
    return entry.institution.name if entry.institution else entry.institution_name
