"""Help by role: Markdown files in `guides/`, named by their order and their address, with a title and one sentence."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString

from etam.publishing import notes

FOLDER = Path(__file__).parent / "guides"


@dataclass(frozen=True)
class Guide:
    """One page of help; `lead` says whom it is for."""

    code: str
    title: str
    lead: str
    body: SafeString


@cache
def all_guides() -> tuple[Guide, ...]:
    """Every page of help in its order."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.md")))


def find(code: str) -> Guide | None:
    return next((guide for guide in all_guides() if guide.code == code), None)


def _read(path: Path) -> Guide:
    """A file begins with its title (`# ...`), an empty line and one paragraph; the rest is the page."""
    title, lead, body = path.read_text(encoding="utf-8").split("\n\n", 2)
    code = path.stem.partition("-")[2]
    return Guide(code, title.removeprefix("# "), " ".join(lead.split()), notes.render(body, demoted_by=0))
