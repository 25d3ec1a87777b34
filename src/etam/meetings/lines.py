"""What differs between two texts, line by line. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

AROUND = 2


@dataclass(frozen=True)
class ChangedLine:
    """One line: `kind` is "same", "added" or "removed"; "gap" stands for lines that are the same and left out."""

    kind: str
    text: str = ""


def changed_lines(before: str, after: str) -> list[ChangedLine]:
    """Every line that was removed or added, with two lines around each; an empty list when nothing differs."""
    old, new = before.split("\n") if before else [], after.split("\n") if after else []
    found: list[ChangedLine] = []
    for kind, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found += _shortened(new[start:end], is_first=start == 0, is_last=end == len(new))
        else:
            found += [ChangedLine("removed", line) for line in old[first:last]]
            found += [ChangedLine("added", line) for line in new[start:end]]
    return found if any(one.kind in ("added", "removed") for one in found) else []


def _shortened(lines: list[str], *, is_first: bool, is_last: bool) -> Iterator[ChangedLine]:
    head, tail = (0 if is_first else AROUND), (0 if is_last else AROUND)
    if len(lines) <= head + tail + 1:
        yield from (ChangedLine("same", line) for line in lines)
        return
    yield from (ChangedLine("same", line) for line in lines[:head])
    yield ChangedLine("gap")
    yield from (ChangedLine("same", line) for line in lines[len(lines) - tail :])
