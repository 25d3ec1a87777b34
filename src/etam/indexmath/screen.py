"""First stage: which units enter, and why the others do not."""

from dataclasses import dataclass

import numpy as np

from etam.indexmath.errors import DataError
from etam.indexmath.formulas import compute
from etam.indexmath.model import CoverageRule, Method
from etam.indexmath.numbers import WORDS, percent, shown
from etam.indexmath.table import Note, Stage, Table


@dataclass(frozen=True)
class Screened:
    """The elements of every unit, of the units that enter, and the share each coverage rule looks at."""

    everyone: Stage
    entering: Stage
    coverage: Table


def screen(method: Method, table: Table) -> Screened:
    """Fill defaults, leave out units that fail a coverage rule or lack what the method demands.

    Raises DataError when the columns are not the method's elements or fewer units are left than the method needs.
    """
    filled, notes = _with_defaults(method, table)
    shares = compute({rule.code: rule.share for rule in method.coverage}, filled)
    left_out = [note for unit in filled.units if (note := _reason(method, filled, shares, unit))]
    gone = {note.unit for note in left_out}
    kept = filled.keep(np.array([unit not in gone for unit in filled.units], dtype=bool))
    if len(kept.units) < method.screen.minimum:
        raise DataError(
            f"Metode {method.name} memerlukan sedikitnya {method.screen.minimum} unit yang dapat dihitung; "
            f"yang ada {len(kept.units)}. {_first(left_out)}"
        )
    return Screened(Stage("elements", filled, tuple(notes)), Stage("screened", kept, tuple(left_out)), shares)


def _with_defaults(method: Method, table: Table) -> tuple[Table, list[Note]]:
    unknown = [code for code in table.columns if code not in {element.code for element in method.elements}]
    if unknown:
        raise DataError(
            f'Kolom "{unknown[0]}" bukan elemen metode {method.name}. Hapus kolom itu atau perbaiki namanya.'
        )
    columns, absent, notes = [], [], []
    for element in method.elements:
        if element.code in table.columns:
            index = table.columns.index(element.code)
            columns.append(table.values[:, index])
            absent.append(table.not_applicable[:, index])
        elif element.default is not None:
            columns.append(np.full(len(table.units), element.default))
            absent.append(np.zeros(len(table.units), dtype=bool))
            mark = f" ({WORDS[element.confidence]})" if element.confidence else ""
            notes.append(
                Note(
                    "default",
                    f"{element.label['id']} diisi nilai bawaan {shown(element.default)}{mark}.",
                    column=element.code,
                )
            )
        else:
            raise DataError(
                f'Kolom "{element.code}" ({element.label["id"]}) tidak ada, padahal metode {method.name} memerlukannya.'
            )
    codes = tuple(element.code for element in method.elements)
    return Table(table.units, codes, np.column_stack(columns), np.column_stack(absent)), notes


def _reason(method: Method, table: Table, shares: Table, unit: str) -> Note | None:
    row = table.units.index(unit)
    if np.isnan(table.values[row]).all():
        return Note("nothing", "Tidak ada satu pun data. Nilai tidak dihitung.", unit)
    for column, rule in enumerate(method.coverage):
        share, absent = shares.values[row, column], shares.not_applicable[row, column]
        if not absent and not share >= rule.minimum:
            return Note(f"coverage_{rule.code}", _coverage_sentence(rule, float(share)), unit)
    if method.screen.units == "complete":
        own = np.array([element.level == "unit" for element in method.elements])
        missing = own & np.isnan(table.values[row]) & ~table.not_applicable[row]
        labels = [method.elements[index].label["id"] for index in np.flatnonzero(missing)]
        if labels:
            return Note("incomplete", f"Tidak ada data: {', '.join(labels)}. Tidak ikut dihitung.", unit)
    return None


def _first(notes: list[Note]) -> str:
    return " ".join(f"{note.unit}: {note.text}" for note in notes[:3]) or "Tabelnya kosong."


def _coverage_sentence(rule: CoverageRule, share: float) -> str:
    if np.isnan(share):
        return "Cakupan tidak diketahui karena datanya tidak ada. Nilai tidak dihitung."
    return rule.reason["id"].replace("{share}", percent(share)).replace("{minimum}", percent(rule.minimum))
