"""Three formation proposals of the village library: a draft, one at Biro Organisasi, one that is decided."""

from django.utils import timezone

from etam.accounts.models import User
from etam.submissions.tests.cast import Cast
from etam.workforce.actions import passing, proposals
from etam.workforce.desks import desk_of, path_of
from etam.workforce.models import Proposal, Workload
from etam.workforce.tests.analysed import analysis

LETTER = "800/12/ORG"


def posts_proposed(cast: Cast, seats: dict[str, User | None]) -> dict[str, int]:
    """The keys by which addresses name them; `seats` are who sits where, by role."""
    source = analysis(cast.village, ("ahli_pertama", 1500, 100), year=timezone.localdate().year)
    ahead = source.year + 1
    return {
        "posts_draft": proposals.start(source, year=source.year, by=cast.operator).pk,
        "posts": _led(source, ahead, cast, seats, until="biro_organisasi").pk,
        "posts_decided": _decided(_led(source, ahead + 1, cast, seats, until="kemenpanrb"), cast).pk,
    }


def _led(source: Workload, year: int, cast: Cast, seats: dict[str, User | None], until: str) -> Proposal:
    row = proposals.start(source, year=year, by=cast.operator)
    numbers = {line.level: line.proposed for line in row.lines.all()}
    row = proposals.send(row, numbers=numbers, explanation="", version=row.version, by=cast.operator)
    while (desk := desk_of(row)) and desk.code != until:
        path = [one.code for one in path_of(row)]
        by = seats.get({"biro_organisasi": "biro"}.get(desk.code, desk.code)) or cast.officer
        following = path[path.index(desk.code) + 1]
        row = passing.pass_on(row, to=following, numbers=numbers, document=LETTER, note="", version=row.version, by=by)
    return row


def _decided(row: Proposal, cast: Cast) -> Proposal:
    return passing.decide(
        row,
        numbers={line.level: line.proposed for line in row.lines.all()},
        document=LETTER,
        decided_on=timezone.localdate(),
        note="",
        version=row.version,
        by=cast.officer,
    )
