"""From an entry under `checks` to checks: every kind of rule becomes one or more expressions.

So each of them runs wherever an expression runs: on one return, over a table, inside a spreadsheet.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from etam.questionnaire.instrument import Question, Words
from etam.questionnaire.numbers import format_number


@dataclass(frozen=True)
class Rule:
    """A check before its expressions are parsed."""

    id: str
    elements: tuple[str, ...] | None
    expression: str
    message: Words
    shows: Mapping[str, str]


def expand(entry: Mapping[str, Any]) -> list[Rule]:
    """The rules that an entry of the file stands for; its kind is the one key of KINDS it has."""
    return KINDS[kind_of(entry)](entry)


def kind_of(entry: Mapping[str, Any]) -> str:
    return next(kind for kind in KINDS if kind in entry)


def _must(entry: Mapping[str, Any]) -> list[Rule]:
    """One expression; with `each`, one per element, which the expression and the message call `it`."""
    if "each" not in entry:
        elements = tuple(entry["elements"]) if "elements" in entry else None
        return [Rule(entry["id"], elements, entry["must"], _message(entry), entry.get("shows", {}))]
    return [
        Rule(
            f"{entry['id']}_{element}",
            (element,),
            _IT.sub(element, entry["must"]),
            _message(entry, it=element),
            entry.get("shows", {}),
        )
        for element in entry["each"]
    ]


def _change(entry: Mapping[str, Any]) -> list[Rule]:
    """Beyond both a share of last year's value and an absolute floor; a share alone would flag 1 → 3."""
    share, floor = entry["change"]["share"], entry["change"]["floor"]
    return [
        Rule(
            f"{entry['id']}_{element}",
            (element,),
            f"abs({element} - last_year.{element}) <= max({floor}, {share} * last_year.{element})",
            _message(entry, it=element),
            entry.get("shows", {}),
        )
        for element in entry["change"]["of"]
    ]


def _same_as_last_year(entry: Mapping[str, Any]) -> list[Rule]:
    """At least so many fields, and at least that share of them, equal to last year's.

    A zero that stays zero is no sign of copying: dividing by it makes the comparison not applicable.
    """
    settings = entry["same_as_last_year"]
    comparable = _count(f"{name} + last_year.{name} > 0" for name in settings["of"])
    same = _count(f"{name} / last_year.{name} == 1" for name in settings["of"])
    shows = {"same": same, "comparable": comparable, **entry.get("shows", {})}
    expression = f"{same} < max({settings['at_least']}, {settings['share']} * {comparable})"
    return [Rule(entry["id"], tuple(settings["of"]), expression, _message(entry), shows)]


def _count(conditions: Iterable[str]) -> str:
    return f"count({', '.join(conditions)})"


def _peers(entry: Mapping[str, Any]) -> list[Rule]:
    value, name = entry["peers"]["value"], entry["id"]
    low, high = f"peers.{name}.low", f"peers.{name}.high"
    shows = {"value": value, "low": low, "high": high, **entry.get("shows", {})}
    return [Rule(name, None, f"({value}) >= {low} and ({value}) <= {high}", _message(entry), shows)]


KINDS: dict[str, Callable[[Mapping[str, Any]], list[Rule]]] = {
    "must": _must,
    "change": _change,
    "same_as_last_year": _same_as_last_year,
    "peers": _peers,
}


def range_rule(question: Question) -> Rule | None:
    """What the type and the bounds of a question demand; None when they demand nothing."""
    element = question.element
    if question.type == "url":
        return Rule(f"{element}_range", (element,), f'starts_with({element}, "https://")', _URL, {})
    if question.is_closed:
        return Rule(f"{element}_range", (element,), f"{element} in ({_listed(question)})", _OPTION, {})
    if not question.is_number:
        return None
    tests = [f"whole({element})"] if question.type in ("count", "money") else []
    tests += [f"{element} >= {question.minimum}"] if question.minimum is not None else []
    tests += [f"{element} <= {question.maximum}"] if question.maximum is not None else []
    return Rule(f"{element}_range", (element,), " and ".join(tests), _range_message(question), {}) if tests else None


def _listed(question: Question) -> str:
    return "".join(f'"{option.value}", ' for option in question.options)


def _range_message(question: Question) -> Words:
    low = "" if question.minimum is None else format_number(question.minimum)
    high = "" if question.maximum is None else format_number(question.maximum)
    limits = {
        (True, True): Words(f" dari {low} sampai {high}", f" from {low} to {high}"),
        (True, False): Words(f" {low} atau lebih", f" of {low} or more"),
        (False, True): Words(f" paling banyak {high}", f" of at most {high}"),
        (False, False): Words("", ""),
    }[bool(low), bool(high)]
    whole = question.type in ("count", "money")
    what = Words("bilangan bulat", "a whole number") if whole else Words("angka", "a number")
    label = f"{{{question.element}.short}} ({{{question.element}}})"
    return Words(
        f"{label} harus {what.id}{limits.id}. Perbaiki angkanya.",
        f"{label} must be {what.en}{limits.en}. Correct the figure.",
    )


def _message(entry: Mapping[str, Any], it: str = "it") -> Words:
    """The entry's message; `{it}` stands for the element at hand in an entry about several."""
    return Words(*(_IT_PLACE.sub(rf"{{\1{it}", entry["message"][language]) for language in ("id", "en")))


_IT = re.compile(r"\bit\b")
_IT_PLACE = re.compile(r"\{(last_year\.)?it\b")
_URL = Words(
    "Tautan harus diawali https:// agar bukti dukung dapat dibuka dengan aman.",
    "The link must begin with https:// so that the evidence can be opened safely.",
)
_OPTION = Words("Pilih salah satu pilihan yang tersedia.", "Choose one of the options.")
