"""The colours of tokens.css, the one source of every colour, for pictures that leave the page; and their contrast."""

import re
from functools import cache
from pathlib import Path
from typing import Literal

Scheme = Literal["light", "dark"]

TOKENS = Path(__file__).parent / "static" / "web" / "tokens.css"
COLOUR = re.compile(r"--([a-z0-9-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);")


@cache
def colours(scheme: Scheme = "light") -> dict[str, str]:
    """Every colour token as `#rrggbb`: `colours()["seq-4"]`."""
    position = 2 if scheme == "light" else 3
    return {found[1]: found[position] for found in COLOUR.finditer(TOKENS.read_text(encoding="utf-8"))}


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2, definition of relative luminance)."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, definition of contrast ratio)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
