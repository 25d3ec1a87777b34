"""What the rules on library money say of one village or school in one year. Pure: no Django, exact arithmetic.

A share is judged by what is *planned*, for the rules bind the budget; what was spent stands beside it. What nobody
wrote down is unknown and not 0, so a sum with gaps is a lower bound: it can show that a floor is reached or that a
ceiling is passed, and nothing else.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from etam.content.funding_rules import FundingRule, FundingRules

VILLAGE, SCHOOL = "village", "school"
OPERATING_RULE, BOOKS_RULE = "school_operating_budget", "bosp_books"


class Verdict(Enum):
    """`value` is the state of its chip."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Line:
    """Money of one source for one purpose; None where nobody said, 0 is a statement."""

    fund: str
    purpose: str
    planned: int | None
    spent: int | None = None


@dataclass(frozen=True)
class BodyYear:
    """What is recorded of one village or school in one year. `ceilings` are amounts by kind."""

    kind: str
    is_public: bool | None
    year: int
    lines: Sequence[Line]
    ceilings: Mapping[str, int]


@dataclass(frozen=True)
class Measure:
    """How a rule is held to the records: which ceiling it takes its share of, and what counts towards it.

    `needed` are the lines without which the sum has gaps. `is_part` says that the records hold only a part of what the
    rule counts: honoraria and upkeep of a whole school, of which only the library's are known.
    """

    ceiling: str
    of: str
    funds: tuple[str, ...]
    purposes: tuple[str, ...]
    needed: tuple[tuple[str, str], ...]
    counts: str
    is_part: bool = False
    public: bool | None = None


_DEVELOPMENT = ("books", "upkeep", "other")
_BOSP_DEVELOPMENT = tuple(("bosp", purpose) for purpose in _DEVELOPMENT)
_PAGU = "pagu BOSP Reguler"
MEASURES = {
    OPERATING_RULE: Measure(
        "operating",
        "belanja operasional tanpa belanja pegawai dan modal",
        ("bosp", "apbd"),
        _DEVELOPMENT,
        _BOSP_DEVELOPMENT,
        "dana BOS/BOSP dan APBD untuk buku, pemeliharaan, dan pengembangan lain",
    ),
    BOOKS_RULE: Measure("bosp_regular", _PAGU, ("bosp",), ("books",), (("bosp", "books"),), "dana BOS/BOSP untuk buku"),
    "bosp_honoraria_public": Measure(
        "bosp_regular", _PAGU, ("bosp",), ("staff",), (("bosp", "staff"),), "honor tenaga perpustakaan", True, True
    ),
    "bosp_honoraria_private": Measure(
        "bosp_regular", _PAGU, ("bosp",), ("staff",), (("bosp", "staff"),), "honor tenaga perpustakaan", True, False
    ),
    "bosp_maintenance": Measure(
        "bosp_regular", _PAGU, ("bosp",), ("upkeep",), (("bosp", "upkeep"),), "pemeliharaan perpustakaan", True
    ),
}
"""Which lines count is our reading of the rules and not their text; see docs/decisions/money-and-priority.md."""

FUND_WORDS = {"bosp": "BOS/BOSP", "apbd": "APBD"}
PURPOSE_WORDS = {"books": "buku", "staff": "honor tenaga", "upkeep": "pemeliharaan", "other": "pengembangan lain"}


@dataclass(frozen=True)
class Judged:
    """One rule on shares, held to the records. `amount` and `spent` are what was added up; None where nothing was.

    `missing` names what is not recorded, as a phrase; empty when the verdict needs nothing more.
    """

    rule: FundingRule
    measure: Measure
    verdict: Verdict
    amount: int | None
    spent: int | None
    ceiling: int | None
    missing: tuple[str, ...] = ()

    @property
    def share(self) -> Fraction | None:
        """What is planned, per hundred of the ceiling."""
        return _per_hundred(self.amount, self.ceiling)

    @property
    def spent_share(self) -> Fraction | None:
        return _per_hundred(self.spent, self.ceiling)

    @property
    def bound_amount(self) -> int | None:
        """The least (or most) in whole rupiah that the rule asks for, rounded to the rule's safe side."""
        if self.ceiling is None:
            return None
        exact = _percent(self.rule) * self.ceiling / 100
        return -(-exact.numerator // exact.denominator) if self.rule.bound == "at_least" else int(exact)

    @property
    def years_are_known(self) -> bool:
        return self.rule.from_year is not None


@dataclass(frozen=True)
class Assessed:
    """What the rules say of one year. `uses` are priorities of the year, `undated` those whose years were not found."""

    year: int
    shares: tuple[Judged, ...]
    uses: tuple[FundingRule, ...]
    undated: tuple[FundingRule, ...]
    unknown_funds: tuple[str, ...]

    @property
    def disagree(self) -> bool:
        """The two rules on school libraries come to different verdicts: one is met, the other is not."""
        pair = {one.verdict for one in self.shares if one.rule.code in (OPERATING_RULE, BOOKS_RULE)}
        return pair == {Verdict.MET, Verdict.NOT_MET}

    @property
    def library_rules(self) -> tuple[Judged, ...]:
        """The two rules on school libraries, side by side."""
        return tuple(one for one in self.shares if one.rule.code in (OPERATING_RULE, BOOKS_RULE))

    @property
    def other_rules(self) -> tuple[Judged, ...]:
        return tuple(one for one in self.shares if one not in self.library_rules)


def assess(rules: FundingRules, body: BodyYear) -> Assessed:
    """Hold every rule that is known for this kind and year to the records; a year without a rule is not judged."""
    known = list(rules.rules.values())
    of_kind = [one for one in known if (one.fund == "dana_desa") == (body.kind == VILLAGE)]
    shares = [one for one in of_kind if one.kind == "share" and _holds(one, body.year)]
    uses = [one for one in of_kind if one.kind == "use"]
    dated = [one for one in uses if one.from_year is not None and _holds(one, body.year)]
    undated = [one for one in uses if one.from_year is None]
    judged = tuple(result for one in shares if (result := judge(one, body)))
    return Assessed(body.year, judged, tuple(dated), tuple(undated), _silent(of_kind, [*shares, *dated]))


def judge(rule: FundingRule, body: BodyYear) -> Judged | None:
    """One rule on shares held to the records; None where it speaks of other schools, or nobody said how to hold it."""
    measure = MEASURES.get(rule.code)
    if measure is None:
        return None
    if measure.public is not None and body.is_public is not None and measure.public != body.is_public:
        return None
    counted = [one for one in body.lines if one.fund in measure.funds and one.purpose in measure.purposes]
    planned = [one.planned if one.planned is not None else one.spent for one in counted]
    amount = _sum(planned)
    ceiling = body.ceilings.get(measure.ceiling)
    missing = (*_no_status(measure, body), *_no_ceiling(measure, ceiling), *_gaps(measure, counted))
    result = Judged(rule, measure, Verdict.UNKNOWN, amount, _sum(one.spent for one in counted), ceiling, missing)
    verdict = _verdict(result, body)
    return Judged(**{**vars(result), "verdict": verdict, "missing": () if verdict is not Verdict.UNKNOWN else missing})


def _verdict(one: Judged, body: BodyYear) -> Verdict:
    """What the sum, which may have gaps, is enough to say."""
    if one.share is None or (one.measure.public is not None and body.is_public is None):
        return Verdict.UNKNOWN
    if one.rule.bound == "at_least":
        if one.share >= _percent(one.rule):
            return Verdict.MET
        return Verdict.UNKNOWN if one.missing else Verdict.NOT_MET
    if one.share > _percent(one.rule):
        return Verdict.NOT_MET
    return Verdict.UNKNOWN if one.missing else Verdict.MET


def _holds(rule: FundingRule, year: int) -> bool:
    return (rule.from_year or year) <= year <= (rule.to_year or year)


def _silent(of_kind: Iterable[FundingRule], holding: Iterable[FundingRule]) -> tuple[str, ...]:
    """Funds of this kind of body on which no rule is known for the year."""
    spoken = {one.fund for one in holding}
    return tuple(sorted({one.fund for one in of_kind} - spoken))


def _no_status(measure: Measure, body: BodyYear) -> tuple[str, ...]:
    return ("apakah sekolahnya negeri atau swasta",) if measure.public is not None and body.is_public is None else ()


def _no_ceiling(measure: Measure, ceiling: int | None) -> tuple[str, ...]:
    if ceiling is None:
        return (measure.of,)
    return () if ceiling else (f"{measure.of} yang lebih dari 0",)


def _gaps(measure: Measure, counted: Sequence[Line]) -> tuple[str, ...]:
    """What the sum lacks: lines that nobody wrote down, plans that are not stated, money outside the library."""
    stated = {(one.fund, one.purpose) for one in counted if one.planned is not None}
    asked = [*measure.needed, *((one.fund, one.purpose) for one in counted if (one.fund, one.purpose) not in stated)]
    absent = [pair for pair in dict.fromkeys(asked) if pair not in stated]
    named = tuple(f"anggaran {FUND_WORDS[fund]} untuk {PURPOSE_WORDS[purpose]}" for fund, purpose in absent)
    return (*named, "belanja yang sama di luar perpustakaan") if measure.is_part else named


def _sum(amounts: Iterable[int | None]) -> int | None:
    known = [one for one in amounts if one is not None]
    return sum(known) if known else None


def _per_hundred(part: int | None, whole: int | None) -> Fraction | None:
    return Fraction(part * 100, whole) if part is not None and whole else None


def _percent(rule: FundingRule) -> Fraction:
    return Fraction(str(rule.percent))
