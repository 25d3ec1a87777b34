"""Every write to rounds, submissions and figures: each takes `by=`, is one transaction and leaves a journal entry."""

from etam.submissions.actions.attaching import attach, evidence_obstacles
from etam.submissions.actions.bulk import BulkSaved, save_many
from etam.submissions.actions.deciding import (
    accept,
    reopen,
    send_back,
    submit,
    verify,
    withdraw,
)
from etam.submissions.actions.history import ArchivedReturn, import_history
from etam.submissions.actions.many import Skipped, accept_many, verify_many
from etam.submissions.actions.rounds import expect, lock_round, open_round, record_instruments, reschedule_round
from etam.submissions.actions.saving import restore, save_answers

__all__ = [
    "ArchivedReturn",
    "BulkSaved",
    "Skipped",
    "accept",
    "accept_many",
    "attach",
    "evidence_obstacles",
    "expect",
    "import_history",
    "lock_round",
    "open_round",
    "record_instruments",
    "reopen",
    "reschedule_round",
    "restore",
    "save_answers",
    "save_many",
    "send_back",
    "submit",
    "verify",
    "verify_many",
    "withdraw",
]
