"""How a certificate stands on a day, and the same as conditions for the database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from etam.assessments.models import Certificate
from etam.evidence.reference import months_later

YEAR, HALF = 12, 6
"""Months before its end from which a certificate is told apart on boards and lists."""


@dataclass(frozen=True)
class Standing:
    """How a certificate stands: `slug` stands in addresses, word and tone on its chip."""

    code: str
    slug: str
    word: str
    tone: str
    lozenge: str


STANDINGS: Mapping[str, Standing] = {
    one.code: one
    for one in (
        Standing("valid", "lebih-setahun", "Berlaku lebih dari 12 bulan", "ok", "full"),
        Standing("within_year", "setahun", "Habis dalam 12 bulan", "info", "half"),
        Standing("within_half", "enam-bulan", "Habis dalam enam bulan", "warn", "half"),
        Standing("lapsed", "lewat", "Lewat", "stop", "empty"),
        Standing("revoked", "dicabut", "Dicabut", "stop", "bar"),
        Standing("upcoming", "nanti", "Belum berlaku", "mute", "dash"),
    )
}
HOLDING = ("valid", "within_year", "within_half")
"""Standings in which the library is accredited."""
FILTERS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "berlaku": ("Berlaku", HOLDING),
    # Who asks for what ends within a year wants what ends within half a year too.
    "setahun": ("Habis dalam 12 bulan", ("within_year", "within_half")),
    **{code: (STANDINGS[key].word, (key,)) for key in STANDINGS if (code := STANDINGS[key].slug) != "setahun"},
}
"""What a list can be narrowed to: word of its address → (label, standings)."""


def standing(valid_from: date, valid_until: date, revoked_on: date | None, day: date) -> str:
    """The standing on a day; first and last day of validity count, the day of revocation no longer does."""
    if revoked_on is not None and revoked_on <= day:
        return "revoked"
    if valid_from > day:
        return "upcoming"
    if valid_until < day:
        return "lapsed"
    if valid_until <= months_later(day, HALF):
        return "within_half"
    return "within_year" if valid_until <= months_later(day, YEAR) else "valid"


def standing_of(certificate: Certificate, day: date) -> Standing:
    """How a certificate stands on a day."""
    one = certificate
    return STANDINGS[standing(one.valid_from, one.valid_until, one.revoked_on, day)]


def holding(day: date) -> Q:
    """The condition that a certificate is valid on a day."""
    revoked = Q(revoked_on__isnull=False, revoked_on__lte=day)
    return Q(valid_from__lte=day, valid_until__gte=day) & ~revoked


def within(day: date, months: int) -> Q:
    """The condition that a certificate is valid on a day and ends no more than so many months later."""
    return holding(day) & Q(valid_until__lte=months_later(day, months))


def stands(code: str, day: date) -> Q:
    """The condition that a certificate has this standing on a day. Raises KeyError for another word."""
    half, year = months_later(day, HALF), months_later(day, YEAR)
    revoked = Q(revoked_on__isnull=False, revoked_on__lte=day)
    return {
        "valid": holding(day) & Q(valid_until__gt=year),
        "within_year": holding(day) & Q(valid_until__gt=half, valid_until__lte=year),
        "within_half": within(day, HALF),
        "lapsed": Q(valid_until__lt=day) & ~revoked,
        "revoked": revoked,
        "upcoming": Q(valid_from__gt=day) & ~revoked,
    }[code]
