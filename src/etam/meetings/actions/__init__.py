"""Every write about meetings: one transaction, one entry in the journal each, without the name of a participant."""

from etam.meetings.actions.adopting import Signing, adopt_meeting, decide, frame, reconsider, sign
from etam.meetings.actions.agenda import AgendaPart, add_part, change_part, remove_part
from etam.meetings.actions.attending import (
    check_in,
    check_in_invited,
    names_due,
    note,
    take_attendance_back,
    wipe_names,
)
from etam.meetings.actions.carrying import carry_over
from etam.meetings.actions.documents import make_document
from etam.meetings.actions.drafting import comment, merge, move, propose, revise, withdraw, withdraw_comment
from etam.meetings.actions.inviting import Person, add, add_many, answer, correct, invite, invite_all, remove, take_back
from etam.meetings.actions.loading import load_meetings
from etam.meetings.actions.materials import add_files, add_link, remove_material
from etam.meetings.actions.minutes import write_minutes
from etam.meetings.actions.planning import Details, cancel, change, hold, plan, renew_token, resume
from etam.meetings.actions.planning_actions import ActionPlan, plan_action
from etam.meetings.actions.readings import record_readings

__all__ = [
    "ActionPlan",
    "AgendaPart",
    "Details",
    "Person",
    "Signing",
    "add",
    "add_files",
    "add_link",
    "add_many",
    "add_part",
    "adopt_meeting",
    "answer",
    "cancel",
    "carry_over",
    "change",
    "change_part",
    "check_in",
    "check_in_invited",
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
    "names_due",
    "note",
    "plan",
    "plan_action",
    "propose",
    "reconsider",
    "record_readings",
    "remove",
    "remove_material",
    "remove_part",
    "renew_token",
    "resume",
    "revise",
    "sign",
    "take_attendance_back",
    "take_back",
    "wipe_names",
    "withdraw",
    "withdraw_comment",
    "write_minutes",
]
