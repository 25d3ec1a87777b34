"""Codes of regulations that content does not hold yet."""

import re

from etam.content.regulation_types import latest_regulation_types
from etam.regulations.issuers import place_of
from etam.regulations.models import Regulation

CODE_LENGTH = Regulation._meta.get_field("code").max_length or 0


def new_code(type_: str, number: str, year: int, *, place: str = "") -> str:
    """A code in the manner of content, such as "PERATURAN-BUPATI-PASER-8-2021", that no regulation has yet."""
    words = (type_, place, number, str(year))
    stem = re.sub(r"[^A-Z0-9.]+", "-", " ".join(words).upper()).strip("-")[: CODE_LENGTH - 6]
    code, suffix = stem, 1
    while Regulation.objects.filter(code=code).exists():
        suffix += 1
        code = f"{stem}-{suffix}"
    return code


def place_in_code(type_: str, issuer: str) -> str:
    """The place that tells regulations of regions with the same number apart; "" for those of the state."""
    return place_of(issuer) if latest_regulation_types().of(type_).is_regional else ""


def bare_number(number: str) -> str:
    """A number as it is compared: "Nomor 08" and "8" are one."""
    text = re.sub(r"^(nomor|no\.?)\s*", "", number.casefold().strip())
    return re.sub(r"\s+", "", text).lstrip("0") or "0"
