"""From an adopted meeting to the paper, in the form of the recommendations of 2020.

Heading, considering, numbered points word for word, closing, place and day, representatives side by side, then those
who take note. What is not known of a meeting that was taken over from content is said to be unknown, never filled in.
"""

from pathlib import Path
from typing import Any

from django.conf import settings

from etam.meetings.models import Meeting, Point, Signatory
from etam.web import formats
from etam.web.documents import Letter, Paper, lay_out

TEMPLATE = Path(__file__).parent / "recommendations.typ"
NOT_RECORDED = "nama tidak tercatat di sini"
LEAST_LINES = 2
"""Places for signatures that are printed where no signatory is known."""


def compose(meeting: Meeting, *, edition: int) -> Paper:
    """Set the document of an adopted meeting. The same words give the same bytes. Raises ValueError before adoption."""
    if meeting.adopted_on is None:
        raise ValueError(f"{meeting} has not adopted anything")
    points = list(meeting.points.filter(state=Point.State.ADOPTED).order_by("number"))
    letter = Letter(
        office=str(settings.OFFICE),
        name=f"Rekomendasi {meeting.name}",
        short=f"Rekomendasi {meeting}",
        subject=subject(meeting),
        finding=f"{formats.number(len(points))} butir rekomendasi ditetapkan {formats.day(meeting.adopted_on)}",
        standing=standing(meeting),
        number=meeting.number,
        dated=meeting.adopted_on,
        url=settings.ADDRESS + meeting.public_url,
        edition=edition,
        is_sample=meeting.is_sample,
    )
    return lay_out(TEMPLATE, letter, body(meeting, points))


def body(meeting: Meeting, points: list[Point]) -> dict[str, Any]:
    """The words of the document."""
    on = formats.day(meeting.adopted_on) if meeting.adopted_on else ""
    # Where a meeting that was taken over signed is not known: its venue need not be the place.
    signed_at = meeting.signed_at_place or ("" if is_taken_over(meeting) else place(meeting))
    return {
        "meeting": meeting.name,
        "theme": meeting.theme,
        "held": [part for part in (place(meeting), _days(meeting)) if part],
        "number": meeting.number or ("tidak tercatat di sini" if is_taken_over(meeting) else "belum ada"),
        "considerations": list(meeting.considerations),
        "no_considerations": "Bagian menimbang tidak tercatat di sini." if is_taken_over(meeting) else "",
        "points": [[str(one.number), one.text] for one in points],
        "resolution": meeting.resolution,
        "place_and_day": [f"Ditetapkan di {signed_at}", f"pada tanggal {on}"]
        if signed_at
        else [f"Ditetapkan pada tanggal {on}"],
        "representatives": _signatures(meeting, Signatory.Part.REPRESENTATIVE),
        "acknowledges": _signatures(meeting, Signatory.Part.ACKNOWLEDGES),
        "source": f"Sumber: {meeting.source}." if meeting.source else "",
    }


def subject(meeting: Meeting) -> str:
    """The theme where there is one, and when and where it was held."""
    held = ", ".join(part for part in (place(meeting), _days(meeting)) if part)
    return f"{meeting.theme}. {held}" if meeting.theme else held


def place(meeting: Meeting) -> str:
    """Where it was held, as far as that is known."""
    return meeting.venue or meeting.host_label


def standing(meeting: Meeting) -> str:
    """How final the document is; a copy of what is known says that it is no signed original."""
    if is_taken_over(meeting):
        return "Salinan naskah yang diketahui, bukan dokumen asli yang ditandatangani."
    return "Naskah ditetapkan pleno dan tidak berubah lagi."


def is_taken_over(meeting: Meeting) -> bool:
    """Whether its points came from content: nobody adopted them in Etam, so parts of the original may be unknown."""
    return meeting.adopted_at is None


def _days(meeting: Meeting) -> str:
    return formats.days(meeting.starts_on, meeting.ends_on)


def _signatures(meeting: Meeting, part: str) -> list[list[str]]:
    """Who signs in a part: name, office, institution."""
    rows = [one for one in meeting.signatories.order_by("position", "pk") if one.part == part]
    found = [[one.person_name, one.office, one.institution_name] for one in rows]
    return found or [[NOT_RECORDED, "", ""]] * (LEAST_LINES if is_taken_over(meeting) else 0)
