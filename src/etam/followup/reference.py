"""The rules of follow-up as the product ships them, read once."""

from functools import cache

from etam.content.files import CONTENT_ROOT
from etam.content.followup_rules import FollowupRules, followup_folders, load_followup_rules


@cache
def edition(version: str) -> FollowupRules:
    """The rules of this edition, under which a recommendation was issued."""
    return load_followup_rules(CONTENT_ROOT / "followup" / version)


def latest() -> FollowupRules:
    """The rules under which a recommendation is issued now."""
    return edition(_latest_version())


@cache
def _latest_version() -> str:
    return followup_folders()[-1].name
