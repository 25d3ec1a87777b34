"""Views by what they are about."""

from etam.regulations.views import articles, confusions, editing, flags, register, relations

__all__ = ["articles", "confusions", "editing", "flags", "register", "relations"]
