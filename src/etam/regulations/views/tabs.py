"""The three lists of this room, as tabs above each of them."""

from django.urls import reverse

from etam.web.components import Link

TABS = (
    ("Daftar", "regulations:index"),
    ("Dasar yang berubah", "regulations:flags"),
    ("Kerancuan", "regulations:confusions"),
)


def tabs(current: str) -> list[Link]:
    """The tabs, with the one named by its address as the current one."""
    return [Link(reverse(name), label, current=name == current) for label, name in TABS]
