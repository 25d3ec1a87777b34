"""Kinds of library and generations of accreditation, as forms and filters offer them."""

from etam.assessments.generations import generations, year_of
from etam.content.kinds import LIBRARY
from etam.institutions.reference import kinds


def library_kinds() -> dict[str, str]:
    """The kinds of library and their labels, in the order in which people list them."""
    known = kinds()
    return {code: known.label(code) for code in known.of_family(LIBRARY)}


def kind_labels(codes: list[str]) -> list[str]:
    """The labels of some kinds in lower case; one that is no longer known keeps its code."""
    known = library_kinds()
    return [known[code].lower() if code in known else code for code in codes]


def short_kinds() -> dict[str, str]:
    """The kinds of library as column heads: "Umum" for "Perpustakaan umum"."""
    return {
        code: (short := label.removeprefix("Perpustakaan ").partition("/")[0])[0].upper() + short[1:]
        for code, label in library_kinds().items()
    }


def generation_labels() -> dict[str, str]:
    """The generations of accreditation, the newest first."""
    return {one.version: f"Generasi {year_of(one.version)}" for one in generations()}
