"""Public views, one file for each part of the site. Each finds, reads and answers."""

from etam.publishing.views import (
    accreditation,
    archives,
    confusions,
    files,
    home,
    libraries,
    meetings,
    methods,
    pages,
    rankings,
    regencies,
    regulations,
    search,
)

__all__ = [
    "accreditation",
    "archives",
    "confusions",
    "files",
    "home",
    "libraries",
    "meetings",
    "methods",
    "pages",
    "rankings",
    "regencies",
    "regulations",
    "search",
]
