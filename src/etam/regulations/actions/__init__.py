"""Every write of this room, by what it is about."""

from etam.regulations.actions.importing import Imported, take_over
from etam.regulations.actions.loading import load_regulations

__all__ = ["Imported", "load_regulations", "take_over"]
