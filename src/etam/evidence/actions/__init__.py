"""Every write about evidence: one transaction, one entry in the journal each."""

from etam.evidence.actions.arriving import add_part, begin, cancel, complete
from etam.evidence.actions.keeping import correct, note_view, receive, withdraw
from etam.evidence.actions.using import fix_uses, free_uses, release, use

__all__ = [
    "add_part",
    "begin",
    "cancel",
    "complete",
    "correct",
    "fix_uses",
    "free_uses",
    "note_view",
    "receive",
    "release",
    "use",
    "withdraw",
]
