"""What the pages of the register say, in words. Pure."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from etam.regulations.force import Force, Standing
from etam.web.components import Status
from etam.web.formats import day as written
from etam.web.formats import number

FORCES = {
    Force.IN_FORCE: Status("Berlaku", "ok", "full"),
    Force.UNCERTAIN: Status("Belum dapat dipastikan", "warn", "dash"),
    Force.ENDED: Status("Berakhir", "mute", "bar"),
    Force.NOT_YET: Status("Belum mulai berlaku", "info", "empty"),
}
EMPTY = "belum diisi"


def headline(counts: Mapping[Force, int]) -> str:
    """What the register knows of a day: how many hold, have ended, have not begun, and are in doubt."""
    total = sum(counts.values())
    parts = [f"{number(counts[Force.IN_FORCE])} dari {number(total)} peraturan berlaku"]
    words = {Force.ENDED: "berakhir", Force.NOT_YET: "belum mulai berlaku", Force.UNCERTAIN: "belum dapat dipastikan"}
    return "; ".join([*parts, *(f"{number(counts[force])} {word}" for force, word in words.items() if counts[force])])


def why(standing: Standing, names: Mapping[str, str]) -> str:
    """Why a regulation stands as it does, with citations in place of codes and days written out; "" for no reason."""
    words = [_readable(word, names) for word in standing.reason.split()]
    return " ".join(words)


def shown(value: Any, labels: Mapping[str, str]) -> str:
    """A value of the journal as people read it; `labels` are the words of coded values."""
    if isinstance(value, list):
        value = ", ".join(value)
    if value in ("", None):
        return EMPTY
    return labels.get(str(value)) or _readable(str(value), {})


def waits(facts: Mapping[str, bool]) -> list[str]:
    """What is still to be done about a regulation, each as a sentence, the weightiest first."""
    return [sentence for name, sentence in WAITS.items() if facts.get(name)]


WAITS = {
    "no_ender": "Dicatat dicabut, tetapi belum dicatat oleh apa dan sejak kapan. Catat hubungannya.",
    "status": "Statusnya belum diverifikasi. Buka naskah resminya, lalu tandai sudah diperiksa.",
    "confidence": "Judul dan keberadaannya belum dilihat pada naskah.",
    "title": "Judulnya belum dicatat.",
    "relations": "Ada hubungan yang belum diverifikasi pada naskah.",
    "days": "Tanggalnya belum dicatat, jadi pada tahun itu keadaannya tidak pasti.",
    "file": "Naskah PDF belum diunggah.",
}


def _readable(word: str, names: Mapping[str, str]) -> str:
    bare = word.rstrip(";,.")
    tail = word[len(bare) :]
    if bare in names:
        return names[bare] + tail
    try:
        return written(date.fromisoformat(bare)) + tail
    except ValueError:
        return word


def named(standings: Iterable[Standing]) -> set[str]:
    """The codes that the reasons of some standings may name."""
    return {word.rstrip(";,.") for one in standings for word in one.reason.split()}
