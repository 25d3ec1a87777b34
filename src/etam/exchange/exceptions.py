"""What can go wrong with a file that comes in.

ExchangeError
├── FileRefused      the file as a whole cannot be used; nothing of it was kept
└── NothingToConfirm the preview was confirmed or discarded before
"""


class ExchangeError(Exception):
    """Something about a file that its sender must know; the message is a sentence for people."""


class FileRefused(ExchangeError):
    """The file as a whole cannot be used; nothing of it was kept."""


class NothingToConfirm(ExchangeError):
    """The preview was confirmed or discarded before."""
