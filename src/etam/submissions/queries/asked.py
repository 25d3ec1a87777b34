"""Which rounds ask libraries. Boards, rankings and counts of libraries look at these alone."""

from functools import cache

from django.db.models import Q, QuerySet

from etam.content.kinds import LIBRARY, latest_kinds
from etam.questionnaire import instrument_folders, load_instrument
from etam.submissions.models import Round


def of_libraries(prefix: str = "") -> Q:
    """The condition that a round asks libraries; `prefix` leads to the round, such as "round__"."""
    return ~Q(**{f"{prefix}instrument_code__in": instruments_of_others()})


def library_rounds() -> QuerySet[Round]:
    """Every round that asks libraries, whether or not it asks others too."""
    return Round.objects.filter(of_libraries())


@cache
def instruments_of_others() -> tuple[str, ...]:
    """The codes of the instruments of which no edition asks a library; content does not change while a program runs."""
    libraries = set(latest_kinds().of_family(LIBRARY))
    editions = [load_instrument(folder) for folder in instrument_folders()]
    asking = {one.code for one in editions if not libraries.isdisjoint(one.asks)}
    return tuple(sorted({one.code for one in editions} - asking))
