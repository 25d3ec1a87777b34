"""Regulations as people cite them: "UU 43/2007", "Permendagri Nomor 18 Tahun 2020", "perpusnas 4 2024". Pure."""

import re
from dataclasses import dataclass

from etam.content.regions import plain_name
from etam.content.regulation_types import RegulationType

CITATION = re.compile(
    r"(?P<type>[^\d]*?)\b(?:nomor\s+|no\.?\s*)?(?P<number>\d[\w.\-]*|[\w.\-]*\d[\w.\-]*)"
    r"(?:\s*/\s*|\s+tahun\s+|\s+th\.?\s+|\s+)(?P<year>(?:1[89]|20)\d\d)(?:\s+tentang\b.*)?",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Citation:
    """What somebody cited; `type` is plain words without spaces, "" when none was named."""

    type: str
    number: str
    year: int


def read(text: str) -> Citation | None:
    """The regulation that a text cites, None when it cites none."""
    found = CITATION.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    return Citation(_squeezed(found["type"]), found["number"], int(found["year"]))


def is_of(citation: Citation, type_: RegulationType, issuer: str, code: str) -> bool:
    """Whether a regulation of this type may be meant: the type was named in short, in full, or by its issuer."""
    names = (type_.code, type_.name, type_.abbreviation, issuer, code, f"{type_.abbreviation} {issuer}")
    return any(citation.type in _squeezed(name) for name in names)


def _squeezed(text: str) -> str:
    return plain_name(text).replace(" ", "")
