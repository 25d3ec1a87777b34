"""What rooms above may ask of this one; a page's own questions stand in the modules of this folder."""

from etam.submissions.queries.tables import figures, frame, periods, reopened

__all__ = ["figures", "frame", "periods", "reopened"]
