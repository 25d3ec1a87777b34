"""What the sheet of a workload analysis says, in words, the same in every form it is given out."""

from django.urls import reverse

from etam.content.bases import Basis
from etam.indexmath.numbers import WORDS as CONFIDENCE
from etam.regulations.queries import by_codes
from etam.web import formats
from etam.workforce.models import Workload, WorkloadTask
from etam.workforce.queries.analysis import Analysis, Used

TITLE = "ANALISIS BEBAN KERJA (ABK)"
RAW_DECIMALS = 4
SIGN = ("Kepala unit", "Diperiksa Biro/Bagian Organisasi", "Diterima BKD/BKPSDM")


def subject(analysis: Analysis) -> str:
    one = analysis.workload
    return f"Jabatan fungsional {analysis.position}, {one.office.name}, tahun {one.year}"


def standing(one: Workload) -> str:
    """How final the sheet is."""
    if one.state == Workload.State.SETTLED and one.settled_at:
        return f"Ditetapkan {formats.day(one.settled_at)}, ditandatangani {one.signed_by}."
    if one.state == Workload.State.REPLACED:
        return "Sudah diganti dengan analisis lain; tidak berlaku lagi."
    return "Draf: belum ditetapkan kepala unit, tidak dapat menjadi dasar usulan formasi."


def basis(analysis: Analysis) -> list[tuple[str, str]]:
    """What the arithmetic rests on: label and sentence."""
    rules, time = analysis.rules, analysis.time
    return [
        ("Rumus", f"{rules.formulas['need'].label['id']} ({CONFIDENCE[rules.formulas['need'].confidence]})"),
        (
            "Waktu kerja efektif",
            f"{formats.number(analysis.workload.effective_minutes)} menit setahun, {time.label['id']}. "
            f"{_cited(time.basis)} ({CONFIDENCE[time.confidence]})",
        ),
        (
            "Pembulatan",
            f"Tiap jenjang {rules.rounding.label['id']} (aturan {rules.rounding.rule}). {rules.rounding.source} "
            f"({CONFIDENCE[rules.rounding.confidence]}). Nilai sebelum dibulatkan selalu di sampingnya.",
        ),
        ("Waktu standar", "Diketik kantor ini; tidak ada angka baku yang kami ketahui."),
        ("Edisi aturan", f"Aturan analisis beban kerja {analysis.workload.edition} dalam Etam"),
    ]


def rounding_note(analysis: Analysis) -> str:
    """Why the sum of rounded levels and the rounded sum may differ; "" where they agree."""
    if not analysis.rounding_differs:
        return ""
    return (
        f"Dibulatkan per jenjang {formats.number(analysis.persons)} orang; membulatkan jumlahnya saja memberi "
        f"{formats.number(analysis.total.persons)} orang. Formasi diminta per jenjang, maka angka pertama yang dipakai."
    )


def path(one: Workload) -> str:
    """The address of the page of an analysis."""
    return reverse("workforce:workload", args=[one.pk])


def source(task: WorkloadTask) -> str:
    """Where a volume is from."""
    return task.provenance or "Diketik kantor"


def used(found: Used | None, holders: int | None) -> str:
    """EJ and PEJ in words, or why there is none."""
    if found is None:
        return "EJ belum dapat dihitung" if holders is None else "Tanpa pemangku, EJ tidak berlaku"
    return f"EJ {formats.number(found.shown_ratio, 2)}, PEJ {found.grade.code} ({found.grade.label['id']})"


def holders(count: int | None) -> str:
    return "belum dicatat" if count is None else formats.number(count)


def cited(bases: tuple[Basis, ...]) -> list[tuple[str, str]]:
    """Each basis by its code and as people cite it."""
    known = by_codes(one.regulation for one in bases)
    return [(one.regulation, str(known.get(one.regulation, one.regulation))) for one in bases]


def _cited(bases: tuple[Basis, ...]) -> str:
    if not bases:
        return "Dasarnya tidak ditemukan"
    return "Dasar: " + ", ".join(name for _, name in cited(bases))
