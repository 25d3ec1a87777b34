"""Articles as addresses: "23(6)", "23-6" and "Pasal 23 ayat (6)" name the same one. Pure."""

import re

WORDS = {"pasal", "ayat", "huruf", "angka"}


def parts(article: str) -> tuple[str, ...]:
    """What an article is made of, whatever way it is written: ("23", "6")."""
    return tuple(part for part in re.findall(r"[0-9a-z]+", article.lower()) if part not in WORDS)


def covers(outer: str, inner: str) -> bool:
    """Whether `inner` is `outer` itself or a part of it: article 23 covers 23(6), not 23A or 230."""
    whole, part = parts(outer), parts(inner)
    return bool(whole) and part[: len(whole)] == whole


def in_order(articles: set[str]) -> list[str]:
    """Articles as a reader counts: 9 before 15(3), 15(3) before 15(10)."""
    return sorted(articles, key=lambda one: [(part.isalpha(), int(_digits(part)), part) for part in parts(one)])


def _digits(part: str) -> str:
    return "".join(letter for letter in part if letter.isdecimal() and letter.isascii()) or "0"
