"""Every write of this room."""

from etam.followup.actions.answering import respond, withdraw_response
from etam.followup.actions.issuing import Item, issue, record_rules
from etam.followup.actions.judging import confirm, judge, reopen
from etam.followup.actions.linking import make_link, respond_by_link, revoke_link
from etam.followup.actions.steering import change_owner, extend

__all__ = [
    "Item",
    "change_owner",
    "confirm",
    "extend",
    "issue",
    "judge",
    "make_link",
    "record_rules",
    "reopen",
    "respond",
    "respond_by_link",
    "revoke_link",
    "withdraw_response",
]
