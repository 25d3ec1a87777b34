"""What can go wrong with evidence; every message is a sentence for people.

EvidenceError
├── FileRefused       the file cannot be evidence; nothing of it was kept
│   └── AlreadyKept   the institution has this very file; `existing` names it
├── PartRefused       a part of a file on its way cannot be taken; `received_bytes` says how far it has come
└── CannotDo          what was asked does not fit the evidence as it is now
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etam.evidence.models import Evidence


class EvidenceError(Exception):
    """Something about evidence that a person must know."""


class FileRefused(EvidenceError):
    """The file cannot be evidence; nothing of it was kept."""


class AlreadyKept(FileRefused):
    """The institution has this very file already."""

    def __init__(self, sentence: str, existing: "Evidence"):
        super().__init__(sentence)
        self.existing = existing


class PartRefused(EvidenceError):
    """A part does not follow what has arrived so far."""

    def __init__(self, sentence: str, received_bytes: int):
        super().__init__(sentence)
        self.received_bytes = received_bytes


class CannotDo(EvidenceError):
    """What was asked does not fit the evidence as it is now."""
