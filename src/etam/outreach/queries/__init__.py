"""What rooms above may ask of this one; a page's own questions stand in the modules of this folder."""

from etam.outreach.queries.coverage import Reached, YearReach, course, never, reached
from etam.outreach.queries.listing import unmarked

__all__ = ["Reached", "YearReach", "course", "never", "reached", "unmarked"]
