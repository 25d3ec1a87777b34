"""What reading an answer can end in."""

import re
import unicodedata
from dataclasses import dataclass

from etam.questionnaire.context import Answer
from etam.questionnaire.instrument import Words


@dataclass(frozen=True)
class Choice:
    """One way of reading what was written."""

    label: Words
    answer: Answer


@dataclass(frozen=True)
class Reading:
    """Exactly one of: an answer, nothing written (`is_blank`), or a problem, with choices where there is a way out."""

    answer: Answer | None = None
    problem: Words | None = None
    choices: tuple[Choice, ...] = ()

    @property
    def is_blank(self) -> bool:
        return self.answer is None and self.problem is None


def refused(indonesian: str, english: str, choices: tuple[Choice, ...] = ()) -> Reading:
    """No answer, but a sentence that says why, and the ways out where there are some."""
    return Reading(problem=Words(indonesian, english), choices=choices)


def clean(text: str) -> str:
    """`text` in composed form (NFC), without control and invisible characters, with single spaces."""
    composed = unicodedata.normalize("NFC", text)
    kept = (" " if mark.isspace() else mark for mark in composed if mark.isspace() or _is_visible(mark))
    return re.sub(r" +", " ", "".join(kept)).strip()


def _is_visible(mark: str) -> bool:
    return unicodedata.category(mark) not in ("Cc", "Cf", "Cs", "Co", "Cn")
