"""The unguessable part of the attendance page's address."""

import re
import secrets

# Without i, l, o, 0 and 1: people type it from a poster when the camera will not do.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 4, 4
FORM = re.compile(rf"[{LETTERS}]{{{GROUP_LENGTH}}}(-[{LETTERS}]{{{GROUP_LENGTH}}}){{{GROUPS - 1}}}")


def new_token() -> str:
    """Sixteen letters in four groups, "k7mp-…": 79 bits that nobody guesses."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))


def as_token(written: str) -> str:
    """The token as it is stored, from what somebody typed; "" when it cannot be one."""
    token = written.strip().lower()
    return token if FORM.fullmatch(token) else ""
