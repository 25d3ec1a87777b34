"""Every write about meetings: one transaction, one entry in the journal each, without the name of a participant."""

from etam.meetings.actions.agenda import AgendaPart, add_part, change_part, remove_part
from etam.meetings.actions.inviting import Person, add, add_many, answer, correct, invite, invite_all, remove, take_back
from etam.meetings.actions.loading import load_meetings
from etam.meetings.actions.planning import Details, cancel, change, hold, plan, resume

__all__ = [
    "AgendaPart",
    "Details",
    "Person",
    "add",
    "add_many",
    "add_part",
    "answer",
    "cancel",
    "change",
    "change_part",
    "correct",
    "hold",
    "invite",
    "invite_all",
    "load_meetings",
    "plan",
    "remove",
    "remove_part",
    "resume",
    "take_back",
]
