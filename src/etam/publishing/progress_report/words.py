"""What the progress report says, in plain words."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from etam.followup.queries.turns import age_days
from etam.publishing.board import Figure, Line, NextStep
from etam.publishing.board.moving import BETTER, SAME, UNKNOWN, WORSE
from etam.publishing.progress_report import charts
from etam.publishing.queries.plans import Plan, Plans
from etam.web import formats

NO_TARGET = "belum ditetapkan"
NOBODY = "belum ada"
WAYS = {BETTER: "ke arah yang disepakati", WORSE: "menjauh", SAME: "tetap", UNKNOWN: "belum dapat dikatakan"}


def body(lines: Sequence[Line], plans: dict[str, Plans], adopted_on: date, today: date) -> dict[str, Any]:
    """The words of a report on a day. `plans` are those of each recommendation, by its code."""
    return {
        "overview": [_overview(line, plans[line.point.code]) for line in lines],
        "parts": [_part(line, plans[line.point.code], adopted_on, today) for line in lines],
        "rule": (
            "Sebuah angka bergerak bila selisihnya dari nilai awal sekurang-kurangnya satu: satu poin persen, satu "
            f"poin nilai, satu buah. Nilai awal ialah keadaan pada {formats.day(adopted_on)} sejauh catatannya ada; "
            "selebihnya bacaan pertama, yang tidak dihitung sebagai gerak sejak rekomendasi ditetapkan."
        ),
    }


def _overview(line: Line, plans: Plans) -> list[str]:
    return [
        str(line.point.number),
        line.point.title["id"],
        _settled(plans),
        moves(line.figures) or "belum ada angka",
        "; ".join(_step(step) for step in line.next_steps) or NOBODY,
    ]


def _settled(plans: Plans) -> str:
    if not plans.total:
        return "belum ada"
    late = f", {formats.number(plans.late)} lewat batas" if plans.late else ""
    return f"{formats.number(plans.settled)} dari {formats.number(plans.total)} tuntas{late}"


def moves(figures: Sequence[Figure]) -> str:
    """How many figures went which way since the adoption: "1 ke arah yang disepakati, 2 belum dapat dikatakan"."""
    ways = Counter(one.course.way if one.course.is_since_adoption else UNKNOWN for one in figures)
    return ", ".join(f"{formats.number(ways[way])} {words}" for way, words in WAYS.items() if ways[way])


def _part(line: Line, plans: Plans, adopted_on: date, today: date) -> dict[str, Any]:
    drawn = [_drawn(figure) for figure in line.figures]
    return {
        "title": f"{line.point.number}. {line.point.title['id']}",
        "text": line.point.text,
        "done": _done(plans),
        "plans": [_plan(one, today) for one in plans.shown],
        "left_out": f"{formats.number(plans.left_out)} rencana aksi lain tidak dicetak." if plans.left_out else "",
        "figures": [_figure(one) for one in line.figures],
        "chart": charts.courses(drawn, adopted_on, today),
        "missing": [f"Belum ada datanya: {label}." for label in line.without]
        + ([line.point.not_yet["id"]] if line.point.not_yet else []),
        "next": [_step(step) for step in line.next_steps],
    }


def _done(plans: Plans) -> str:
    if not plans.total:
        return "Belum ada rencana aksi yang tercatat."
    counted = ", ".join(f"{formats.number(count)} {label.lower()}" for label, count in plans.by_status)
    late = f"; {formats.number(plans.late)} lewat batas" if plans.late else ""
    evidence = f"{formats.number(plans.evidence)} bukti" if plans.evidence else "belum ada bukti"
    settled = f"{formats.number(plans.settled)} dari {formats.number(plans.total)} rencana aksi tuntas"
    return f"{settled}: {counted}{late}; {evidence}."


def _plan(plan: Plan, today: date) -> list[str]:
    one = plan.recommendation
    return [
        one.action or one.text,
        plan.owner,
        formats.short_day(plan.due_on),
        f"{one.get_status_display()}, {_since(plan, today)}",
        formats.number(plan.evidence),
    ]


def _since(plan: Plan, today: date) -> str:
    one = plan.recommendation
    if one.is_settled:
        return f"sejak {formats.short_day(one.status_since)}"
    waiting = "menunggu penilaian, " if plan.is_waiting else ""
    late = "lewat batas, " if plan.is_late else ""
    return f"{waiting}{late}umur {formats.number(age_days(one, today))} hari"


def _figure(figure: Figure) -> list[str]:
    start = figure.course.start
    begins = f"{figure.start}, {formats.short_day(start.on)}" if start else NOBODY
    if start and start.is_sample:
        begins = f"{begins} (data contoh)"
    return [
        figure.measure.label["id"],
        begins,
        figure.target or NO_TARGET,
        figure.reading.value,
        figure.course.move_words,
    ]


def _drawn(figure: Figure) -> charts.Drawn:
    target, course = figure.measure.target, figure.course
    values = (*course.earlier, course.now)
    return charts.Drawn(figure.measure.label["id"], figure.measure.unit, values, target.value if target else None)


def _step(step: NextStep) -> str:
    until = f" ({formats.day(step.until)})" if step.until else ""
    return f"{step.who} {step.what}{until}"
