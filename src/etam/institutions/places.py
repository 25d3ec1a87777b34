"""How a written place finds its region. Pure: reads no database."""

import re
from dataclasses import dataclass

from etam.content.regions import Region, Regions

NAMED = 4
LENGTHS = {2: 1, 4: 2, 6: 3, 10: 4}


class PlaceProblem(Exception):
    """Why a written place is not one region, as one sentence."""


@dataclass(frozen=True)
class Place:
    """Where an institution stands: the smallest region known, and its kab/kota."""

    region: str
    regency: str


def find_place(text: str, regions: Regions, level: int | None = None) -> Place:
    """The place that `text` names: a Kemendagri code, a name, or names with commas ("Sepaso, Bengalon, Kutai Timur").

    `level` (1 province … 4 village) is what the institution serves: it settles a name that a kecamatan shares with
    a village, and level 1 stands for the province with the kab/kota of the place. Raises PlaceProblem.
    """
    found = _by_code(text, regions) if re.fullmatch(r"[\d.\s]+", text) else _by_name(text, regions, level)
    if found.level == 1:
        raise PlaceProblem(
            f"“{text}” adalah provinsi. Sebutkan kabupaten/kota tempat lembaga ini berdiri, misalnya 64.72."
        )
    regency = found.code[:5]
    return Place(found.code[:2] if level == 1 else found.code, regency)


def _by_code(text: str, regions: Regions) -> Region:
    digits = re.sub(r"\D", "", text)
    if len(digits) not in LENGTHS:
        raise PlaceProblem(
            f"Kode wilayah “{text}” tidak lengkap. Tulis seperti 64.08 (kabupaten), 64.08.09, atau 64.08.09.2001."
        )
    code = ".".join(part for part in (digits[:2], digits[2:4], digits[4:6], digits[6:]) if part)
    found = regions.by_code.get(code)
    if found is None:
        raise PlaceProblem(f"Kode wilayah {code} tidak ada di Kalimantan Timur. Periksa kodenya, atau tulis namanya.")
    if found not in regions.current:
        raise PlaceProblem(f"Wilayah {code} ({found.name}) tidak berlaku lagi. Tulis kode yang sekarang.")
    return found


def _by_name(text: str, regions: Regions, level: int | None) -> Region:
    name, *wider = [part.strip() for part in text.split(",")]
    found = regions.find(name)
    for part in wider:
        around = [one.code for one in regions.find(part)]
        found = [one for one in found if any(f"{one.code}.".startswith(f"{code}.") for code in around)]
    if len(found) > 1:
        found = [one for one in found if one.level == level] or found
    if not found:
        raise PlaceProblem(
            f"Wilayah “{text}” tidak dikenal. Tulis nama desa/kelurahan, kecamatan, atau kabupaten/kota, "
            "atau kodenya, misalnya 64.08.09.2001."
        )
    if len(found) > 1:
        raise PlaceProblem(f"“{text}” dapat berarti {_choices(found, regions)}. Tulis kodenya.")
    return found[0]


def _choices(found: list[Region], regions: Regions) -> str:
    levels = {1: "provinsi", 2: "kabupaten/kota", 3: "kecamatan", 4: "desa/kelurahan"}
    shown = [
        f"{one.code} ({levels[one.level]}, {regions.by_code[one.code[:5]].name})"
        if one.level > 2
        else f"{one.code} ({one.name})"
        for one in found
    ]
    more = f", dan {len(shown) - NAMED} lagi" if len(shown) > NAMED else ""
    return " atau ".join(shown[:NAMED]) + more
