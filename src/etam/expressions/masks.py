"""The masks of `like`."""

import re

_PARTS = {"0": "[0-9]", "A": "[A-Z]"}


def mask_pattern(mask: str) -> str:
    """The regular expression a whole text must fit."""
    return "^" + "".join(_PARTS.get(letter, re.escape(letter)) for letter in mask) + "$"
