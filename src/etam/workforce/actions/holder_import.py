"""A whole list of holders at once: all rows or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from etam.accounts.models import User
from etam.institutions.models import Institution
from etam.web.csv_list import RowFault
from etam.workforce.access.holders import offices_to_open
from etam.workforce.actions import holders
from etam.workforce.actions.holders import Post
from etam.workforce.exceptions import BadInput
from etam.workforce.holder_list import Entry
from etam.workforce.models import Holder
from etam.workforce.persons import doubts

COLUMNS = {
    "nip": "nip",
    "name": "nama",
    "born_on": "tanggal_lahir",
    "position": "jabatan",
    "level": "jenjang",
    "certificate": "sertifikat",
    "appointed_on": "diangkat",
    "office": "kantor",
}


@dataclass(frozen=True)
class Stored:
    """What storing a list did. `faults` say why nothing was stored, `questions` what must be confirmed before."""

    holders: tuple[Holder, ...] = ()
    faults: tuple[RowFault, ...] = ()
    questions: tuple[RowFault, ...] = ()


def store(entries: Sequence[Entry], *, by: User, is_sure: bool = False, at: datetime | None = None) -> Stored:
    """Record every row or none. What only looks odd is a question, unless the person `is_sure`."""
    offices = {one.code.lower(): one for one in offices_to_open(by)}
    rows: list[Holder] = []
    faults: list[RowFault] = []
    questions: list[RowFault] = []
    with transaction.atomic():
        for entry in entries:
            try:
                post = Post(_office(entry, offices), entry.position, entry.level, entry.appointed_on, entry.certificate)
                odd = [] if is_sure else list(doubts(entry.person, entry.appointed_on))
                questions += [RowFault(entry.line, "nip", sentence) for sentence in odd]
                with transaction.atomic():
                    rows.append(holders.record(entry.person, post, by=by, is_sure=True, at=at))
            except BadInput as problem:
                faults.append(RowFault(entry.line, COLUMNS.get(problem.field, problem.field), str(problem)))
        if faults or questions:
            transaction.set_rollback(True)
            return Stored(faults=tuple(faults), questions=tuple(questions))
    return Stored(tuple(rows))


def _office(entry: Entry, offices: dict[str, Institution]) -> Institution:
    """The office that a row means, among those that the person may open; an empty cell means the only one."""
    if not entry.office and len(offices) == 1:
        return next(iter(offices.values()))
    if not entry.office:
        raise BadInput("Tulis kode kantornya: Anda bekerja untuk lebih dari satu kantor.", "office")
    found = offices.get(entry.office.lower())
    if found is None:
        raise BadInput(f"Kantor “{entry.office}” tidak ada di antara kantor yang Anda pegang.", "office")
    return found
