"""Which answers would raise a score most for the least effort, and what the next grade still lacks."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from etam.expressions import Expression, Nothing, Value, names
from etam.questionnaire.advice_words import is_whole, step_sentence
from etam.questionnaire.applicability import applicable, options_for, to_value, value_of
from etam.questionnaire.checks import row_of
from etam.questionnaire.context import Answer, Answers, Context
from etam.questionnaire.instrument import Band, Grade, Instrument, Question, Scoring, Words
from etam.questionnaire.numbers import DUST_DECIMALS
from etam.questionnaire.score import Lever, Score, grade_at, levers, points_for, score

SMALLEST_GAIN = 1e-9


@dataclass(frozen=True)
class Step:
    """Giving `answer` to `element` raises the total by `gain` points (0–100). `effort` is its cost × steps climbed."""

    element: str
    answer: Answer
    gain: float
    effort: float
    sentence: Words

    @property
    def gain_per_effort(self) -> float:
        return self.gain / self.effort


@dataclass(frozen=True)
class Suggestion:
    """One question that is not at its best: its next better step and its best. `now` is None while it is open."""

    question: Question
    now: Answer | None
    next: Step
    best: Step

    @property
    def gain_per_effort(self) -> float:
        return max(self.next.gain_per_effort, self.best.gain_per_effort)


@dataclass(frozen=True)
class Advice:
    """`grade` is what the answers reach for sure: an open question counts as its worst.

    `lacks` is how many points of the total the next grade still needs; `lacks_more` where that bound itself does not
    belong to the grade, so a little more. `plan` reaches the next grade with few questions changed, to be taken
    together; it is empty where `reaches` is false.
    """

    score: Score
    grade: Grade | None
    next_grade: Grade | None
    lacks: float | None
    lacks_more: bool
    suggestions: tuple[Suggestion, ...]
    plan: tuple[Step, ...]

    @property
    def reaches(self) -> bool:
        return bool(self.plan)


def cheapest_points(
    instrument: Instrument, answers: Answers, context: Context, costs: Mapping[str, float] | None = None
) -> Advice:
    """What to improve first: most points of the total for the least effort.

    `costs` says by element what one step up costs (1 unless said); without it every step is as dear as another. A
    gain is the difference that `score` sees at its low end, so weights, denominators and what needs what are in it.
    Raises ValueError for an instrument that does not score or a cost of 0 or less.
    """
    if instrument.scoring is None:
        raise ValueError(f"{instrument.code}/{instrument.version} has no scoring")
    bad = [element for element, cost in (costs or {}).items() if cost <= 0]
    if bad:
        raise ValueError(f"a cost is more than 0; look at {', '.join(sorted(bad))}")
    desk = _Desk(instrument, instrument.scoring, context, costs or {})
    now = score(instrument, answers, context)
    grade = grade_at(instrument.scoring.grades, now.low, instrument.scoring.decimals)
    above = _above(instrument.scoring, grade)
    found = sorted(desk.suggestions(answers), key=lambda one: -round(one.gain_per_effort, DUST_DECIMALS))
    return Advice(
        score=now,
        grade=grade,
        next_grade=above,
        lacks=None if above is None else max(0.0, (above.band.low or 0.0) - now.low),
        lacks_more=above is not None and not above.band.includes_low,
        suggestions=tuple(found),
        plan=() if above is None else desk.plan(answers, found, above),
    )


def _above(scoring: Scoring, grade: Grade | None) -> Grade | None:
    if grade is None:
        return None
    place = scoring.grades.index(grade) + 1
    return scoring.grades[place] if place < len(scoring.grades) else None


@dataclass(frozen=True)
class _Moment:
    """The answers at one moment of the plan, with what each question can do to their total."""

    answers: Answers
    row: Mapping[str, Value]
    total: float
    levers: Mapping[str, Lever]


@dataclass(frozen=True)
class _Desk:
    """One institution's advice: what does not change while answers do."""

    instrument: Instrument
    scoring: Scoring
    context: Context
    costs: Mapping[str, float]

    def total(self, answers: Answers) -> float:
        return score(self.instrument, answers, self.context).low

    def moment(self, answers: Answers) -> _Moment:
        row = row_of(self.instrument, answers, self.context)
        root = score(self.instrument, answers, self.context).root
        return _Moment(answers, row, root.low, levers(self.instrument, row, root))

    def suggestions(self, answers: Answers) -> list[Suggestion]:
        moment = self.moment(answers)
        asked = applicable(self.instrument, self.context, answers)
        found = (self.suggestion(question, moment) for question in asked if self.counts(question))
        return [one for one in found if one is not None]

    def counts(self, question: Question) -> bool:
        """Whether the score can depend on the question: it gives points, or others need it."""
        return question.most_points is not None or question.element in self.needed

    def suggestion(self, question: Question, moment: _Moment) -> Suggestion | None:
        now = moment.answers.get(question.element)
        steps = [self.step(question, moment, answer, climbed) for climbed, answer in self.candidates(question, now)]
        rising = [step for step in steps if step.gain > SMALLEST_GAIN]
        if not rising:
            return None
        return Suggestion(question, now, rising[0], max(rising, key=lambda step: round(step.gain, DUST_DECIMALS)))

    def candidates(self, question: Question, now: Answer | None) -> list[tuple[int, Answer]]:
        """The next better answer and the best one, each with how many steps it climbs."""
        if question.most_points is None:
            # It gives no points itself, but others need it: any other answer may set them free.
            return [(1, value) for value in options_for(question, self.context) if value != now]
        better = list(enumerate(better_answers(question, now, self.context), start=1))
        return better if len(better) < 2 else [better[0], better[-1]]

    def step(self, question: Question, moment: _Moment, answer: Answer, climbed: int) -> Step:
        gain = self.gain(question.element, moment, answer)
        cost = self.costs.get(question.element, 1.0) * climbed
        now = moment.answers.get(question.element)
        return Step(question.element, answer, gain, cost, step_sentence(self.named(question), now, answer, gain))

    def gain(self, element: str, moment: _Moment, answer: Answer) -> float:
        if element in self.conditions:
            return self.total({**moment.answers, element: answer}) - moment.total
        lever = moment.levers.get(element)
        return lever.gain({**moment.row, element: to_value(answer)}) if lever else 0.0

    def plan(self, answers: Answers, found: Sequence[Suggestion], aim: Grade) -> tuple[Step, ...]:
        """Largest gains first until the grade is reached, then each step no higher than it has to be."""
        changed: dict[str, Answer] = {}
        pool, total = list(found), self.total(answers)
        while not self.is_at(total, aim):
            if not pool:
                return ()
            best = min(pool, key=lambda one: (-round(one.best.gain, DUST_DECIMALS), one.best.effort))
            changed[best.question.element] = best.best.answer
            pool.remove(best)
            total += best.best.gain
            if best.question.element in self.conditions:
                # What needed this answer can now earn, so every gain may be another.
                fresh = self.suggestions({**answers, **changed})
                pool = [one for one in fresh if one.question.element not in changed]
        return self.told(answers, self.lowered(answers, changed, aim))

    def lowered(self, answers: Answers, changed: dict[str, Answer], aim: Grade) -> dict[str, Answer]:
        """Each change as low as the aim allows, the last one first. Lower answers never give more."""
        for element in reversed(list(changed)):
            question = self.instrument.question(element)
            for answer in better_answers(question, answers.get(element), self.context)[-2::-1]:
                if not self.is_at(self.total({**answers, **changed, element: answer}), aim):
                    break
                changed = {**changed, element: answer}
        return changed

    def told(self, answers: Answers, changed: Mapping[str, Answer]) -> tuple[Step, ...]:
        """The steps in the order they are taken, each with what it adds to those before it."""
        steps, ahead, moment = [], dict(answers), self.moment(answers)
        for element, answer in changed.items():
            question = self.instrument.question(element)
            if element in self.conditions:
                moment = self.moment(ahead)
            better = better_answers(question, answers.get(element), self.context)
            climbed = better.index(answer) + 1 if answer in better else 1
            steps.append(self.step(question, moment, answer, climbed))
            ahead[element] = answer
            if element in self.conditions:
                moment = self.moment(ahead)
        return tuple(steps)

    def is_at(self, total: float, aim: Grade) -> bool:
        grades = self.scoring.grades
        grade = grade_at(grades, total, self.scoring.decimals)
        return grade is not None and grades.index(grade) >= grades.index(aim)

    def named(self, question: Question) -> Question:
        """The question as sentences call it: with its number where another one has the same short name."""
        if question.short.id not in self.shared_names:
            return question
        return replace(
            question, short=Words(*(f"{name} ({question.number})" for name in (question.short.id, question.short.en)))
        )

    @cached_property
    def shared_names(self) -> frozenset[str]:
        short = [question.short.id for question in self.instrument.questions]
        return frozenset(name for name in short if short.count(name) > 1)

    @cached_property
    def needed(self) -> frozenset[str]:
        """The elements that a `needs` reads."""
        nodes = (node.needs for node in self.scoring.root.walk())
        return _read_by((*nodes, *(question.needs for question in self.instrument.questions)))

    @cached_property
    def conditions(self) -> frozenset[str]:
        """The elements on which the gain of other questions can hang."""
        return self.needed | _read_by(question.applies_to for question in self.instrument.questions)


def _read_by(conditions: Iterable[Expression | None]) -> frozenset[str]:
    return frozenset(name for condition in conditions if condition is not None for name in names(condition))


def better_answers(question: Question, now: Answer | None, context: Context) -> list[Answer]:
    """The answers that give more points than `now` does, fewest points first; one for each number of points.

    A question without an answer counts as its worst; one that does not apply has no better answer.
    """
    value = value_of(question, now)
    if value is Nothing.NOT_APPLICABLE or not question.most_points:
        return []
    points = (question.least_points or 0.0) if isinstance(value, Nothing) else points_for(question, value)
    number = value if isinstance(value, int | float) else None
    better: dict[float, Answer] = {}
    for answer in _answers(question, number, context):
        earned = points_for(question, answer)
        if earned > points:
            better.setdefault(earned, answer)
    return [better[earned] for earned in sorted(better)]


def _answers(question: Question, now: float | None, context: Context) -> Iterable[float | str]:
    if question.options:
        return options_for(question, context)
    if question.value_is_points:
        return _tenths(question)
    nearest = (_nearest(step.band, now, question) for step in question.point_bands)
    return [value for value in nearest if value is not None and question.allows(value)]


def _tenths(question: Question) -> list[float]:
    """A percentage rises by full tens; its best is its maximum."""
    most = question.maximum or 0.0
    values = [most * tenth / 10 for tenth in range(1, 11)]
    return [_plain(math.ceil(value) if is_whole(question) else value) for value in values]


def _nearest(band: Band, now: float | None, question: Question) -> float | None:
    """The number in the band that is nearest to `now`: its lower end from below, its upper end from above."""
    least = 1.0 if is_whole(question) else 0.01
    if now is not None and band.high is not None and now > band.high:
        end = math.floor(band.high) if is_whole(question) else band.high
        near = end if band.holds(end) else end - least
    else:
        low = band.low if band.low is not None else (question.minimum or 0.0)
        end = math.ceil(low) if is_whole(question) else low
        near = end if band.holds(end) else end + least
    return _plain(near) if band.holds(near) else None


def _plain(value: float) -> float:
    rounded = round(value, DUST_DECIMALS)
    return int(rounded) if rounded == int(rounded) else rounded
