"""Numbers and marks of confidence as people in Indonesia write them, for notes."""

WORDS = {
    "official": "resmi",
    "secondary": "sumber kedua",
    "derived": "hasil turunan",
    "unverified": "belum diverifikasi",
    "not_found": "belum ditemukan",
    "proposal": "usulan",
}


def number(value: float, decimals: int = 2) -> str:
    """`-1234.5` as "−1.234,50"."""
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.-", ".,\N{MINUS SIGN}"))


def shown(value: float) -> str:
    """A number with no more decimals than it has, at most four: `2.5` as "2,5", `1234567` as "1.234.567"."""
    text = number(value, 4).rstrip("0").rstrip(",")
    return "0" if text == "\N{MINUS SIGN}0" else text


def percent(share: float) -> str:
    """`0.46` as "46%"; a share that rounding would make whole keeps one decimal (0.679 is "67,9%")."""
    shown = share * 100
    return f"{number(shown, 0)}%" if abs(shown - round(shown)) < 1e-9 else f"{number(shown, 1)}%"
