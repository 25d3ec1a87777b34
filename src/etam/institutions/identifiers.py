"""Soft checks of the numbers that libraries and schools carry elsewhere. A finding is a warning, never an error."""

import re
from functools import cache

from etam.content.kinds import Identifier, latest_kinds


def npp_warnings(npp: str, region: str = "", kind: str = "public") -> list[str]:
    """What looks odd about a library number, as sentences in Indonesian.

    `region` is a Kemendagri code of any level; `kind` tells libraries from those that carry no such number.
    Empty and "0" mean that there is no number yet.
    Only the current form is checked against the region: older numbers have other shapes.
    """
    number = npp.strip()
    identifier = _identifier("npp")
    if number in ("", identifier.none_value):
        return []
    if not _carries(kind, "npp"):
        return [f"NPP “{number}” hanya untuk perpustakaan."]
    if not re.match(identifier.pattern, number):
        return [f"NPP “{number}” tidak berbentuk nomor masa kini, seperti 6472052C0000001. Periksa penulisannya."]
    # Only as far as the kab/kota: that the next two digits are the district is our reading of three examples.
    digits = region.replace(".", "")[:4]
    place = number[: len(digits)]
    if place != digits:
        return [f"NPP “{number}” menunjuk wilayah {_dotted(place)}, padahal lembaga ini tercatat di {_dotted(digits)}."]
    return []


def npsn_warnings(npsn: str, kind: str = "school") -> list[str]:
    """What looks odd about a school number, as sentences in Indonesian. The length of eight is not verified."""
    number = npsn.strip()
    if not number:
        return ["NPSN sekolah ini belum diisi."] if kind == "school" else []
    if kind != "school":
        return [f"NPSN “{number}” hanya untuk sekolah dan madrasah."]
    if not re.match(_identifier("npsn").pattern, number):
        return [f"NPSN “{number}” biasanya delapan angka. Periksa penulisannya."]
    return []


@cache
def _identifier(code: str) -> Identifier:
    return latest_kinds().identifiers[code]


@cache
def _carries(kind: str, identifier: str) -> bool:
    return identifier in latest_kinds().kinds[kind].identifiers


def _dotted(digits: str) -> str:
    return ".".join(digits[start : start + 2] for start in range(0, len(digits), 2))
