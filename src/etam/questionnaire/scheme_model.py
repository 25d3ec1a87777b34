"""What a scheme is: parts that are instruments, a mix, grades, and how long a result stands."""

from dataclasses import dataclass

from etam.expressions import Expression, Verdict, verdict
from etam.questionnaire.instrument import Grade, Origin, Words
from etam.questionnaire.score import grade_at


@dataclass(frozen=True)
class Range:
    """A value on 0–100 that lies between `low` and `high`; both are the same once it is certain."""

    low: float
    high: float

    @property
    def is_certain(self) -> bool:
        return self.low == self.high


@dataclass(frozen=True)
class Part:
    """One instrument of a scheme. `weight` counts in the value of an office; 0 takes no part in it.

    `applies_to` asks about `kind` and `subtype`; None applies to everybody.
    """

    code: str
    label: Words
    instrument: str
    version: str
    weight: float
    applies_to: Expression | None
    origin: Origin


@dataclass(frozen=True)
class Mix:
    """The shares of the external and the internal value in the combined one; together 1."""

    external: float
    internal: float
    origin: Origin


@dataclass(frozen=True)
class Scheme:
    """`use` is accreditation or archive-supervision. `decimals` None grades the unrounded value.

    `units_origin` and `offices_origin` say how sure it is that several units of a part, and several offices of a
    government, are combined by their mean. Validity and reminders are about certificates.
    """

    code: str
    version: str
    checksum: str
    title: Words
    use: str
    origin: Origin
    parts: tuple[Part, ...]
    grades: tuple[Grade, ...]
    rounding_origin: Origin
    decimals: int | None = None
    shown_decimals: int = 2
    validity_years: int | None = None
    validity_origin: Origin | None = None
    reminder_months: tuple[int, ...] = ()
    reminder_origin: Origin | None = None
    mix: Mix | None = None
    units_origin: Origin | None = None
    offices_origin: Origin | None = None

    def part(self, code: str) -> Part:
        """The part called `code`. Raises KeyError that names the scheme."""
        for part in self.parts:
            if part.code == code:
                return part
        raise KeyError(f'{self.code}/{self.version} has no part "{code}"')

    def parts_for(self, kind: str, subtype: str) -> tuple[Part, ...]:
        """The parts that an institution of this kind and subtype is assessed by, in their order."""
        row = {"kind": kind, "subtype": subtype}
        return tuple(
            part for part in self.parts if part.applies_to is None or verdict(part.applies_to, row) is Verdict.PASS
        )

    def grade(self, value: float) -> Grade | None:
        """The grade of `value`; None outside the scale."""
        return grade_at(self.grades, value, self.decimals)

    def grade_of(self, value: Range) -> Grade | None:
        """The grade that holds both ends of the range; None while that is open."""
        low, high = self.grade(value.low), self.grade(value.high)
        return low if low is high else None
