"""Every write of this room, by what it is about."""

from etam.regulations.actions.flagging import Raised, decide, raise_flags, reopen
from etam.regulations.actions.importing import Imported, take_over
from etam.regulations.actions.loading import load_regulations

__all__ = ["Imported", "Raised", "decide", "load_regulations", "raise_flags", "reopen", "take_over"]
