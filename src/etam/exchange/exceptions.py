"""What can go wrong with a file that comes in or goes out.

ExchangeError
├── FileRefused      the file as a whole cannot be used; nothing of it was kept
├── NothingToConfirm the preview was confirmed or discarded before
├── RegisterChanged  the register is no longer what the preview showed
└── EmptyFeed        the feed would hold no row; nothing was written
"""

from collections.abc import Mapping


class ExchangeError(Exception):
    """Something about a file that its sender must know; the message is a sentence for people."""


class FileRefused(ExchangeError):
    """The file as a whole cannot be used; nothing of it was kept."""


class NothingToConfirm(ExchangeError):
    """The preview was confirmed or discarded before."""


class RegisterChanged(ExchangeError):
    """The register is no longer what the preview showed; nothing was stored."""


class EmptyFeed(ExchangeError):
    """The feed would hold no row; nothing was written. `left_out` counts regulations by reason."""

    def __init__(self, sentence: str, left_out: Mapping[str, int]):
        super().__init__(sentence)
        self.left_out = left_out
