"""Numbers as people in Indonesia write them, for notes."""


def number(value: float, decimals: int = 2) -> str:
    """`1234.5` as "1.234,50"."""
    return f"{value:,.{decimals}f}".replace(",", " ").replace(".", ",").replace(" ", ".")


def percent(share: float) -> str:
    """`0.46` as "46%"; a share that rounding would make whole keeps one decimal (0.679 is "67,9%")."""
    shown = share * 100
    return f"{number(shown, 0)}%" if abs(shown - round(shown)) < 1e-9 else f"{number(shown, 1)}%"
