"""Method notes and lists of changes, written in Markdown, as HTML inside a page."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.token import Token

# The page itself has headings of level 1 and 2.
DEMOTED_BY = 2
TITLE, SECTION = re.compile(r"\A# .*\n"), re.compile(r"^## +(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A part of a note under its heading of level 2."""

    title: str
    body: SafeString


@dataclass(frozen=True)
class Note:
    """A note in parts, so that a long one can be folded; its own title is left to the page."""

    opening: SafeString
    sections: tuple[Section, ...]


def in_sections(path: Path) -> Note | None:
    """The file at `path`, cut at its headings of level 2; None when there is none."""
    if not path.is_file():
        return None
    # The pattern holds one group, so titles and bodies follow each other.
    opening, *rest = SECTION.split(TITLE.sub("", path.read_text(encoding="utf-8")))
    pairs = zip(rest[::2], rest[1::2], strict=True)
    return Note(render(opening, 0), tuple(Section(title, render(body, 0)) for title, body in pairs))


def read(path: Path) -> SafeString:
    """The file at `path` as HTML; empty when there is none."""
    return render(path.read_text(encoding="utf-8")) if path.is_file() else SafeString("")


@cache
def render(text: str, demoted_by: int = DEMOTED_BY) -> SafeString:
    """Markdown as HTML. HTML inside the text is shown as text; headings sink by `demoted_by` levels, at most to 6."""
    writer = MarkdownIt("commonmark", {"html": False}).enable("table")
    writer.add_render_rule("table_open", _open_table)
    writer.add_render_rule("table_close", _close_table)
    tokens = writer.parse(text)
    for token in tokens:
        _demote(token, demoted_by)
    # Safe: markdown-it escapes what stands in the text, and html=False keeps tags out.
    return SafeString(writer.renderer.render(tokens, writer.options, {}))


def _demote(token: Token, by: int) -> None:
    if token.type in ("heading_open", "heading_close"):
        token.tag = f"h{min(6, int(token.tag[1]) + by)}"


def _open_table(*_: object) -> str:
    # A wide table scrolls by itself, with the keyboard too; the page does not.
    return '<div class="scroll" tabindex="0" role="group" aria-label="Tabel"><table class="table">'


def _close_table(*_: object) -> str:
    return "</table></div>"
