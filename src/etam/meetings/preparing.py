"""What is ready and what is missing before a meeting. Pure."""

from dataclasses import dataclass

from etam.meetings.models import Meeting
from etam.meetings.queries.meetings import Turnout
from etam.web.formats import number


@dataclass(frozen=True)
class Facts:
    """What the steps rest on."""

    turnout: Turnout
    agenda: int
    materials: int
    minutes: int


@dataclass(frozen=True)
class Ready:
    """One step: `lozenge` says how far it is, `note` what stands or is missing; `name` is the address it leads to."""

    label: str
    name: str
    lozenge: str
    note: str


def steps(meeting: Meeting, facts: Facts) -> list[Ready]:
    """The steps from the plan to the minutes that can still be taken, in their order; none once it has adopted."""
    if meeting.state not in (Meeting.State.PLANNED, Meeting.State.HELD):
        return []
    found = [
        _plan(meeting),
        _agenda(facts),
        _people(facts),
        _materials(facts),
        _attendance(facts),
        _minutes(facts),
    ]
    if meeting.state == Meeting.State.PLANNED:
        found.insert(3, _invitations(facts))
    return found


def _plan(meeting: Meeting) -> Ready:
    missing = [
        word
        for word, value in (("tema", meeting.theme), ("tuan rumah", meeting.host_label), ("tempat", meeting.venue))
        if not value
    ]
    note = f"Belum diisi: {', '.join(missing)}." if missing else "Tema, tuan rumah, dan tempat terisi."
    return Ready("Data rapat", "edit", "half" if missing else "full", note)


def _agenda(facts: Facts) -> Ready:
    note = f"{number(facts.agenda)} acara." if facts.agenda else "Belum ada acara."
    return Ready("Susunan acara", "agenda", "full" if facts.agenda else "empty", note)


def _people(facts: Facts) -> Ready:
    listed = facts.turnout.listed
    note = f"{number(listed)} orang di daftar." if listed else "Belum ada peserta."
    return Ready("Peserta", "people", "full" if listed else "empty", note)


def _invitations(facts: Facts) -> Ready:
    found = facts.turnout
    if not found.invited:
        return Ready("Undangan", "people", "empty", "Belum ada undangan yang dibuat.")
    answers = f"{number(found.coming)} menyatakan hadir, {number(found.silent)} belum menjawab"
    lozenge = "full" if found.invited >= found.listed else "half"
    return Ready("Undangan", "people", lozenge, f"{number(found.invited)} diundang, {answers}.")


def _materials(facts: Facts) -> Ready:
    note = f"{number(facts.materials)} materi." if facts.materials else "Belum ada materi."
    return Ready("Materi", "materials", "full" if facts.materials else "empty", note)


def _attendance(facts: Facts) -> Ready:
    came = facts.turnout.came
    note = f"{number(came)} orang hadir." if came else "Belum ada yang hadir."
    return Ready("Kehadiran", "attendance", "full" if came else "empty", note)


def _minutes(facts: Facts) -> Ready:
    note = f"Naskah {number(facts.minutes)}." if facts.minutes else "Belum ditulis."
    return Ready("Notula", "minutes", "full" if facts.minutes else "empty", note)
