"""Filters for numbers, dates and answers. Given nothing, a filter says which nothing it is."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.utils import timezone
from django.utils.html import format_html

from etam.web import formats

register = template.Library()

RANGE = re.compile(r"(?<=\d)–(?=\d)")
WORD_JOINER = "\u2060"

Answer = int | float | str | Mapping[str, str] | None


@register.filter
def angka(value: Answer, decimals: int | None = None) -> str:
    return formats.figure(value, decimals)


def _number_filter(name: str, write: Any) -> None:
    @register.filter(name)
    def written(value: Answer, decimals: int | None = None) -> str:
        if value == "" or formats.kind_of_nothing(value) is not None:
            return formats.figure(value or None)
        return str(write(value) if decimals is None else write(value, decimals))


_number_filter("persen", formats.percent)
_number_filter("bertanda", formats.signed)
_number_filter("ribu", formats.short)
_number_filter("rupiah", formats.rupiah)


@register.filter
def rentang(pair: Sequence[float], decimals: int | None = None) -> str:
    return formats.interval(pair[0], pair[1], decimals)


@register.filter
def utuh(text: str) -> str:
    """Keep a range such as `5–8` in running text on one line; the text itself stays as it is stored."""
    return RANGE.sub(f"{WORD_JOINER}–{WORD_JOINER}", text)


@register.simple_tag
def bagian(part: float, whole: float, decimals: int = 0) -> str:
    return formats.share(part, whole, decimals)


@register.filter
def tanggal(value: date | None) -> str:
    return formats.day(value) if value else "belum ada tanggal"


@register.filter
def tanggal_pendek(value: date | None) -> str:
    return formats.short_day(value) if value else "belum ada tanggal"


@register.filter
def pukul(value: datetime) -> str:
    return formats.clock(value)


@register.filter
def waktu(value: datetime) -> str:
    return formats.moment(value)


@register.filter
def hari_lagi(value: date, today: date | None = None) -> str:
    return formats.days_left(value, today or timezone.localdate())


@register.filter
def ukuran(size_bytes: int) -> str:
    return formats.file_size(size_bytes)


@register.filter
def daftar(words: Sequence[str]) -> str:
    return formats.listed([str(word) for word in words])


@register.filter
def nilai(value: Answer, decimals: int | None = None) -> str:
    """An answer for a cell: its number, or its kind of nothing, each marked in its own way."""
    text = formats.figure(value, decimals)
    kinds = {"missing": "missing", "not_applicable": "not-applicable", "": "not-applicable"}
    nothing = formats.kind_of_nothing(value)
    return text if nothing is None else format_html('<span class="{}">{}</span>', kinds[nothing], text)
