"""Reads another list's feed. Pure: bytes in, rows out, and a sentence where it cannot be used.

Feeds in the wild differ in the letter case of field names, in how they write dates, and in what they leave out.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from etam.content.regulation_types import RegulationTypes
from etam.exchange.exceptions import FileRefused
from etam.exchange.jdihn.match import same_number
from etam.exchange.jdihn.rows import FeedRow
from etam.web.formats import MONTHS, listed, number

MAX_ROWS = 20_000
SHOWN_PROBLEMS = 10
EARLIEST, LATEST = 1800, 2100
STATUSES = {"berlaku": "berlaku", "tidak berlaku": "dicabut", "dicabut": "dicabut"}
# What the register has room for; a longer text is no such thing.
LONGEST = {"number": 60, "type": 60, "place": 120, "gazette": 120, "call_number": 60, "issuer": 200}
DAY_FIELDS = {"set_on": "tanggal_penetapan", "promulgated_on": "tanggal_pengundangan"}
TEXT_FIELDS = {"place": "tempatTerbit", "gazette": "sumber", "call_number": "noPanggil"}
MONTH_NUMBERS = {name.casefold(): place for place, name in enumerate(MONTHS, 1)}
MONTH_NUMBERS |= {name[:3]: place for name, place in MONTH_NUMBERS.items()} | {"agt": 8, "nop": 11, "nopember": 11}
DAY_FORMS = (
    (re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ].*)?"), lambda y, m, d: (int(y), int(m), int(d))),
    (re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})"), lambda d, m, y: (int(y), int(m), int(d))),
    (re.compile(r"([0-9]{1,2}) ([a-z]+) ([0-9]{4})"), lambda d, m, y: (int(y), MONTH_NUMBERS.get(m, 0), int(d))),
)
# Neither database keeps these in a text.
UNKEEPABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")


def read_feed(data: bytes, types: RegulationTypes) -> list[FeedRow]:
    """The rows of a feed, in its order.

    Raises FileRefused when the file is no JSON, no array, empty, too long, or when a row has no number, no type or no
    year, or two rows are the same regulation.
    """
    objects = _objects(data)
    problems: list[str] = []
    rows = [row for row in _rows(objects, types, problems) if row]
    problems += _twice(rows)
    if problems:
        more = len(problems) - SHOWN_PROBLEMS
        shown = problems[:SHOWN_PROBLEMS] + ([f"Dan {number(more)} masalah lain."] if more > 0 else [])
        raise FileRefused(" ".join([*shown, "Tidak ada yang disimpan. Betulkan berkasnya, lalu unggah lagi."]))
    return rows


def read_day(text: str) -> date | None:
    """The day in a text such as "2020-03-12", "12-03-2020" or "12 Maret 2020"; raises ValueError for another."""
    if not text:
        return None
    for form, order in DAY_FORMS:
        if found := form.fullmatch(text.casefold()):
            return date(*order(*found.groups()))
    raise ValueError(text)


def _objects(data: bytes) -> list[Any]:
    """The array in the file."""
    if not data.strip():
        raise FileRefused("Berkas ini kosong. Unduh lagi umpannya, lalu unggah berkas yang baru.")
    try:
        read = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as problem:
        raise FileRefused(
            "Berkas ini bukan JSON yang utuh, jadi tidak dapat dibaca. Unduh lagi umpannya (biasanya bernama "
            "document.json), lalu unggah berkas itu tanpa diubah."
        ) from problem
    if not isinstance(read, list):
        raise FileRefused(
            "Isi berkas ini bukan larik (array) JSON. Umpan JDIH dimulai dengan tanda [ dan memuat satu objek untuk "
            "setiap dokumen. Pilih berkas umpannya."
        )
    if not read:
        raise FileRefused("Umpan ini tidak memuat satu dokumen pun. Periksa alamat umpannya, lalu unduh lagi.")
    if len(read) > MAX_ROWS:
        raise FileRefused(
            f"Umpan ini memuat {number(len(read))} dokumen, paling banyak {number(MAX_ROWS)}. Bagi berkasnya."
        )
    return read


def _rows(objects: Sequence[Any], types: RegulationTypes, problems: list[str]) -> Iterator[FeedRow | None]:
    for position, entry in enumerate(objects, 1):
        if not isinstance(entry, dict):
            problems.append(f"Dokumen ke-{number(position)} bukan objek JSON.")
            continue
        yield _row(position, _said(entry), types, problems)


def _said(entry: Mapping[str, Any]) -> Callable[[str], str]:
    """A function that tells what a field says, whatever the letter case of its name; "-" says nothing."""
    values = {name.casefold(): value for name, value in entry.items()}

    def said(name: str) -> str:
        value = values.get(name.casefold())
        if value is None or isinstance(value, bool | dict | list):
            return ""
        text = " ".join(UNKEEPABLE.sub("", str(value)).split())
        return "" if text in ("-", "--") else text

    return said


def _row(position: int, said: Callable[[str], str], types: RegulationTypes, problems: list[str]) -> FeedRow | None:
    notes: list[str] = []
    days: dict[str, Any] = {field: _day(said(name), name, notes) for field, name in DAY_FIELDS.items()}
    if days["set_on"] and days["promulgated_on"] and days["promulgated_on"] < days["set_on"]:
        notes.append("Tanggal pengundangan mendahului tanggal penetapan; keduanya tidak diambil.")
        days = dict.fromkeys(days)
    words, issuer = said("jenis") or said("singkatanJenis"), said("penerbit") or said("teuBadan")
    known = types.named(words, issuer) if words else None
    type_, own_number, year = known.code if known else words, said("noPeraturan"), _year(said, days)
    problems += _unusable(position, type_, own_number, year)
    texts: dict[str, Any] = {field: _short(field, said(name), notes) for field, name in TEXT_FIELDS.items()}
    if year is None:
        return None
    return FeedRow(
        position,
        type_,
        own_number,
        year,
        title=_subject(said("judul"), own_number, year),
        issuer=_short("issuer", issuer, notes),
        subjects=tuple(filter(None, (one.strip() for one in re.split("[,;]", said("subjek"))))),
        status=STATUSES.get(said("status").casefold(), ""),
        abstract=said("abstrak"),
        notes=tuple(notes),
        **texts,
        **days,
    )


def _unusable(position: int, type_: str, own_number: str, year: int | None) -> Iterator[str]:
    """Why the register cannot tell which regulation a row is."""
    words = {"nomor (noPeraturan)": own_number, "jenis": type_, "tahun (tahun_pengundangan)": year}
    if missing := [word for word, value in words.items() if not value]:
        yield f"Dokumen ke-{number(position)} tidak memuat {listed(missing)}."
    if len(own_number) > LONGEST["number"] or len(type_) > LONGEST["type"]:
        yield f"Nomor atau jenis dokumen ke-{number(position)} lebih panjang dari {LONGEST['number']} huruf."


def _day(text: str, name: str, notes: list[str]) -> date | None:
    try:
        day = read_day(text)
    except ValueError:
        notes.append(f"{name} “{text[:40]}” tidak terbaca sebagai tanggal; tidak diambil.")
        return None
    return day if day is None or EARLIEST <= day.year <= LATEST else None


def _year(said: Callable[[str], str], days: Mapping[str, date | None]) -> int | None:
    """The year of the rule, from its own field or from its days."""
    text = said("tahun_pengundangan")
    if re.fullmatch("[0-9]{4}", text) and EARLIEST <= int(text) <= LATEST:
        return int(text)
    day = days["set_on"] or days["promulgated_on"]
    return day.year if day and not text else None


def _short(field: str, text: str, notes: list[str]) -> str:
    if len(text) <= LONGEST[field]:
        return text
    notes.append(f"“{text[:40]}…” terlalu panjang; tidak diambil.")
    return ""


def _subject(title: str, number_: str, year: int) -> str:
    """What a regulation is about, without its own type, number and year before it."""
    head = rf".*?\bnomor\s*:?\s*{re.escape(number_)}\s+tahun\s+{year}(?:\s+tentang\s+(.*))?"
    found = re.fullmatch(head, title, re.I)
    return (found[1] or "") if found else title


def _twice(rows: Sequence[FeedRow]) -> Iterator[str]:
    seen: dict[tuple[str, ...], FeedRow] = {}
    for row in rows:
        if not row.number:
            continue
        earlier = seen.setdefault(same_number(row.type, row.number, row.year, row.issuer), row)
        if earlier is not row:
            yield f"{row.name} ada dua kali: dokumen ke-{number(earlier.position)} dan ke-{number(row.position)}."
