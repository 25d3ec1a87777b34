"""An instrument of many questions in one section, for pages that must stay quick; written into a temporary folder."""

from pathlib import Path
from typing import Any

from etam.questionnaire import Instrument, load_instrument

CODE, VERSION = "long", "2026.1"
HEAD = """\
code: long
version: "2026.1"
title: {id: "Instrumen panjang", en: "A long instrument"}
confidence: derived
sections:
  - code: all
    number: "1"
    title: {id: "Semua", en: "All"}
    questions:
"""
QUESTION = """\
      - element: q{n}
        number: "1.{n}"
        type: ladder
        label: {{id: "Indikator ke-{n}", en: "Indicator {n}"}}
        help: {{id: "Pilih keadaan yang paling dekat.", en: "Choose the nearest."}}
        definition: {{id: "Keadaan pada hari penilaian.", en: "On the day."}}
        evidence: {{id: "Dokumen yang menunjukkannya.", en: "A document that shows it."}}
        confidence: derived
        notes:
          - text: {{id: "Angka SNP belum terlihat.", en: "The standard's figure was not seen."}}
            confidence: not_found
        options:
          - {{value: a, label: {{id: "Lengkap", en: "Complete"}}, points: 5}}
          - {{value: b, label: {{id: "Hampir lengkap", en: "Nearly"}}, points: 4}}
          - {{value: c, label: {{id: "Sebagian", en: "In part"}}, points: 3}}
          - {{value: d, label: {{id: "Sedikit", en: "A little"}}, points: 2}}
          - {{value: e, label: {{id: "Belum ada", en: "None"}}, points: 1}}
"""
TAIL = """\
scoring:
  tree:
    code: T
    label: {id: "Jumlah", en: "Total"}
    confidence: derived
    parts: [{code: T.1, label: {id: "Semua", en: "All"}, section: all, confidence: derived}]
"""


def long_instrument(folder: Path, count: int = 90) -> Instrument:
    """Write and load an instrument of `count` ladder questions."""
    home = folder / CODE / VERSION
    home.mkdir(parents=True)
    questions = "".join(QUESTION.format(n=n) for n in range(1, count + 1))
    (home / "instrument.yml").write_text(HEAD + questions + TAIL, encoding="utf-8")
    return load_instrument(home)


def use_it(edition: Instrument, instead_of: Any) -> Any:
    """A function that finds this edition by its code, and every other where it always was."""

    def find(code: str, version: str) -> Instrument:
        return edition if code == CODE else instead_of(code, version)

    return find
