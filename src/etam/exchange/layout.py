"""What writer and reader of a template agree on.

A template carries its own keys: the code of every question and of every institution stands in it, so that a sheet whose
rows were sorted or whose columns were moved is still read right. Bump FORMAT when an older template would be misread.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from etam.questionnaire import Answers, Context, Instrument

FORMAT = "etam-isian-1"

ANSWERS = "Isian"
LAST_YEAR = "Tahun lalu"
CHECKS = "Pemeriksaan"
GUIDE = "Petunjuk"
META = "_etam"
CHOICES = "_pilihan"

FORM, TABLE = "formulir", "tabel"

# Keys in the first row (table) or first column (form) of the answer sheet that are no questions.
INSTITUTION_KEY = "institution"
REASON_KEY = "reason"

MISSING_WORD = "tidak ada data"
NOT_APPLICABLE_WORD = "tidak berlaku"
NOTHING_WORDS = {"missing": MISSING_WORD, "not_applicable": NOT_APPLICABLE_WORD}
SAMPLE_MARK = "DATA CONTOH – angka dan nama rekaan, jangan dikutip"


@dataclass(frozen=True)
class TemplateRow:
    """One institution as its template needs it. `revision` 0 means that nothing is stored yet.

    `registry` holds what the register proposes for open questions, `fixed` the words for answers that only the register
    may change. What was sent already is closed: its answers are shown, and locked.
    """

    code: str
    name: str
    kind_label: str
    regency: str
    context: Context
    answers: Answers = field(default_factory=dict)
    registry: Mapping[str, str] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    revision: int = 0
    is_open: bool = True


@dataclass(frozen=True)
class TemplateTask:
    """Everything a template is made of. `generated_on` is given, so that the same task gives the same cells."""

    instrument: Instrument
    round_code: str
    round_title: str
    period: int
    generated_on: date
    rows: tuple[TemplateRow, ...]
    place: str
    is_sample: bool = False


@dataclass(frozen=True)
class Meta:
    """What the hidden sheet of a template says about it."""

    format: str
    layout: str
    instrument: str
    version: str
    checksum: str
    round: str
    generated_on: str
    revisions: Mapping[str, int]

    @classmethod
    def of(cls, task: TemplateTask, layout: str) -> "Meta":
        return cls(
            format=FORMAT,
            layout=layout,
            instrument=task.instrument.code,
            version=task.instrument.version,
            checksum=task.instrument.checksum,
            round=task.round_code,
            generated_on=task.generated_on.isoformat(),
            revisions={row.code: row.revision for row in task.rows},
        )
