"""An invented meeting to come in Kutai Timur: programme, participants, invitations and answers."""

from collections.abc import Sequence
from datetime import date, time, timedelta

from etam.demonstration.people import VERIFIER_REGION, Cast
from etam.institutions.models import Institution, Region
from etam.meetings import actions
from etam.meetings.actions import AgendaPart, Details, Person
from etam.meetings.models import Meeting, Participant
from etam.web.formats import number

DAYS_AHEAD, DAYS = 75, 2
Part = Participant.Part
# Day (0 is the first), from and to the hour, what, who.
PROGRAMME = (
    (0, 8, 9, "Pembukaan dan laporan panitia", "", ""),
    (0, 9, 11, "Arah kebijakan perpustakaan dan kearsipan", "Narasumber Contoh", "Kepala dinas provinsi"),
    (0, 11, 12, "Tindak lanjut rekomendasi 2020", "Rina Contoh", "Petugas provinsi"),
    (0, 13, 16, "Perumusan rekomendasi", "", ""),
    (1, 8, 10, "Pembahasan rancangan", "", ""),
    (1, 10, 12, "Pleno dan penandatanganan", "", ""),
)
ELSEWHERE = (
    "Bappeda Provinsi (contoh)",
    "Dinas Pendidikan dan Kebudayaan Provinsi (contoh)",
    "DPMPD Provinsi (contoh)",
)
FIRST_NAMES = ("Aminah", "Bahar", "Citra", "Darma", "Endang", "Fitri", "Galih", "Hayati", "Ilham", "Jamilah")
COMING = 4
"""How many of the invited have said that they come; one said no."""


def make_meeting(cast: Cast, offices: Sequence[Institution], today: date) -> str:
    """Plan the meeting and invite to it; returns a line for the progress."""
    starts_on = today + timedelta(days=DAYS_AHEAD)
    details = Details(
        label="Rakornis",
        name="Rapat Koordinasi Teknis Bidang Perpustakaan dan Kearsipan (contoh)",
        theme="Data pendayagunaan dan tertib arsip",
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=DAYS - 1),
        host=Region.objects.get(code=VERIFIER_REGION),
        venue="Gedung Serba Guna, Sangatta",
    )
    meeting = actions.plan(details, by=cast.officer, is_sample=True)
    for day, begins, ends, title, speaker, position in PROGRAMME:
        part = AgendaPart(starts_on + timedelta(days=day), title, time(begins), time(ends), speaker, position)
        actions.add_part(meeting, part, by=cast.officer)
    people = actions.add_many(meeting, list(_people(cast, offices)), by=cast.officer)
    _invite(meeting, cast)
    return f"{meeting}: {number(len(people))} peserta"


def _people(cast: Cast, offices: Sequence[Institution]) -> list[Person]:
    """One of each office, some from agencies that are not registered, and the officers themselves as drafters."""
    names = [f"{name} Contoh" for name in FIRST_NAMES]
    of_offices = [Person(name, one, position="Kepala bidang") for name, one in zip(names, offices, strict=False)]
    of_others = [
        Person(name, None, agency, "Kepala bidang") for name, agency in zip(names[::-1], ELSEWHERE, strict=False)
    ]
    drafters = [
        Person(user.name, None, "Petugas provinsi (contoh)", part=Part.DRAFTER, user=user)
        for user in (cast.officer, cast.publisher)
    ]
    return [*of_offices, *of_others, *drafters]


def _invite(meeting: Meeting, cast: Cast) -> None:
    invited = actions.invite_all(meeting, by=cast.officer)
    for place, (participant, _) in enumerate(invited[: COMING + 1]):
        actions.answer(participant, is_coming=place < COMING)
