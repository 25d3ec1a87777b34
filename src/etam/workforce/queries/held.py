"""How many persons hold each post and level. Counts only: nothing is opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from etam.workforce.models import Holder, NoHolder

OfficePostLevel = tuple[int, str, str]


@dataclass(frozen=True)
class Staffing:
    """Who holds posts on a day, and where "nobody" is known.

    `persons` counts by (office id, position, level); a level without anybody is absent. `offices` ever recorded
    anybody; `empty` are the posts, by (office id, position), that their offices say have no holder and nobody holds.
    """

    persons: Mapping[OfficePostLevel, int]
    offices: frozenset[int]
    empty: frozenset[tuple[int, str]]

    def knows(self, office_id: int, position: str) -> bool:
        """Whether nobody in the list means none; elsewhere it is not known, and never 0."""
        return office_id in self.offices or (office_id, position) in self.empty


def holding_on(day: date) -> QuerySet[Holder]:
    """Who holds a post on a day: appointed by then and not ended. The day of an end is the first one without them."""
    return _recorded().filter(_stands(day))


def held(day: date) -> dict[OfficePostLevel, int]:
    """Persons in a post on a day, by (office id, position, level); a level without anybody is absent.

    Ask `staffing` whether that means none.
    """
    return {key: persons for key, persons in _counted(day).items() if persons}


def staffing(day: date) -> Staffing:
    """Who holds posts on a day, and where it is known that nobody does. Two questions to the database."""
    counted = _counted(day)
    persons = {key: count for key, count in counted.items() if count}
    stated = set(NoHolder.objects.filter(since__lte=day).order_by().values_list("office_id", "position"))
    return Staffing(persons, frozenset(key[0] for key in counted), frozenset(stated - {key[:2] for key in persons}))


def _counted(day: date) -> dict[OfficePostLevel, int]:
    """Persons on a day of every post and level that anybody was ever recorded in; 0 where they have left."""
    rows = _recorded().order_by().values_list("office_id", "position", "level")
    return {
        (office, position, level): persons
        for office, position, level, persons in rows.annotate(persons=Count("pk", filter=_stands(day)))
    }


def _recorded() -> QuerySet[Holder]:
    return Holder.objects.exclude(end_reason=Holder.EndReason.MISTAKEN)


def _stands(day: date) -> Q:
    return (Q(ended_on__isnull=True) | Q(ended_on__gt=day)) & Q(appointed_on__lte=day)
