"""The words around what was found, with what was found marked. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

BEFORE, AFTER = 60, 140


@dataclass(frozen=True)
class Piece:
    """A piece of a text; `is_hit` when it is a word that was asked for, or begins as one."""

    text: str
    is_hit: bool = False


def around(text: str, words: Sequence[str]) -> list[Piece]:
    """The stretch of `text` around the first of `words`, in pieces that join to it; no pieces when none occurs."""
    wanted = "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
    pattern = re.compile(rf"(?<![^\W_])(?:{wanted})[^\W_]*", re.IGNORECASE)
    first = pattern.search(text) if wanted else None
    if first is None:
        return []
    start = text.rfind(" ", 0, max(first.start() - BEFORE, 0)) + 1
    end = text.find(" ", first.end() + AFTER)
    stretch = text[start : end if end != -1 else len(text)]
    pieces = [Piece("… ")] if start else []
    at = 0
    for hit in pattern.finditer(stretch):
        pieces += [Piece(stretch[at : hit.start()]), Piece(hit.group(), is_hit=True)]
        at = hit.end()
    return [piece for piece in (*pieces, Piece(stretch[at:]), Piece(" …" if end != -1 else "")) if piece.text]
