"""Invented points on the table of the invented meeting: proposed by participants, some worded already."""

from etam.demonstration.people import Cast
from etam.meetings import actions
from etam.meetings.models import Meeting
from etam.meetings.seats import Seat
from etam.web.formats import number

# Text, topic, and the short title under which the drafting team took it up; "" while it waits.
POINTS = (
    ("Data pendayagunaan perpustakaan dikirim dua kali setahun oleh semua kabupaten/kota.", "library", "Data dua kali"),
    ("Setiap perangkat daerah menyusun daftar arsip inaktif sebelum akhir tahun.", "archives", "Daftar arsip inaktif"),
    ("Formasi pustakawan dan arsiparis diusulkan bersama oleh BKD dan Biro Organisasi.", "staff", ""),
    ("Desa menganggarkan pengelola perpustakaan dari Dana Desa.", "funding", ""),
)
WORDED = (
    "Data pendayagunaan perpustakaan dikirim dan diperiksa dua kali setahun oleh semua kabupaten/kota melalui Etam."
)
COMMENT = "Sekali setahun lebih mungkin bagi desa tanpa internet."


def draft_points(cast: Cast) -> str:
    """Propose, comment and word some points of the meeting to come; returns a line that counts them."""
    meeting = Meeting.objects.get(is_sample=True, state=Meeting.State.PLANNED)
    team = Seat(meeting, user=cast.officer, organises=True)
    guests = [Seat(meeting, participant=one) for one in meeting.participants.filter(user=None)[: len(POINTS)]]
    made = [
        (actions.propose(text=text, topic=topic, by=guest), title)
        for (text, topic, title), guest in zip(POINTS, guests, strict=True)
    ]
    for point, title in made:
        if title:
            actions.revise(point, text=point.text, topic=point.topic, title=title, seen=1, by=team)
    first = made[0][0]
    actions.comment(first, text=COMMENT, by=guests[-1])
    actions.revise(first, text=WORDED, topic=first.topic, title=first.title, seen=1, by=team)
    return f"{meeting}: {number(len(made))} usulan butir"
