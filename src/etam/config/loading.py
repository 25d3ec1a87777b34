"""One repeatable command brings the database to the content that is on disk."""

from collections.abc import Callable

from etam.followup.actions import record_rules
from etam.indices.actions import publish_external, record_methods
from etam.institutions.actions import load_regions
from etam.institutions.actions.bodies import load_villages
from etam.meetings.actions import load_meetings
from etam.programmes.actions.nomenclature import load_lists
from etam.regulations.actions import load_regulations, raise_flags
from etam.submissions.actions import record_instruments


def load_content(progress: Callable[[str], None] = lambda line: None) -> None:
    """Load every kind of content in the order in which it rests on itself."""
    for label, load in (
        ("Peraturan", load_regulations),
        ("Wilayah", load_regions),
        ("Desa dan kelurahan", load_villages),
        ("Instrumen", record_instruments),
        ("Metode", record_methods),
        ("Tindak lanjut", record_rules),
        ("Rapat koordinasi", load_meetings),
        ("Nomenklatur", load_lists),
        ("Publikasi luar", publish_external),
        ("Dasar yang berubah", raise_flags),
    ):
        load()
        progress(label)
