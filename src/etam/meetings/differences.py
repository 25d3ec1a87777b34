"""What one wording changes in another, word by word. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word keeps the space behind it, so that pieces joined again give the text.
WORDS = re.compile(r"\S+\s*|\s+")


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed ("same"), went ("removed") or came ("added")."""

    kind: str
    text: str


def differences(before: str, after: str) -> list[Piece]:
    """The pieces that turn `before` into `after`: same and added ones make `after`, same and removed ones `before`."""
    old, new = WORDS.findall(before), WORDS.findall(after)
    # Without the shortcut for frequent words: "dan" shall not stop being a word in a long text.
    steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [piece for step in steps for piece in _pieces(old, new, *step)]


def _pieces(old: list[str], new: list[str], kind: str, i: int, j: int, k: int, m: int) -> Iterator[Piece]:
    if kind == "equal":
        yield Piece("same", "".join(new[k:m]))
        return
    if i < j:
        yield Piece("removed", "".join(old[i:j]))
    if k < m:
        yield Piece("added", "".join(new[k:m]))
