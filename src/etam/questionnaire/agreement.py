"""How far several raters of the same institution agree: Cohen's kappa, and where they differ most.

Kappa is the agreement beyond chance: (observed − expected) / (1 − expected), with what two raters would agree on if
each drew answers at random from the own habit. For several raters it is the mean over all pairs (Light 1971).
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from etam.expressions import Nothing
from etam.questionnaire.applicability import settle, value_of
from etam.questionnaire.context import Answer, Answers, Context
from etam.questionnaire.instrument import Instrument, Question, Words
from etam.questionnaire.score import ScoredNode, grade_at, points_for, score

NOTHING_RATED = Words("Belum ada pertanyaan yang dinilai oleh dua penilai.", "No question was rated by two raters yet.")
ONE_CATEGORY = Words(
    "Semua penilai selalu memberi tingkat yang sama, jadi kesepakatan di luar kebetulan tidak dapat dihitung.",
    "All raters always gave the same step, so agreement beyond chance cannot be computed.",
)

# How far apart two categories are, as a share of the farthest apart, from their distance in steps (0 to 1).
WEIGHTS: Mapping[str, Callable[[NDArray[np.float64]], NDArray[np.float64]]] = MappingProxyType(
    {
        "none": lambda distance: (distance > 0).astype(np.float64),
        "linear": lambda distance: distance,
        "quadratic": lambda distance: distance**2,
    }
)


@dataclass(frozen=True)
class Kappa:
    """`value` is at most 1; None where it is undefined, and then `why` says it. `observed` is plain agreement, 0–1.

    `items` were rated by both. With weights, agreement counts near misses in part.
    """

    value: float | None
    observed: float | None
    items: int
    why: Words | None = None


@dataclass(frozen=True)
class PairKappa:
    first: str
    second: str
    kappa: Kappa


@dataclass(frozen=True)
class Agreement:
    """Over all pairs: the mean of the pairs whose kappa is defined; None with `why` where there is none."""

    value: float | None
    pairs: tuple[PairKappa, ...]
    why: Words | None = None


@dataclass(frozen=True)
class Disagreement:
    """One question on which raters differ. `gap` is what hangs on it, in points of the total (0–100).

    `is_about_applying`: some say it does not apply, so its whole weight hangs on it.
    """

    question: Question
    answers: Mapping[str, Answer]
    gap: float
    is_about_applying: bool


def kappa(
    first: Sequence[Hashable | None],
    second: Sequence[Hashable | None],
    scale: Sequence[Hashable],
    weights: str = "none",
) -> Kappa:
    """Cohen's kappa of two raters over the same items in the same order; None is an item that was not rated.

    `scale` holds the categories, lowest first: `weights` "linear" and "quadratic" (Cohen 1968) count how many steps
    apart two ratings are. Undefined where chance alone would make them agree fully. Raises ValueError for ratings of
    different length, an unknown kind of weights, or a rating outside the scale.
    """
    if weights not in WEIGHTS:
        raise ValueError(f'weights are one of {", ".join(WEIGHTS)}, not "{weights}"')
    places = {category: place for place, category in enumerate(scale)}
    rated = [(one, two) for one, two in zip(first, second, strict=True) if one is not None and two is not None]
    outside = {category for pair in rated for category in pair} - set(places)
    if outside:
        raise ValueError(f"not on the scale: {', '.join(sorted(map(str, outside)))}")
    if not rated:
        return Kappa(None, None, 0, NOTHING_RATED)
    table = np.zeros((len(scale), len(scale)))
    for one, two in rated:
        table[places[one], places[two]] += 1 / len(rated)
    steps = np.arange(len(scale), dtype=np.float64)
    apart = WEIGHTS[weights](np.abs(steps[:, None] - steps[None, :]) / max(1, len(scale) - 1))
    observed = float((apart * table).sum())
    expected = float((apart * np.outer(table.sum(axis=1), table.sum(axis=0))).sum())
    if expected == 0:
        return Kappa(None, 1 - observed, len(rated), ONE_CATEGORY)
    return Kappa(1 - observed / expected, 1 - observed, len(rated))


def mean_kappa(
    ratings: Mapping[str, Sequence[Hashable | None]], scale: Sequence[Hashable], weights: str = "none"
) -> Agreement:
    """Light's kappa: `kappa` of every pair of raters and their mean. Raises ValueError like `kappa`."""
    pairs = tuple(
        PairKappa(one, two, kappa(ratings[one], ratings[two], scale, weights))
        for one, two in combinations(sorted(ratings), 2)
    )
    defined = [pair.kappa.value for pair in pairs if pair.kappa.value is not None]
    if defined:
        return Agreement(sum(defined) / len(defined), pairs)
    is_rated = any(pair.kappa.items for pair in pairs)
    return Agreement(None, pairs, ONE_CATEGORY if is_rated else NOTHING_RATED)


def agreement(
    instrument: Instrument, sheets: Mapping[str, Answers], context: Context, weights: str = "linear"
) -> Agreement:
    """How far the raters agree on the scoring questions; `sheets` holds the answers of each by name.

    The category of an answer is the share of the points it earns; where answers are percentages, the grade that such a
    share would get. Questions that a rater left open or found not to apply are left out for the pair.
    """
    scale = _scale(instrument)
    settled = {rater: settle(instrument, answers, context) for rater, answers in sheets.items()}
    questions = [instrument.question(element) for element in _elements(instrument)]
    ratings = {
        rater: [scale.category(_share(question, answers.get(question.element))) for question in questions]
        for rater, answers in settled.items()
    }
    return mean_kappa(ratings, scale.categories, weights)


def largest_disagreements(
    instrument: Instrument, sheets: Mapping[str, Answers], context: Context
) -> list[Disagreement]:
    """The scoring questions on which raters differ, the one on which most of the total hangs first.

    The gap is the distance between the highest and the lowest share of the points, times what the question can
    contribute to the total.
    """
    settled = {rater: settle(instrument, answers, context) for rater, answers in sheets.items()}
    worth = _worth(instrument, sheets, context)
    found = []
    for element in _elements(instrument):
        question = instrument.question(element)
        answers = {rater: mine[element] for rater, mine in settled.items() if element in mine}
        values = {rater: value_of(question, answer) for rater, answer in answers.items()}
        shares = [share for answer in answers.values() if (share := _share(question, answer)) is not None]
        is_about_applying = bool(shares) and Nothing.NOT_APPLICABLE in values.values()
        distance = 1.0 if is_about_applying else max(shares, default=0.0) - min(shares, default=0.0)
        if distance > 0:
            found.append(Disagreement(question, answers, distance * worth[element], is_about_applying))
    return sorted(found, key=lambda one: -_rounded(one.gap))


def _worth(instrument: Instrument, sheets: Mapping[str, Answers], context: Context) -> Mapping[str, float]:
    """What each question can contribute to the total; the most over the raters, whose denominators can differ."""
    worth = dict.fromkeys(_elements(instrument), 0.0)
    for answers in sheets.values():
        for element, points in weights_on_total(score(instrument, answers, context).root).items():
            worth[element] = max(worth[element], points)
    return worth


def weights_on_total(root: ScoredNode, share: float = 1.0) -> dict[str, float]:
    """For every question the points of the total (0–100) that it can contribute; 0 where it does not apply."""
    most = sum(point.most for point in root.points)
    own = {point.element: 100 * share * point.most / most if most else 0.0 for point in root.points}
    for part in root.parts:
        own |= weights_on_total(part, share * part.weight)
    return own


def _elements(instrument: Instrument) -> tuple[str, ...]:
    if instrument.scoring is None:
        raise ValueError(f"{instrument.code}/{instrument.version} has no scoring")
    return instrument.scoring.elements


@dataclass(frozen=True)
class _Scale:
    categories: tuple[Hashable, ...]
    of: Callable[[float], Hashable | None]

    def category(self, share: float | None) -> Hashable | None:
        return None if share is None else self.of(share)


def _scale(instrument: Instrument) -> _Scale:
    """Shares of points where there are steps; grades, or tenths without grades, where answers are percentages."""
    questions = [instrument.question(element) for element in _elements(instrument)]
    if not any(question.value_is_points for question in questions):
        shares = {_rounded(step / (question.most_points or 1)) for question in questions for step in _steps(question)}
        return _Scale(tuple(sorted({0.0, *shares})), _rounded)
    grades = instrument.scoring.grades if instrument.scoring else ()
    if grades:
        return _Scale(grades, lambda share: grade_at(grades, 100 * share, None))
    return _Scale(tuple(range(11)), lambda share: int(_rounded(10 * share)))


def _steps(question: Question) -> list[float]:
    return [
        *(option.points for option in question.options if option.points is not None),
        *(band.points for band in question.point_bands),
    ]


def _share(question: Question, answer: Answer | None) -> float | None:
    """The share of the points that an answer earns; None where it says nothing."""
    value = value_of(question, answer)
    if isinstance(value, Nothing) or not question.most_points:
        return None
    return points_for(question, value) / question.most_points


def _rounded(value: float) -> float:
    return round(value, 9)
