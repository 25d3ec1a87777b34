"""The verdicts of an instrument's checks, on one return or over a table of returns."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from etam.expressions import NOT_APPLICABLE, VERDICTS, Value, Verdict, evaluate, prepare, to_polars, verdict
from etam.expressions.polars_target import Cell
from etam.questionnaire import messages
from etam.questionnaire.applicability import NOT_APPLICABLE_ANSWER, settle, unanswered, value_of
from etam.questionnaire.context import Answers, Context
from etam.questionnaire.instrument import Check, Instrument, Question, Words
from etam.questionnaire.table import complete


@dataclass(frozen=True)
class Outcome:
    """What one check said. `message` is empty unless it failed."""

    check_id: str
    rule: str
    elements: tuple[str, ...]
    severity: str
    verdict: Verdict
    message: Words

    @property
    def failed(self) -> bool:
        return self.verdict is Verdict.FAIL


def run(instrument: Instrument, answers: Answers, context: Context) -> list[Outcome]:
    """Every check on one return, unanswered questions first, then in the order of the file.

    A check does not fail on a question that nobody has answered yet: that is unknown until they have.
    """
    row = row_of(instrument, answers, context)
    open_questions = unanswered(instrument, answers, context)
    waiting = {question.element for question in open_questions}
    outcomes = [_outcome(check, instrument, row, waiting) for check in instrument.checks]
    return [_unanswered(question) for question in open_questions] + outcomes


def failed(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """The outcomes that a person must look at."""
    return [outcome for outcome in outcomes if outcome.failed]


def blocking(outcomes: Iterable[Outcome], explanations: Mapping[str, str]) -> list[Outcome]:
    """What stands between the answers and sending them: what must be fixed, and what is not yet explained."""
    return [
        outcome
        for outcome in failed(outcomes)
        if outcome.severity == "must_fix" or not explanations.get(outcome.check_id, "").strip()
    ]


def row_of(instrument: Instrument, answers: Answers, context: Context) -> dict[str, Value]:
    """Every name an expression of the instrument can read, with its value.

    Raises TypeError for an answer whose type is not that of its question; `read_answer` makes none.
    """
    row: dict[str, Value] = {"kind": context.kind, "subtype": context.subtype, "region": context.region}
    settled = settle(instrument, answers, context)
    for element, question in instrument.by_element.items():
        row[element] = value_of(question, settled.get(element))
        last = NOT_APPLICABLE_ANSWER if context.last_year is None else context.last_year.get(element)
        row[f"last_year.{element}"] = value_of(question, last)
    for rule in instrument.peer_rules:
        fence = context.fences.get(rule.check)
        row[f"peers.{rule.check}.low"] = fence.low if fence else NOT_APPLICABLE
        row[f"peers.{rule.check}.high"] = fence.high if fence else NOT_APPLICABLE
    return row


def _outcome(check: Check, instrument: Instrument, row: Mapping[str, Value], waiting: set[str]) -> Outcome:
    said = verdict(check.expression, row)
    if said is Verdict.FAIL and waiting & check.reads:
        said = Verdict.UNKNOWN
    message = Words("", "")
    if said is Verdict.FAIL:
        shows = {name: evaluate(expression, row) for name, expression in check.shows.items()}
        message = messages.fill(check.message, instrument.by_element, row, shows)
    return Outcome(check.id, check.rule, check.elements, check.severity, said, message)


def _unanswered(question: Question) -> Outcome:
    message = Words(
        f"{question.short.id} belum diisi. Isi jawabannya, atau pilih “tidak ada data” atau “tidak berlaku”.",
        f"{question.short.en} is not answered. Answer it, or choose “no data” or “not applicable”.",
    )
    return Outcome(answered_id(question.element), "answered", (question.element,), "must_fix", Verdict.FAIL, message)


def answered_id(element: str) -> str:
    """The check id of "this question must be answered"."""
    return f"{element}_answered"


def run_table(instrument: Instrument, table: pl.DataFrame, fences: pl.DataFrame | None = None) -> pl.DataFrame:
    """The same verdicts over a table with one row per return.

    `table` has `institution`, `kind`, `subtype`, `region`, a column per element (null is missing, NaN or "∅" not
    applicable), and where known `last_year.<element>` and `unanswered.<element>` (true where nothing
    was written at all). `fences` comes from `peer_fences`. Yields `institution` and one Enum column per check id.
    """
    ready, cells = prepare(complete(instrument, table, fences), [check.expression for check in instrument.checks])
    flags = [f"unanswered.{question.element}" for question in instrument.questions if question.required]
    some_open = {name for name, is_open in ready.select(pl.col(flags).any()).row(0, named=True).items() if is_open}
    answered = [_answered_over_table(flag).alias(answered_id(flag.removeprefix("unanswered."))) for flag in flags]
    verdicts = [_over_table(check, cells, some_open).alias(check.id) for check in instrument.checks]
    return ready.lazy().select("institution", *answered, *verdicts).collect()


def _answered_over_table(flag: str) -> pl.Expr:
    said = {verdict: pl.lit(verdict.value, dtype=VERDICTS) for verdict in (Verdict.FAIL, Verdict.PASS)}
    return pl.when(pl.col(flag)).then(said[Verdict.FAIL]).otherwise(said[Verdict.PASS])


def _over_table(check: Check, cells: Mapping[str, Cell], some_open: Container[str]) -> pl.Expr:
    said = to_polars(check.expression, cells=cells)
    waiting = [flag for element in sorted(check.reads) if (flag := f"unanswered.{element}") in some_open]
    if not waiting:
        return said
    is_early = pl.any_horizontal(waiting) & (said == Verdict.FAIL.value)
    return pl.when(is_early).then(pl.lit(Verdict.UNKNOWN.value, dtype=VERDICTS)).otherwise(said)


def table_failures(verdicts: pl.DataFrame) -> pl.DataFrame:
    """The failed checks in the answer of `run_table`, one row each: institution, check."""
    checks = [name for name in verdicts.columns if name != "institution"]
    failing = [
        verdicts.lazy().filter(pl.col(check) == Verdict.FAIL.value).select("institution", check=pl.lit(check))
        for check in checks
    ]
    return pl.concat(failing).collect() if failing else pl.DataFrame({"institution": [], "check": []})
