"""The people of this room's tests, and regulations small enough to keep in mind.

Rina and Dewi are officers of the province, Yusran verifies for Kutai Timur, Lestari observes, Hartati is an operator.
It is 26 November 2026.
"""

from datetime import UTC, date, datetime
from typing import Any

from etam.accounts.models import User
from etam.institutions.models import Institution
from etam.institutions.tests.cast import library, person, region
from etam.regulations import actions
from etam.regulations.actions import Details
from etam.regulations.models import Regulation

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
TODAY = date(2026, 11, 26)
TEXT_SEEN = "Dilihat di jdih.perpusnas.go.id."


def officer(name: str = "Rina") -> User:
    return person(f"{name.lower()}@example.id", name, "officer")


def verifier() -> User:
    return person("yusran@example.id", "Yusran", "verifier", region=region("64.08", "Kabupaten Kutai Timur", 2))


def observer() -> User:
    return person("lestari@example.id", "Lestari", "observer")


def operator() -> User:
    regency = region("64.08", "Kabupaten Kutai Timur", 2)
    return person("hartati@example.id", "Hartati", "operator", institution=village(regency))


def village(regency: Any) -> Institution:
    return library("L-1", "Perpustakaan Desa", "public", "village", regency, regency)


def details(**changes: Any) -> Details:
    """An invented regulation of the National Library."""
    wanted: dict[str, Any] = {
        "type": "Peraturan Perpusnas",
        "number": "40",
        "year": 2024,
        "title": "Contoh peraturan",
        "issuer": "Perpustakaan Nasional",
    }
    return Details(**{**wanted, **changes})


def regulation(by: User, number: int = 40, **changes: Any) -> Regulation:
    """A regulation that was entered today and waits to be verified."""
    return actions.add(details(number=str(number), **changes), by=by, at=NOW)
