"""What rooms above may ask of this one; a page's own questions stand in the modules of this folder."""

from etam.followup.papers import shaken
from etam.followup.queries.listing import Tally, of_source, tally
from etam.followup.queries.waiting import waiting_for

__all__ = ["Tally", "of_source", "shaken", "tally", "waiting_for"]
