"""What the public may know of one library: identity, returns by year, figures that a release made public."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from etam.assessments import validity
from etam.assessments.models import Certificate
from etam.submissions.models import Submission
from etam.web import formats

State = Submission.State

# What the office and a library settle between them (sent back, checked) is not the public's business until it is over.
PUBLIC_STATES = {
    State.ACCEPTED: ("Diterima", "ok", "full"),
    State.LOCKED: ("Diterima", "ok", "full"),
    State.SUBMITTED: ("Dalam pemeriksaan", "info", "half"),
    State.VERIFIED: ("Dalam pemeriksaan", "info", "half"),
    State.SENT_BACK: ("Dalam pemeriksaan", "info", "half"),
}
NO_RETURN = ("Belum ada isian", "mute", "dash")

# Figures about collections and use. Those about staff stay out: in a library with one librarian they describe a person.
SHOWN_ELEMENTS = (
    "print_titles",
    "print_items",
    "digital_titles",
    "users_total",
    "literacy_activities",
    "literacy_participants",
    "service_types",
)


@dataclass(frozen=True)
class YearlyReturn:
    """One round as the public sees it; `chip` is word, tone and lozenge."""

    period: int
    chip: tuple[str, str, str]


@dataclass(frozen=True)
class PublishedFigure:
    """One figure exactly as it stands in a release's file."""

    element: str
    value: float | dict[str, str]


def public_state(state: str) -> tuple[str, str, str]:
    """Word, tone and lozenge for a return in `state`."""
    return PUBLIC_STATES.get(State(state), NO_RETURN)


def accreditation_chip(certificate: Certificate | None, today: date) -> tuple[str, str, str] | None:
    """Word, tone and lozenge for the certificate by which a library stands; None where none is recorded."""
    if certificate is None:
        return None
    standing = validity.standing_of(certificate, today)
    if standing.code not in validity.HOLDING:
        return (f"Sertifikat {standing.word.lower()}", "mute", standing.lozenge)
    held = f"Terakreditasi {certificate.grade}"
    if standing.code == "valid":
        return (held, standing.tone, standing.lozenge)
    return (f"{held}, habis {formats.short_day(certificate.valid_until)}", standing.tone, standing.lozenge)


def published_figures(path: Path, institution: str, period: int) -> list[PublishedFigure]:
    """The figures of one library in a release's `figures.parquet`, in the order of `SHOWN_ELEMENTS`.

    [] when the file is not on this machine, or the release does not hold the library.
    """
    if not path.is_file():
        return []
    rows = (
        pl.scan_parquet(path)
        .filter(
            pl.col("institution") == institution,
            pl.col("period") == period,
            pl.col("element").is_in(list(SHOWN_ELEMENTS)),
        )
        .select("element", "value", "nothing")
        .collect()
        .rows()
    )
    return _in_order(
        [PublishedFigure(element, {"nothing": nothing} if nothing else value) for element, value, nothing in rows]
    )


def _in_order(figures: Sequence[PublishedFigure]) -> list[PublishedFigure]:
    return sorted(figures, key=lambda figure: SHOWN_ELEMENTS.index(figure.element))
