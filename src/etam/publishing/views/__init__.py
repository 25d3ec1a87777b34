"""Public views, one file for each part of the site. Each finds, reads and answers."""

from etam.publishing.views import (
    accreditation,
    archives,
    bodies,
    confusions,
    files,
    formation,
    home,
    libraries,
    meetings,
    methods,
    pages,
    programmes,
    rankings,
    regencies,
    regulations,
    search,
)

__all__ = [
    "accreditation",
    "archives",
    "bodies",
    "confusions",
    "files",
    "formation",
    "home",
    "libraries",
    "meetings",
    "methods",
    "pages",
    "programmes",
    "rankings",
    "regencies",
    "regulations",
    "search",
]
