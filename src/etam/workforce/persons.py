"""A person who holds a post: what is sealed, how it is masked, what looks odd about a NIP. Pure: reads no database.

A NIP has 18 digits: birth date, month of appointment as a civil servant, sex, sequence. That structure is general
knowledge and no source of it was seen, and contract staff carry other numbers; so what does not match it is asked
about and never refused.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from etam.web.formats import day as written_day

NIP = re.compile(r"\d{18}")
# A NIP, a birth date or a telephone number written into a sentence.
LONG_NUMBER = re.compile(r"\d(?:[ .-]?\d){7,}")
EXCEL_NUMBER = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")
HIDDEN = "•"
FIELDS = {"name": "nama", "nip": "NIP", "born_on": "tanggal lahir"}


@dataclass(frozen=True)
class Person:
    """What is sealed of a holder."""

    nip: str
    name: str
    born_on: date

    @property
    def masked_nip(self) -> str:
        """The first two and last two digits: enough to tell two rows of one office apart, no birth date."""
        return f"{self.nip[:2]}{HIDDEN * (len(self.nip) - 4)}{self.nip[-2:]}"

    @property
    def initials(self) -> str:
        """The first letter of each word, at most three: "S. N."."""
        return " ".join(f"{word[0].upper()}." for word in self.name.split()[:3] if word[0].isalpha()) or HIDDEN

    def as_document(self) -> dict[str, str]:
        return {"nip": self.nip, "name": self.name, "born_on": self.born_on.isoformat()}


def person_from(document: dict[str, Any]) -> Person:
    """The person of an opened document."""
    return Person(document["nip"], document["name"], date.fromisoformat(document["born_on"]))


def plain_nip(text: str) -> str:
    """A NIP as it is kept: digits only, whatever spaces people put between them."""
    return re.sub(r"[\s.-]", "", text)


def nip_fault(nip: str) -> str:
    """Why a text is no NIP; "" when it may be one."""
    if EXCEL_NUMBER.fullmatch(nip):
        return "NIP ini sudah diubah lembar kerja menjadi angka. Jadikan kolomnya teks, lalu tulis lagi."
    if not NIP.fullmatch(nip):
        return f"NIP terdiri atas 18 angka; yang ditulis {len(nip)}. Periksa pada surat keputusannya."
    return ""


def doubts(person: Person, appointed_on: date) -> Iterator[str]:
    """What does not match the usual structure of a NIP, one sentence each that repeats no personal data."""
    if person.nip[:8] != f"{person.born_on:%Y%m%d}":
        yield "Delapan angka pertama NIP biasanya tanggal lahir; di sini tidak sama."
    since = person.nip[8:14]
    if not ("195001" <= since <= "209912" and "01" <= since[4:] <= "12"):
        yield "Angka ke-9 sampai ke-14 biasanya tahun dan bulan pengangkatan; di sini bukan bulan."
    elif since > f"{appointed_on:%Y%m}":
        yield f"Menurut NIP pengangkatan sebagai pegawai lebih lambat daripada {written_day(appointed_on)}."


def names_somebody(text: str, *people: Person) -> bool:
    """Whether a sentence holds what must not stand in the open: a long number, or the name of one of these people."""
    plain = " ".join(text.lower().split())
    return bool(LONG_NUMBER.search(text)) or any(" ".join(one.name.lower().split()) in plain for one in people)
