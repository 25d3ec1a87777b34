"""The steps of each kind of assessment, in order; what differs between them is this table and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass

from etam.assessments.models import Assessment

State, Kind = Assessment.State, Assessment.Kind


@dataclass(frozen=True)
class Turn:
    """What a state is called for this kind of assessment, and whose turn it is."""

    state: str
    label: str
    who: str
    next: str


ACCREDITATION = (
    Turn(State.PLANNED, "Niat", "Petugas perpustakaan", "memulai penilaian mandiri"),
    Turn(State.ANSWERING, "Penilaian mandiri", "Petugas perpustakaan", "mengisi dan mengirim penilaian mandiri"),
    Turn(State.CHECKING, "Diperiksa kab/kota", "Verifikator kab/kota", "memeriksa isian dan bukti"),
    Turn(State.CHECKED, "Siap diajukan", "Verifikator atau petugas provinsi", "mengajukan berkas ke Perpusnas"),
    Turn(State.DELIVERED, "Diajukan ke Perpusnas", "Petugas provinsi", "menugaskan asesor atau mencatat hasil"),
    Turn(State.SCORING, "Dinilai asesor", "Asesor", "menilai dan menyatakan selesai"),
    Turn(State.MODERATING, "Dimoderasi", "Tim asesor", "menyepakati jawaban yang berbeda"),
    Turn(State.DETERMINED, "Ditetapkan", "Petugas provinsi", "mencatat sertifikat"),
)
AUDIT = (
    Turn(State.PLANNED, "Direncanakan", "Pengelola program", "menugaskan tim dan membuka penilaian"),
    Turn(State.ANSWERING, "Jawaban auditi", "Petugas auditi", "menjawab dan melampirkan bukti"),
    Turn(State.SCORING, "Uji lapangan", "Tim audit", "menguji, memberi nilai, dan menyatakan selesai"),
    Turn(State.MODERATING, "Dimoderasi", "Tim audit", "menyepakati nilai dan menulis temuan"),
    Turn(State.RESPONDING, "Hasil sementara (RHAS)", "Petugas auditi", "menanggapi setiap temuan"),
    Turn(State.DETERMINED, "Ditetapkan", "Auditi", "menindaklanjuti rekomendasi"),
)
WAYS: Mapping[str, tuple[Turn, ...]] = {Kind.ACCREDITATION: ACCREDITATION, Kind.INTERNAL: AUDIT, Kind.EXTERNAL: AUDIT}
ANSWERED = Turn(State.RESPONDING, "Hasil sementara (RHAS)", "Pengelola program", "menetapkan hasil")
WITHDRAWN = Turn(State.WITHDRAWN, "Dibatalkan", "", "")


def turn(assessment: Assessment, *, is_answered: bool = False) -> Turn:
    """Where the assessment stands and whose turn it is; `is_answered`: no finding waits for the office any more."""
    if is_answered and assessment.state == State.RESPONDING:
        return ANSWERED
    return next((one for one in WAYS[assessment.kind] if one.state == assessment.state), WITHDRAWN)


def label(assessment: Assessment) -> str:
    """The state in the words of this kind of assessment."""
    return turn(assessment).label


def called(kind: str, state: str) -> str:
    """What a state is called on the way of this kind of assessment."""
    return next((one.label for one in WAYS[kind] if one.state == state), WITHDRAWN.label)


def after(kind: str, state: str) -> str:
    """The next state on the way. Raises IndexError at its end."""
    states = [one.state for one in WAYS[kind]]
    return str(states[states.index(state) + 1])
