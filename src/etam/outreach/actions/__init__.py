"""Every write about events: one transaction, one entry in the journal each, in which no name of an attendant stands."""

from etam.outreach.actions.attending import Entry, attend, attend_many, correct, names_due, remove, wipe_names
from etam.outreach.actions.materials import add_files, add_link, remove_material
from etam.outreach.actions.planning import Details, call_off, change, hold, plan, renew_token, resume

__all__ = [
    "Details",
    "Entry",
    "add_files",
    "add_link",
    "attend",
    "attend_many",
    "call_off",
    "change",
    "correct",
    "hold",
    "names_due",
    "plan",
    "remove",
    "remove_material",
    "renew_token",
    "resume",
    "wipe_names",
]
