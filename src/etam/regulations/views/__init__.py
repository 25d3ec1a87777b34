"""Views by what they are about."""

from etam.regulations.views import articles, editing, flags, register, relations

__all__ = ["articles", "editing", "flags", "register", "relations"]
