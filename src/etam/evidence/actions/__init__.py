"""Every write about evidence: one transaction, one entry in the journal each."""

from etam.evidence.actions.arriving import add_part, begin, cancel, complete
from etam.evidence.actions.keeping import correct, note_view, receive, withdraw
from etam.evidence.actions.using import choose, fix_uses, fix_uses_of_many, free_uses, release, use

__all__ = [
    "add_part",
    "begin",
    "cancel",
    "choose",
    "complete",
    "correct",
    "fix_uses",
    "fix_uses_of_many",
    "free_uses",
    "note_view",
    "receive",
    "release",
    "use",
    "withdraw",
]
