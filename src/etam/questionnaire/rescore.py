"""The same answers on the weights of another edition, so that two years can be compared on one footing."""

from dataclasses import dataclass

from etam.questionnaire.context import Answers, Context
from etam.questionnaire.instrument import Instrument, Question, Scoring
from etam.questionnaire.score import Score, score


@dataclass(frozen=True)
class Rescored:
    """`old` on the edition that was answered, `new` on the other one; None where elements are `lacking` there.

    `lacking` are scoring elements of the new edition that the old one did not ask, or asked with other answers.
    `dropped` are scoring elements of the old edition that no longer count; they do not stand in the way.
    """

    old: Score
    new: Score | None
    lacking: tuple[str, ...]
    dropped: tuple[str, ...]


def on_other_weights(
    answers: Answers, old_instrument: Instrument, new_instrument: Instrument, context: Context | None = None
) -> Rescored:
    """Score `answers`, given to the old edition, on both. Raises ValueError where an edition does not score."""
    place = context or Context()
    old, new = _scoring(old_instrument), _scoring(new_instrument)
    asked = old_instrument.by_element
    lacking = tuple(
        element
        for element in new.elements
        if element not in asked or not _same(asked[element], new_instrument.question(element))
    )
    known = {element: answer for element, answer in answers.items() if element in new_instrument.by_element}
    return Rescored(
        old=score(old_instrument, answers, place),
        new=None if lacking else score(new_instrument, known, place),
        lacking=lacking,
        dropped=tuple(element for element in old.elements if element not in new.elements),
    )


def _same(one: Question, other: Question) -> bool:
    """Whether an answer to one question is an answer to the other; points may differ, for they are weights too."""
    values = [{option.value for option in question.options} for question in (one, other)]
    bounds = [(question.minimum, question.maximum) for question in (one, other)]
    return one.value_type is other.value_type and values[0] <= values[1] and bounds[0] == bounds[1]


def _scoring(instrument: Instrument) -> Scoring:
    if instrument.scoring is None:
        raise ValueError(f"{instrument.code}/{instrument.version} has no scoring")
    return instrument.scoring
