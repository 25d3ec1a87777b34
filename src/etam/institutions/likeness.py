"""How alike two names of schools are. Pure.

The measure is stated to those who decide: of all words of both names, the share that both have, in per cent. Common
short forms are written out first ("SDN 001" is "sd negeri 1"); names with different numbers are never alike.
"""

from functools import lru_cache

from etam.content.regions import plain_name

SHORT = {
    "sdn": "sd negeri", "smpn": "smp negeri", "sman": "sma negeri", "smkn": "smk negeri", "slbn": "slb negeri",
    "min": "mi negeri", "mtsn": "mts negeri", "man": "ma negeri", "mis": "mi swasta", "sds": "sd swasta",
    "smps": "smp swasta", "smas": "sma swasta", "smks": "smk swasta", "kec": "kecamatan",
}  # fmt: skip
ASK_FROM = 70
"""From this likeness on somebody is asked whether two schools of one kab/kota are the same. Our own choice."""
FAR_BELOW = 40
"""Below this likeness a number that both carry is doubted. Our own choice."""


@lru_cache(maxsize=100_000)
def words(name: str) -> frozenset[str]:
    """The words of a name as they are compared."""
    found = " ".join(SHORT.get(word, word) for word in plain_name(name).split()).split()
    return frozenset(word.lstrip("0") or "0" if word.isdigit() else word for word in found)


def likeness(one: str, other: str) -> int:
    """Per cent of the words of both names that both have; 0 when their numbers differ."""
    left, right = words(one), words(other)
    if not left or not right or _numbers(left) != _numbers(right):
        return 0
    return round(200 * len(left & right) / (len(left) + len(right)))


def numbers(name: str) -> frozenset[str]:
    """The numbers in a name as they are compared; names with different ones are never alike."""
    return frozenset(_numbers(words(name)))


def _numbers(found: frozenset[str]) -> set[str]:
    return {word for word in found if word.isdigit()}
