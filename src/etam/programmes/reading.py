"""Amounts, numbers and places as people write them, for forms and lists; BadInput says what cannot be read."""

import re

from etam.institutions import reference
from etam.institutions.models import Institution, Region
from etam.institutions.places import PlaceProblem, find_place
from etam.programmes.exceptions import BadInput
from etam.programmes.queries.offices import area_of

MONEY = re.compile(r"(?:rp\.?)?\s*(-?)\s*(\d{1,3}(?:\.\d{3})+|\d+)(?:,0{1,2}|,-)?", re.IGNORECASE)
NUMBER = re.compile(r"-?(?:\d{1,3}(?:\.\d{3})+|\d+)(?:,\d+)?|-?\d+\.\d+")
# A kecamatan often shares its name with the village in its middle: the name alone means the kecamatan.
DISTRICT = 3


def read_rupiah(written: str) -> int:
    """Whole rupiah: "12.500.000", "Rp12.500.000", "12500000"."""
    found = MONEY.fullmatch(written.strip())
    if found is None:
        raise BadInput(f"“{written[:30]}” bukan jumlah rupiah. Tulis seperti 12.500.000, tanpa sen.")
    return int(f"{found[1]}{found[2].replace('.', '')}")


def read_number(written: str) -> float:
    """A number: "1.500", "12,5", "12.5"."""
    text = written.strip()
    if not NUMBER.fullmatch(text):
        raise BadInput(f"“{written[:30]}” bukan angka. Tulis seperti 1.500 atau 12,5.")
    if "," in text or re.fullmatch(r"-?\d{1,3}(\.\d{3})+", text):
        text = text.replace(".", "").replace(",", ".")
    return float(text)


def read_place(written: str, office: Institution) -> Region:
    """The region of any level that a text names, looked for in the office's area first."""
    area = area_of(office)
    code = re.match(r"[\d.]+(?=\s|$)", written)
    if (code and code[0].rstrip(".") == area.code) or written.casefold() in _words(area):
        return area
    try:
        place = _found(code[0] if code else written, area)
    except PlaceProblem as problem:
        raise BadInput(str(problem)) from problem
    row = Region.objects.filter(code=place).first()
    if row is None:
        raise BadInput(f"Wilayah “{written[:80]}” belum dimuat. Hubungi petugas provinsi.")
    return row


def _words(area: Region) -> set[str]:
    return {area.name.casefold(), area.short_name.casefold()}


def _found(written: str, area: Region) -> str:
    known = reference.regions()
    if not written[:1].isdigit() and "," not in written and area.level > Region.Level.PROVINCE:
        try:
            return find_place(f"{written}, {area.name}", known, DISTRICT).region
        except PlaceProblem:
            pass
    return find_place(written, known, DISTRICT).region
