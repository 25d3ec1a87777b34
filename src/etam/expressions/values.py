"""What an expression can be worth: a number, a text, a truth, or one of two kinds of nothing."""

from enum import Enum, StrEnum


class Nothing(StrEnum):
    """Why there is no value. Zero is a value and never one of these."""

    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"

    def __repr__(self) -> str:
        return self.name


MISSING = Nothing.MISSING
NOT_APPLICABLE = Nothing.NOT_APPLICABLE

Value = float | int | str | Nothing
Result = float | str | bool | Nothing

NOT_APPLICABLE_TEXT = "\N{EMPTY SET}"
"""Stands for *not applicable* in a text column of a table; a number column uses NaN, and null is *missing* in both."""

TOLERANCE = 1e-14
"""Two numbers count as equal when they differ by less than this share of the larger one (0.1 + 0.2 equals 0.3)."""


class Verdict(StrEnum):
    """What a check says about one row."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not_applicable"

    @classmethod
    def of(cls, result: Result) -> "Verdict":
        """The verdict for the result of an expression that is a condition."""
        if result is MISSING:
            return cls.UNKNOWN
        if result is NOT_APPLICABLE:
            return cls.NOT_APPLICABLE
        return cls.PASS if result else cls.FAIL


class Type(Enum):
    """What kind of value a node yields. WHOLE is a number that is known to be whole."""

    NUMBER = "number"
    WHOLE = "whole number"
    TEXT = "text"
    CONDITION = "condition"

    @property
    def is_number(self) -> bool:
        return self in (Type.NUMBER, Type.WHOLE)
