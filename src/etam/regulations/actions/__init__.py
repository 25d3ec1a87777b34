"""Every write of this room, by what it is about."""

from etam.regulations.actions.loading import load_regulations

__all__ = ["load_regulations"]
