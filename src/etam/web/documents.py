"""Official letters and reports as PDF/A: words arrive written, Typst only lays them out.

The frame (`typst/frame.typ`) is the same for every document: head with office and number, mark of sample data on every
page, page numbers, tables whose heads repeat, signatures, a code that leads to the document's page. A room's template
begins with `#import "frame.typ": *` and `#show: frame`; its words stand in `body-of`, and it may import its neighbours.
"""

import io
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import segno
import typst

from etam.web import formats
from etam.web.palette import colours

FRAME = Path(__file__).parent / "typst" / "frame.typ"
# Only what Typst brings along: another machine's fonts would give other bytes.
FONT = "Libertinus Serif"
SHOWN_OF_HASH = 16
INKS = ("ink", "ink-2", "line", "river", "gold", "deep", "surface", "surface-2", "stop", "warn-soft", "seq-2", "seq-4")

# What the fonts of Typst have letters for; PDF/A allows no other.
LETTERS = (
    (0x20, 0x7E),
    (0xA0, 0x4FF),
    (0x1E00, 0x1EFF),
    (0x2000, 0x2040),
    (0x2070, 0x20C0),
    (0x2190, 0x23FF),
    (0x2460, 0x25FF),
)
SINGLE_LETTERS = frozenset("\N{NUMERO SIGN}\N{TRADE MARK SIGN}☐☑☒✓✔✗✘★☆")
NO_LETTER = "\N{WHITE VERTICAL RECTANGLE}"


@dataclass(frozen=True)
class Letter:
    """What the frame prints: who writes, which document about what, what it found, when, and where to look it up.

    `name` is the kind of document in full and `short` its abbreviation; `finding` is the title that tells. `standing`
    is a sentence on how final it is. `edition` counts from 1.
    """

    office: str
    name: str
    short: str
    subject: str
    finding: str
    standing: str
    number: str
    dated: date
    url: str
    edition: int = 1
    is_sample: bool = False


@dataclass(frozen=True)
class Paper:
    """A document as it was set, and the hash of what it says, the first letters of which are printed on it."""

    data: bytes
    content_sha256: str


def lay_out(template: Path, letter: Letter, body: Mapping[str, Any]) -> Paper:
    """Set a document as PDF/A-2b. The same letter and body give the same bytes on every machine.

    `body` is JSON-like and holds nothing but written words, positions and pictures (SVG). Characters that the fonts do
    not have are printed as an empty box.
    """
    content = content_hash(letter, body)
    document = {
        "letter": {**_written(letter), "mark": content[:SHOWN_OF_HASH]},
        "body": body,
        "qr": qr_svg(letter.url),
        "colours": {name: colours()[name] for name in INKS},
    }
    files = {path.name: path.read_bytes() for path in (FRAME, *sorted(template.parent.glob("*.typ")))}
    # It takes several files by name, which its published types do not say yet.
    data: bytes = typst.compile(  # type: ignore[call-overload]
        {"main.typ": template.read_bytes(), **files},
        format="pdf",
        pdf_standards="a-2b",
        ignore_system_fonts=True,
        font_paths=[],
        sys_inputs={"document": json.dumps(printable(document), ensure_ascii=False)},
    )
    return Paper(data, content)


def content_hash(letter: Letter, body: Mapping[str, Any]) -> str:
    """SHA-256 of everything a document says but its edition: equal for two editions that say the same."""
    said = {"letter": {name: text for name, text in _written(letter).items() if name != "edition"}, "body": body}
    return sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def qr_svg(text: str) -> str:
    """A QR code as SVG without margin; the paper around it is the margin."""
    file = io.BytesIO()
    segno.make(text, error="m", micro=False).save(file, kind="svg", border=0, xmldecl=False, nl=False)
    return file.getvalue().decode()


def printable(value: Any) -> Any:
    """The same words with a box for each character that cannot be printed; invisible ones are left out.

    Directions of writing are among these: nobody shall turn the words of an official document round.
    """
    if isinstance(value, str):
        return "".join(_letter(one) for one in unicodedata.normalize("NFC", value.replace("\r\n", "\n")))
    if isinstance(value, Mapping):
        return {name: printable(one) for name, one in value.items()}
    if isinstance(value, Sequence):
        return [printable(one) for one in value]
    return value


def _letter(character: str) -> str:
    if character in "\n\t":
        return character.replace("\t", " ")
    category = unicodedata.category(character)
    if category in ("Cc", "Cf"):
        return ""
    point = ord(character)
    is_known = category != "Cn" and any(first <= point <= last for first, last in LETTERS)
    return character if is_known or character in SINGLE_LETTERS else NO_LETTER


def _written(letter: Letter) -> dict[str, Any]:
    return {
        "office": letter.office,
        "name": letter.name,
        "short": letter.short,
        "subject": letter.subject,
        "finding": letter.finding,
        "standing": letter.standing,
        "number": letter.number or "tanpa nomor",
        "day": formats.day(letter.dated),
        "date": {"year": letter.dated.year, "month": letter.dated.month, "day": letter.dated.day},
        "url": letter.url,
        "edition": f"Terbitan {formats.number(letter.edition)}",
        "sample": letter.is_sample,
    }
