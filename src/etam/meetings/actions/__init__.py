"""Every write about meetings: one transaction, one entry in the journal each, without the name of a participant."""

from etam.meetings.actions.adopting import Signing, adopt_meeting, decide, frame, reconsider, sign
from etam.meetings.actions.agenda import AgendaPart, add_part, change_part, remove_part
from etam.meetings.actions.carrying import carry_over
from etam.meetings.actions.documents import make_document
from etam.meetings.actions.drafting import comment, merge, move, propose, revise, withdraw, withdraw_comment
from etam.meetings.actions.inviting import Person, add, add_many, answer, correct, invite, invite_all, remove, take_back
from etam.meetings.actions.loading import load_meetings
from etam.meetings.actions.planning import Details, cancel, change, hold, plan, resume
from etam.meetings.actions.planning_actions import ActionPlan, plan_action

__all__ = [
    "ActionPlan",
    "AgendaPart",
    "Details",
    "Person",
    "Signing",
    "add",
    "add_many",
    "add_part",
    "adopt_meeting",
    "answer",
    "cancel",
    "carry_over",
    "change",
    "change_part",
    "comment",
    "correct",
    "decide",
    "frame",
    "hold",
    "invite",
    "invite_all",
    "load_meetings",
    "make_document",
    "merge",
    "move",
    "plan",
    "plan_action",
    "propose",
    "reconsider",
    "remove",
    "remove_part",
    "resume",
    "revise",
    "sign",
    "take_back",
    "withdraw",
    "withdraw_comment",
]
