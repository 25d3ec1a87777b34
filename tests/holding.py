"""Somebody in a post in the world of the walk, with a request for correction."""

from datetime import date

from django.utils import timezone

from etam.submissions.tests.cast import Cast
from etam.workforce.actions import holders, personal_data
from etam.workforce.actions.holders import Post
from etam.workforce.persons import Person


def holding(cast: Cast) -> dict[str, int | str]:
    """The keys by which addresses name the holder and the request."""
    siti = Person("198505172010012003", "Siti Contoh", date(1985, 5, 17))
    row = holders.record(siti, Post(cast.village, "pustakawan", "ahli_muda", date(2020, 4, 1)), by=cast.operator)
    asked = personal_data.ask_correction(
        row, text="Tanggal lahir", way="surat", asked_at=timezone.now(), by=cast.operator
    )
    return {"holder": row.pk, "correction": asked.pk, "holder_office": cast.village.code}
