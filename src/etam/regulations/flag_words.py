"""A flag in words: what happened, to which edition of what, and where everybody reads it."""

from functools import cache

from django.urls import reverse

from etam.content.bases import KINDS
from etam.content.files import CONTENT_ROOT, read_yaml
from etam.regulations.flags import edition_of, word_of
from etam.regulations.models import Flag
from etam.web.formats import day as written

Event = Flag.Event


def event_sentence(flag: Flag) -> str:
    """What happened to the basis, and by what: "UU 7/1971 dicabut UU 43/2009"."""
    basis, by = flag.regulation, flag.by_regulation
    sentences = {
        Event.REVOKED: f"{basis} dicabut {by}" if by else f"{basis} dicabut, oleh apa belum dicatat",
        Event.PARTLY_REVOKED: f"{basis} dicabut sebagian oleh {by}",
        Event.AMENDED: f"{basis} diubah {by}",
        Event.UPDATED: f"{basis} dimutakhirkan {by}",
        Event.ENDED: f"{basis} berakhir",
        Event.BEGAN: f"{basis} mulai berlaku",
    }
    return sentences[Event(flag.event)]


def event_day(flag: Flag) -> str:
    """Since when: "sejak 1 Mei 2022", or as much as is known."""
    if flag.event_on:
        return f"sejak {written(flag.event_on)}"
    return f"tahun {flag.by_regulation.year}, harinya belum dicatat" if flag.by_regulation else "harinya belum dicatat"


def edition_name(flag: Flag) -> str:
    """The edition that a flagged thing belongs to: "Instrumen Akreditasi perpustakaan umum, edisi 2022.1"."""
    kind = edition_of(flag.kind)
    word, title = word_of(kind).capitalize(), _title(kind, flag.code, flag.version)
    if title == flag.code:
        name = word if title == kind else f"{word} {title}"
    else:
        # "Daftar aturan dana" and "Nomenklatur" say no more than the title does.
        is_told = word.startswith("Daftar ") or title.casefold().startswith(word.casefold())
        name = title if is_told else f"{word} {title}"
    return f"{name}, edisi {flag.version}" if flag.version else name


def public_url(flag: Flag) -> str:
    """Where everybody reads what is flagged; "" for what has no page of its own."""
    kind = edition_of(flag.kind)
    if kind not in ("instrument", "method"):
        return ""
    anchor = f"#q-{flag.item}" if flag.kind == "question" else ""
    return reverse(kind, args=[flag.code, flag.version]) + anchor


@cache
def _title(kind: str, code: str, version: str) -> str:
    """What an edition calls itself; its code where it has no title. Released editions do not change."""
    folder = next((CONTENT_ROOT / name for name, (whole, _) in KINDS.items() if whole == kind), CONTENT_ROOT)
    files = [*(folder / code / version).glob("*.yml"), *(folder / version).glob("*.yml"), folder / f"{code}.yml"]
    titles = (read_yaml(path).data.get("title") for path in files if path.is_file())
    return next((title["id"] if isinstance(title, dict) else title for title in titles if title), code)
