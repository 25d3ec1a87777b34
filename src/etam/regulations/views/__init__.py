"""Views by what they are about."""

from etam.regulations.views import articles, confusions, editing, files, flags, register, relations

__all__ = ["articles", "confusions", "editing", "files", "flags", "register", "relations"]
