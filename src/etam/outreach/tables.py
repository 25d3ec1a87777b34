"""Events, reach and lists of those who came as tables for a spreadsheet."""

from collections.abc import Iterable, Mapping

from django.db.models import QuerySet

from etam.outreach import reference
from etam.outreach.models import Attendance, Event
from etam.outreach.queries.coverage import Reached
from etam.outreach.queries.listing import with_counts
from etam.web.tables import Cell

EVENTS = (
    "kode",
    "judul",
    "tanggal",
    "keadaan",
    "tempat",
    "daring",
    "wilayah",
    "jenis_perpustakaan",
    "penyelenggara",
    "topik",
    "generasi",
    "orang_hadir",
    "perpustakaan_hadir",
    "alasan_batal",
)
PEOPLE = (
    "lembaga",
    "kode",
    "npp",
    "npsn",
    "kabupaten_kota",
    "nama",
    "jabatan",
    "cara",
    "dicatat",
)
REACH = ("kabupaten_kota", "jenis", "perpustakaan", "dijangkau", "belum")


def events(rows: QuerySet[Event]) -> Iterable[list[Cell]]:
    """One row for each event under `EVENTS`; days as ISO dates."""
    for one in with_counts(rows):
        yield [
            one.code,
            one.title,
            one.held_on.isoformat(),
            one.get_state_display(),
            one.place,
            "ya" if one.is_online else "tidak",
            one.region_name,
            "; ".join(reference.kind_labels(one.kinds)) or "semua",
            one.organiser_name,
            one.topic,
            one.generation,
            max(one.head_count or 0, getattr(one, "listed", 0)),
            getattr(one, "libraries", 0),
            one.cancelled_reason,
        ]


def people(rows: Iterable[Attendance]) -> Iterable[list[Cell]]:
    """One row for each entry under `PEOPLE`. Holds personal data."""
    for one in rows:
        institution = one.institution
        yield [
            one.library_name,
            institution.code if institution else "",
            institution.npp if institution else "",
            institution.npsn if institution else "",
            one.place.name if one.place else "",
            one.person_name,
            one.position,
            one.get_way_display(),
            one.at.isoformat(timespec="minutes"),
        ]


def reach(rows: Iterable[Reached], names: Mapping[str, str], kinds: Mapping[str, str]) -> Iterable[list[Cell]]:
    """One row for each kab/kota and kind under `REACH`."""
    for one in rows:
        place, kind = names.get(one.regency, one.regency), kinds.get(one.kind, one.kind)
        yield [place, kind, one.libraries, one.reached, one.libraries - one.reached]
