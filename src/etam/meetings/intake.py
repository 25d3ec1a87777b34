"""From a list in a file to participants: who would be added, who stands there already, what is wrong."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from etam.accounts.models import User
from etam.content.regions import plain_name
from etam.meetings.actions import Person, add_many
from etam.meetings.actions.inviting import known, tidy, why_not
from etam.meetings.exceptions import BadInput
from etam.meetings.matching import Directory, Unclear
from etam.meetings.models import Meeting, Participant
from etam.meetings.sheet import Row, read_rows
from etam.web.csv_list import RowFault
from etam.web.formats import number

Part = Participant.Part
PARTS = {plain_name(word): part for part in Part for word in (part.value, part.label)}


@dataclass(frozen=True)
class Line:
    """A row that can be stored, with the person it makes."""

    line: int
    person: Person


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


def plan(meeting: Meeting, text: str) -> Plan:
    """What storing this list would do now; raises ListingProblem when it cannot be read at all."""
    rows, faults = read_rows(text)
    directory = Directory((row.kode for row in rows), (row.instansi for row in rows if not row.kode))
    lines = []
    for row in rows:
        try:
            lines.append(Line(row.line, _person(directory, row)))
        except Unclear as problem:
            faults.append(RowFault(row.line, problem.column, str(problem)))
    faults += [RowFault(one.line, "", why) for one in lines if (why := why_not(one.person))]
    faults += _twins(lines)
    wrong = {fault.line for fault in faults}
    good = [one for one in lines if one.line not in wrong]
    there = known(meeting)
    new = tuple(one for one in good if one.person.key not in there)
    skipped = tuple(
        f"Baris {one.line}, {one.person.person_name}: sudah ada di daftar peserta."
        for one in good
        if one.person.key in there
    )
    return Plan(new, tuple(sorted(faults, key=lambda one: one.line)), skipped, tuple(_warnings(new)))


def store(meeting: Meeting, found: Plan, *, by: User) -> list[Participant]:
    """Add every new row of a plan, all or none; raises BadInput when the plan has faults."""
    if found.faults:
        raise BadInput(f"Tidak ada yang disimpan: {number(len(found.faults))} masalah.")
    return add_many(meeting, [one.person for one in found.new], by=by)


def _person(directory: Directory, row: Row) -> Person:
    """Who a row means; raises Unclear."""
    part = PARTS.get(plain_name(row.peran)) if row.peran else Part.PARTICIPANT
    if part is None:
        raise Unclear("peran", f"Peran “{row.peran}” tidak dikenal. Tulis {', '.join(Part.labels).lower()}.")
    if row.surel:
        try:
            validate_email(row.surel)
        except ValidationError as problem:
            raise Unclear("surel", f"“{row.surel}” bukan alamat surel.") from problem
    regency = directory.regency(row.kabupaten_kota)
    institution = directory.find(row.kode, row.instansi, regency)
    return tidy(Person(row.nama, institution, row.instansi, row.jabatan, part=part, regency=regency, email=row.surel))


def _twins(lines: Sequence[Line]) -> Iterator[RowFault]:
    """Rows that stand twice: the same person of the same institution."""
    seen: dict[tuple[str, str], int] = {}
    for one in lines:
        first = seen.setdefault(one.person.key, one.line)
        if first != one.line:
            yield RowFault(one.line, "", f"Orang dan instansinya sama dengan baris {first}. Sisakan satu.")


def _warnings(lines: Iterable[Line]) -> Iterator[str]:
    for one in lines:
        if one.person.institution is None:
            yield f"Baris {one.line}, {one.person.institution_name}: tidak terdaftar di Etam; ditulis apa adanya."
