"""The short code of an evidence, as people write it into a spreadsheet or say it on the phone: B7K3QP."""

import re
import secrets

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ"
DIGITS = "23456789"
# A letter first and letters last: a spreadsheet takes 23E456 or 234567 for a number and never gives it back.
SHAPE = (LETTERS, DIGITS, LETTERS, DIGITS, LETTERS, LETTERS)
CODE = re.compile("".join(f"[{symbols}]" for symbols in SHAPE))


def new_code() -> str:
    """A code by chance: 18 million are possible, none holds 0, O, 1, I or L."""
    return "".join(secrets.choice(symbols) for symbols in SHAPE)


def as_code(text: str) -> str:
    """What somebody wrote as a code: "b7k 3qp" is B7K3QP; "" when it cannot be one."""
    code = re.sub(r"[\s-]", "", text).upper()
    return code if CODE.fullmatch(code) else ""
