"""Files beside what they support, on the pages of rooms above: `{% include "evidence/_beside.html" with files=… %}`."""

from dataclasses import dataclass
from datetime import date

from etam.evidence import queries
from etam.evidence.models import Evidence

ANY_CODE = "KODE"


@dataclass(frozen=True)
class Held:
    """A file that supports an answer, how it stands today, and where it is handed out: "" for one who fetches none."""

    evidence: Evidence
    state: str
    url: str


def held(place: str, place_id: int | str, *, day: date, url: str) -> dict[str, list[Held]]:
    """What supports something, by element; one query.

    `url` is where the room above hands a file out, with ANY_CODE in the place of its code; "" when it hands out none.
    """
    return {
        element: [Held(one, queries.state_on(one, day), url.replace(ANY_CODE, one.code)) for one in files]
        for element, files in queries.uses(place, place_id).items()
    }
