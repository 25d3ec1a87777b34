"""How values, grades and their certainty are written in documents."""

from decimal import ROUND_HALF_UP, Decimal

from etam.assessments.models import Assessment
from etam.questionnaire import Score
from etam.questionnaire.instrument import Grade, Origin
from etam.questionnaire.scheme import Range, Scheme
from etam.web import formats
from etam.web.components import CONFIDENCE

OPEN_GRADE = "belum dapat ditetapkan"
NOT_AUDITED = "belum diaudit"
NO_GRADE = "none"


def value(of: Range | None, decimals: int = 2) -> str:
    """A value as `52,50`, an open one as `40,00–75,00`, none as words."""
    return NOT_AUDITED if of is None else formats.interval(of.low, of.high, decimals)


def grade(found: Grade | None) -> str:
    """A grade as `CC (Cukup)` or, where its label says the code, `Terakreditasi B`; in words that it is still open."""
    if found is None:
        return OPEN_GRADE
    says_code = found.code == NO_GRADE or found.code in found.label.id.split()
    return found.label.id if says_code else f"{found.code} ({found.label.id})"


def confidence(origin: Origin | None) -> str:
    """How sure a weight or rule is, as a word; `resmi` for what was seen at an official source."""
    if origin is None:
        return ""
    return CONFIDENCE.get(origin.confidence, origin.confidence) or "resmi"


def weight(share: float) -> str:
    """A share of 1 as `25%`, at most two decimals."""
    return formats.percent(share * 100)


def range_of(score: Score) -> Range:
    """The ends of a score."""
    return Range(score.low, score.high)


def part_name(scheme: Scheme, part: str) -> str:
    """What a part of a scheme is called in a sentence: `Unit pengolah`, without the kind of audit behind it."""
    return scheme.part(part).label.id.partition(" (")[0]


def unit_name(assessment: Assessment, scheme: Scheme) -> str:
    """An audited unit with what it is: `Unit pengolah, Bidang Pelayanan`."""
    label = part_name(scheme, assessment.part)
    return f"{label}, {assessment.unit_name}" if assessment.unit_name else label


def signed_difference(later: Range | None, earlier: Range | None, decimals: int = 2) -> str:
    """How much a certain value rose or fell: `+3,20`; a dash in words where either is open."""
    if later is None or earlier is None or not (later.is_certain and earlier.is_certain):
        return "tidak dapat dihitung"
    # Of the printed numbers, so that a reader who subtracts them finds the same.
    return formats.signed(rounded(later.low, decimals) - rounded(earlier.low, decimals), decimals)


def rounded(number: float, decimals: int = 2) -> Decimal:
    """The number that is printed; halves go up."""
    return Decimal(str(number)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
