"""Flags in the world of the walk: the library law is revoked, one thing that rests on it is decided, others wait."""

from etam.regulations import actions
from etam.regulations.models import Flag, RegulationRelation
from etam.submissions.tests.cast import Cast


def flagged(cast: Cast) -> dict[str, int]:
    """The keys by which addresses name a flag that waits and one that is decided, of two editions."""
    RegulationRelation.objects.create(subject_id="UU-13-2018", verb="mencabut", object_id="UU-43-2007")
    actions.raise_flags()
    decided, waiting = Flag.objects.order_by("kind", "pk").first(), Flag.objects.order_by("kind", "pk").last()
    assert decided is not None
    assert waiting is not None
    actions.decide([decided], decision="keep", reason="Bunyinya tidak berubah.", by=cast.officer)
    return {"flag": waiting.pk, "decided_flag": decided.pk}
