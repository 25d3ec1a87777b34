"""Lists of this room as tables to download."""

from collections.abc import Iterable, Iterator

from django.utils.timezone import localtime

from etam.meetings.models import Participant
from etam.web.tables import Cell

PEOPLE = ("nama", "jabatan", "instansi", "kode", "kabupaten_kota", "surel", "peran", "jawaban", "hadir", "cara")


def people(rows: Iterable[Participant]) -> Iterator[tuple[Cell, ...]]:
    """Participants with their names; the first seven columns can be read in again."""
    for one in rows:
        regency = one.institution.regency if one.institution else one.regency
        yield (
            one.person_name,
            one.position,
            one.institution_label,
            one.institution.code if one.institution else "",
            regency.short_name if regency else "",
            one.email,
            one.get_part_display().lower(),
            one.get_answer_display().lower() if one.answer else "",
            f"{localtime(one.attended_at):%Y-%m-%d %H:%M}" if one.attended_at else "",
            one.get_attended_way_display().lower() if one.attended_way else "",
        )
