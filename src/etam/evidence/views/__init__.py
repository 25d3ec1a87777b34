"""Pages of evidence: libraries, single files, and how files arrive."""

from etam.evidence.views.arriving import begin, cancel, part, upload
from etam.evidence.views.looking import attention, correct, download, evidence, index, library, withdraw

__all__ = [
    "attention",
    "begin",
    "cancel",
    "correct",
    "download",
    "evidence",
    "index",
    "library",
    "part",
    "upload",
    "withdraw",
]
