"""Instruments: what is asked, checked, derived and scored. Pure: no Django, no database, no clock."""

from etam.questionnaire.advice import Advice, Step, Suggestion, cheapest_points
from etam.questionnaire.agreement import (
    Agreement,
    Disagreement,
    Kappa,
    agreement,
    kappa,
    largest_disagreements,
    mean_kappa,
)
from etam.questionnaire.answers import Raw, read_answer
from etam.questionnaire.applicability import (
    MISSING_ANSWER,
    NOT_APPLICABLE_ANSWER,
    applicable,
    applies,
    national_value,
    options_for,
    settle,
    to_value,
    unanswered,
)
from etam.questionnaire.checks import Outcome, answered_id, blocking, failed, row_of, run_table, table_failures
from etam.questionnaire.checks import run as run_checks
from etam.questionnaire.context import Answer, Answers, Context, Fence
from etam.questionnaire.derive import DerivedValue, Progress, derive, progress
from etam.questionnaire.instrument import Check, Instrument, Option, Origin, Question, Section, Words
from etam.questionnaire.known import Known, known_about
from etam.questionnaire.load import check_instrument, instrument_folder, instrument_folders, load_instrument
from etam.questionnaire.match import Change, Listed, Match, duplicates, match_lists
from etam.questionnaire.messages import shown
from etam.questionnaire.numbers import format_number
from etam.questionnaire.peers import fences_for, fences_table, peer_fences
from etam.questionnaire.reading import Choice, Reading, clean
from etam.questionnaire.rescore import Rescored, on_other_weights
from etam.questionnaire.scheme import (
    Range,
    Scheme,
    check_scheme,
    load_scheme,
    office_value,
    scheme_folder,
    scheme_folders,
)
from etam.questionnaire.score import Points, Score, ScoredNode, score
from etam.questionnaire.score_bulk import score_table
from etam.questionnaire.table import complete, to_table

__all__ = [
    "MISSING_ANSWER",
    "NOT_APPLICABLE_ANSWER",
    "Advice",
    "Agreement",
    "Answer",
    "Answers",
    "Change",
    "Check",
    "Choice",
    "Context",
    "DerivedValue",
    "Disagreement",
    "Fence",
    "Instrument",
    "Kappa",
    "Known",
    "Listed",
    "Match",
    "Option",
    "Origin",
    "Outcome",
    "Points",
    "Progress",
    "Question",
    "Range",
    "Raw",
    "Reading",
    "Rescored",
    "Scheme",
    "Score",
    "ScoredNode",
    "Section",
    "Step",
    "Suggestion",
    "Words",
    "agreement",
    "answered_id",
    "applicable",
    "applies",
    "blocking",
    "cheapest_points",
    "check_instrument",
    "check_scheme",
    "clean",
    "complete",
    "derive",
    "duplicates",
    "failed",
    "fences_for",
    "fences_table",
    "format_number",
    "instrument_folder",
    "instrument_folders",
    "kappa",
    "known_about",
    "largest_disagreements",
    "load_instrument",
    "load_scheme",
    "match_lists",
    "mean_kappa",
    "national_value",
    "office_value",
    "on_other_weights",
    "options_for",
    "peer_fences",
    "progress",
    "read_answer",
    "row_of",
    "run_checks",
    "run_table",
    "scheme_folder",
    "scheme_folders",
    "score",
    "score_table",
    "settle",
    "shown",
    "table_failures",
    "to_table",
    "to_value",
    "unanswered",
]
