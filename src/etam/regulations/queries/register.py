"""What the register says of a day: how each regulation stands, and how one does."""

import json
from collections.abc import Collection, Iterator
from datetime import date

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from etam.content.relations import ENDING, Ahead
from etam.regulations.checks import is_ending
from etam.regulations.force import AMENDS, Effect, Rule, Standing, standing, standings, takes_effect
from etam.regulations.models import Regulation, RegulationRelation

KNOWN_OF_A_RULE = ("code", "year", "status", "set_on", "promulgated_on", "in_force_on", "ended_on")


def standings_on(day: date) -> dict[str, Standing]:
    """How every regulation of the register stands on `day`, by its code. Two questions to the database."""
    return standings(rules(), _effects(), day)


def standing_of(code: str, day: date) -> Standing | None:
    """How one regulation stands on `day`; None when the register does not hold it."""
    return standings_of([code], day).get(code)


def standings_of(codes: Collection[str], day: date) -> dict[str, Standing]:
    """How each of a few regulations stands on `day`; codes that the register does not hold are left out."""
    upon: dict[str, list[Effect]] = {code: [] for code in codes}
    for effect in _effects(Q(object__in=codes)):
        upon[effect.object].append(effect)
    doers = (effect.subject for effects in upon.values() for effect in effects)
    known = {rule.id: rule for rule in rules(Q(code__in={*codes, *doers}))}
    return {code: standing(known[code], effects, known, day) for code, effects in upon.items() if code in known}


def enders_of(code: str, day: date) -> list[str]:
    """What had brought the whole of a regulation to an end by `day` for certain; their codes, in the order recorded."""
    effects = [one for one in _effects(Q(object=code)) if is_ending(one.verb, one.articles)]
    known = {rule.id: rule for rule in rules(Q(code__in=[one.subject for one in effects]))}
    return [one.subject for one in effects if (span := takes_effect(one, known)) and day >= span.latest]


def ahead(verbs: Collection[str]) -> Ahead:
    """The way ahead along relations of the register with these verbs."""
    rows = RegulationRelation.objects.standing().filter(verb__in=verbs).order_by()
    return lambda frontier: rows.filter(subject__in=frontier).values_list("subject", "object")


def rules(wanted: Q | None = None) -> Iterator[Rule]:
    """What the register knows of regulations in time; of all, unless `wanted` narrows it."""
    rows = Regulation.objects.filter(wanted or Q()).order_by().values_list(*KNOWN_OF_A_RULE)
    return map(Rule._make, rows.iterator(chunk_size=5000))


def _effects(wanted: Q | None = None) -> Iterator[Effect]:
    """Those that bear on whether something holds, in the order in which they were written down."""
    rows = RegulationRelation.objects.standing().filter(wanted or Q(), verb__in=[*ENDING, AMENDS]).order_by("id")
    # As text: most relations name no article, and reading an empty list 90,000 times takes a quarter of a second.
    written = rows.values_list("subject", "verb", "object", Cast("articles", TextField()), "since", "confidence")
    for subject, verb, target, articles, since, confidence in written:
        yield Effect(subject, verb, target, () if articles == "[]" else tuple(json.loads(articles)), since, confidence)
