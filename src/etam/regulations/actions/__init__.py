"""Every write of this room, by what it is about."""

from etam.regulations.actions.articles import Passage, add_article, change_article, withdraw_article
from etam.regulations.actions.editing import Details, add, change, mark_checked
from etam.regulations.actions.filing import Filed, file_text
from etam.regulations.actions.flagging import Raised, decide, raise_flags, reopen
from etam.regulations.actions.importing import Imported, take_over
from etam.regulations.actions.loading import load_regulations
from etam.regulations.actions.relating import Terms, change_relation, relate, restore_relation, withdraw_relation

__all__ = [
    "Details",
    "Filed",
    "Imported",
    "Passage",
    "Raised",
    "Terms",
    "add",
    "add_article",
    "change",
    "change_article",
    "change_relation",
    "decide",
    "file_text",
    "load_regulations",
    "mark_checked",
    "raise_flags",
    "relate",
    "reopen",
    "restore_relation",
    "take_over",
    "withdraw_article",
    "withdraw_relation",
]
