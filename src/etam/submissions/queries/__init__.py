"""What rooms above may ask of this one; a page's own questions stand in the modules of this folder."""

from etam.submissions.queries.asked import library_rounds, of_libraries
from etam.submissions.queries.tables import figures, frame, periods, reopened

__all__ = ["figures", "frame", "library_rounds", "of_libraries", "periods", "reopened"]
