"""How many persons hold each post and level. Counts only: nothing is opened."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from etam.workforce.models import Holder, NoHolder

OfficePostLevel = tuple[int, str, str]


@dataclass(frozen=True)
class Known:
    """Of whom it is known who holds a post: `offices` that ever recorded anybody, and `empty` posts said to have none.

    Everywhere else "nobody in the list" is not known, and never 0.
    """

    offices: frozenset[int]
    empty: frozenset[tuple[int, str]]

    def covers(self, office_id: int, position: str) -> bool:
        return office_id in self.offices or (office_id, position) in self.empty


def holding_on(day: date) -> QuerySet[Holder]:
    """Who holds a post on a day: appointed by then and not ended. The day of an end is the first one without them."""
    stands = Q(ended_on__isnull=True) | Q(ended_on__gt=day)
    return Holder.objects.filter(stands, appointed_on__lte=day).exclude(end_reason=Holder.EndReason.MISTAKEN)


def held(day: date) -> dict[OfficePostLevel, int]:
    """Persons in a post on a day, by (office id, position, level); a level without anybody is absent.

    Ask `known` whether that means none.
    """
    rows = holding_on(day).order_by().values_list("office_id", "position", "level").annotate(persons=Count("pk"))
    return {(office, position, level): persons for office, position, level, persons in rows}


def stated_empty(day: date) -> set[tuple[int, str]]:
    """The posts, by (office id, position), that their offices say have no holder on a day; held posts are left out."""
    held_posts = set(holding_on(day).order_by().values_list("office_id", "position"))
    return set(NoHolder.objects.filter(since__lte=day).values_list("office_id", "position")) - held_posts


def known(day: date) -> Known:
    """Of which offices and posts it is known on a day who holds them. Two questions to the database."""
    rows = Holder.objects.exclude(end_reason=Holder.EndReason.MISTAKEN).order_by()
    recorded = list(rows.values_list("office_id", "position", "appointed_on", "ended_on"))
    held_posts = {
        (office, post) for office, post, begun, ended in recorded if begun <= day and not (ended and ended <= day)
    }
    stated = set(NoHolder.objects.filter(since__lte=day).values_list("office_id", "position"))
    return Known(frozenset(row[0] for row in recorded), frozenset(stated - held_posts))
