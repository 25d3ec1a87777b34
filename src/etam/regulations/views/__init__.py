"""Views by what they are about."""

from etam.regulations.views import flags

__all__ = ["flags"]
