"""Some 2,775 invented libraries in the real places of the province.

Places, school counts and the provincial total are real (content); which library exists, its name beyond the place,
and its numbers are invented from a seed. NPSN begin with 99, which no school has.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np

from etam.content.files import CONTENT_ROOT, read_csv, versions
from etam.content.regions import spoken_name

PROVINCE = "64"
CAPITAL = "64.72"
# Province totals: school libraries by level as the office reported them for 2022, the rest shared out by us.
SCHOOLS = {"sd_mi": 670, "smp_mts": 214, "sma_smk_ma": 446}
SCHOOL_SERIES = {"sd_mi": ("sd",), "smp_mts": ("smp",), "sma_smk_ma": ("sma", "smk")}
SCHOOL_NAMES = {"sd_mi": "SD Negeri", "smp_mts": "SMP Negeri", "sma_smk_ma": "SMA Negeri"}
OTHERS = {"village": 780, "district": 80, "university": 48, "special": 230, "tbm": 296}
SPECIAL_NAMES = (
    "Dinas Kesehatan", "Dinas Pertanian", "Dinas Pariwisata", "Badan Perencanaan Pembangunan Daerah",
    "Pengadilan Negeri", "Kejaksaan Negeri", "Rumah Sakit Umum Daerah", "Kantor Kementerian Agama",
    "Badan Pusat Statistik", "Lembaga Pemasyarakatan", "Sekretariat DPRD",
    "Masjid Agung", "Dinas Kelautan dan Perikanan", "Dinas Kehutanan",
)  # fmt: skip
UNIVERSITY_NAMES = (
    "Sekolah Tinggi Ilmu Ekonomi",
    "Politeknik",
    "Sekolah Tinggi Ilmu Kesehatan",
    "Universitas",
    "Akademi Kebidanan",
)
TBM_NAMES = (
    "Cahaya",
    "Harapan",
    "Tunas",
    "Mentari",
    "Pelangi",
    "Lentera",
    "Bunga Bangsa",
    "Sahabat Buku",
    "Rimba",
    "Mahakam",
)


@dataclass(frozen=True)
class Place:
    """A region as the generator needs it."""

    code: str
    name: str
    level: int
    type: str
    parent: str
    latitude: float
    longitude: float

    @property
    def regency(self) -> str:
        return self.code[:5] if self.level > 1 else CAPITAL

    @property
    def short_name(self) -> str:
        return spoken_name(self.name, self.level)


@dataclass(frozen=True)
class Library:
    """An invented library in a real place."""

    code: str
    name: str
    kind: str
    subtype: str
    place: Place
    npp: str
    npsn: str
    host: str


def places(content: Path = CONTENT_ROOT) -> dict[str, Place]:
    """Every region of the current edition, by code."""
    rows = read_csv(versions(content / "regions")[-1] / "regions.csv")
    return {
        row["code"]: Place(
            row["code"],
            row["name"],
            int(row["level"]),
            row["type"],
            row["parent_code"],
            float(row["lat"]),
            float(row["lon"]),
        )
        for row in rows
    }


def make_libraries(random: np.random.Generator, share: float = 1.0, content: Path = CONTENT_ROOT) -> list[Library]:
    """Draw the libraries; `share` below 1 draws fewer of each kind, for tests."""
    known = places(content)
    populations = _populations(content)
    builder = _Builder(random, known, populations)
    scaled = partial(_scaled, share=share)
    libraries = [
        builder.library(known[PROVINCE], "public", "province", "Perpustakaan Daerah Provinsi Kalimantan Timur"),
        *(
            builder.library(place, "public", "regency", f"Perpustakaan Daerah {place.name}")
            for place in known.values()
            if place.level == 2
        ),
    ]
    for place in builder.draw(3, scaled(OTHERS["district"])):
        libraries.append(builder.library(place, "public", "district", f"Perpustakaan Kecamatan {place.name}"))
    for place in builder.draw(4, scaled(OTHERS["village"])):
        libraries.append(
            builder.library(place, "public", "village", f"Perpustakaan {_village_word(place)} {place.name}")
        )
    for subtype, count in SCHOOLS.items():
        libraries += builder.schools(subtype, scaled(count), _school_weights(subtype, content))
    universities, specials = scaled(OTHERS["university"]), scaled(OTHERS["special"])
    libraries += builder.hosted("university", "higher_education", universities, UNIVERSITY_NAMES, "Sekolah Tinggi")
    libraries += builder.hosted("special", "special", specials, SPECIAL_NAMES, "Puskesmas Pembantu")
    libraries += builder.gardens(scaled(OTHERS["tbm"]))
    return libraries


class _Builder:
    """Hands out places, names and numbers without using one twice."""

    def __init__(self, random: np.random.Generator, known: dict[str, Place], populations: dict[str, float]):
        self.random = random
        self.known = known
        self.populations = populations
        self.serial = 0
        self.names: dict[str, int] = {}

    def draw(self, level: int, count: int) -> list[Place]:
        """`count` different places of one level, in order of code."""
        pool = [place for place in self.known.values() if place.level == level]
        chosen = self.random.choice(len(pool), size=min(count, len(pool)), replace=False)
        return [pool[index] for index in sorted(chosen)]

    def library(self, place: Place, kind: str, subtype: str, name: str, host: str = "") -> Library:
        self.serial += 1
        name = self._unused(name, place)
        npsn = f"99{self.serial:06d}" if kind == "school" else ""
        return Library(
            f"L{self.serial:05d}",
            name,
            kind,
            subtype,
            place,
            self._npp(place),
            npsn,
            host or name.removeprefix("Perpustakaan "),
        )

    def schools(self, subtype: str, count: int, weights: dict[str, float]) -> Iterator[Library]:
        """Schools are numbered within their district, with gaps, as real ones are."""
        numbers: dict[str, int] = {}
        for place in self._places_by_weight(weights, count, level=3):
            numbers[place.code] = numbers.get(place.code, 0) + int(self.random.integers(1, 4))
            host = self._unused(f"{SCHOOL_NAMES[subtype]} {numbers[place.code]:03d} {place.name}", place)
            yield self.library(place, "school", subtype, f"Perpustakaan {host}", host)

    def hosted(self, kind: str, subtype: str, count: int, names: tuple[str, ...], other: str) -> Iterator[Library]:
        """One of each of `names` in a kab/kota; what it has more belongs to an `other` of a village."""
        taken: dict[str, int] = {}
        for place in self._places_by_weight(self.populations, count, level=4):
            turn = taken.get(place.regency, 0)
            taken[place.regency] = turn + 1
            seat = self.known[place.regency] if turn < len(names) else place
            host = self._unused(f"{names[turn] if turn < len(names) else other} {seat.short_name}", seat)
            yield self.library(seat, kind, subtype, f"Perpustakaan {host}", host)

    def gardens(self, count: int) -> Iterator[Library]:
        for place in self._places_by_weight(self.populations, count, level=4):
            name = TBM_NAMES[int(self.random.integers(len(TBM_NAMES)))]
            yield self.library(place, "tbm", "tbm", f"TBM {name} {place.name}")

    def _places_by_weight(self, weights: dict[str, float], count: int, level: int) -> Iterator[Place]:
        codes = sorted(weights)
        shares = np.array([weights[code] for code in codes]) / sum(weights.values())
        for regency, number in zip(codes, self.random.multinomial(count, shares), strict=True):
            pool = [place for place in self.known.values() if place.level == level and place.regency == regency]
            for index in sorted(self.random.integers(len(pool), size=number)):
                yield pool[index]

    def _unused(self, name: str, place: Place) -> str:
        # Villages of the same name lie in several districts: the second one says which.
        if name in self.names and place.parent in self.known:
            name = f"{name}, {self.known[place.parent].short_name}"
        self.names[name] = self.names.get(name, 0) + 1
        return name if self.names[name] == 1 else f"{name} ({self.names[name]})"

    def _npp(self, place: Place) -> str:
        if place.level < 3 or self.random.random() > 0.62:
            return ""
        return f"{place.code.replace('.', '')[:6]}2D{self.serial:07d}"


def _scaled(count: int, share: float) -> int:
    return max(10, round(count * share)) if share < 1 else count


def _village_word(place: Place) -> str:
    if place.type == "urban_village":
        return "Kelurahan"
    return "Kampung" if place.regency in ("64.03", "64.07", "64.11") else "Desa"


def _populations(content: Path) -> dict[str, float]:
    rows = read_csv(versions(content / "series" / "population")[-1] / "values.csv")
    return {
        row["region"]: float(row["value"])
        for row in rows
        if (row["series"], row["period"]) == ("population", "2024") and len(row["region"]) == 5
    }


def _school_weights(subtype: str, content: Path) -> dict[str, float]:
    weights: dict[str, float] = {}
    for row in read_csv(versions(content / "series" / "schools")[-1] / "values.csv"):
        level = row["series"].removeprefix("schools_").split("_")[0]
        if level in SCHOOL_SERIES[subtype] and len(row["region"]) == 5:
            weights[row["region"]] = weights.get(row["region"], 0.0) + float(row["value"])
    return weights
