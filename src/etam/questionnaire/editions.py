"""Which edition a name such as `archive-audit-external@2020` means."""

from collections.abc import Sequence
from pathlib import Path

from etam.questionnaire.load import instrument_folders
from etam.questionnaire.scheme import scheme_folders


class UnknownEdition(Exception):
    """No such instrument, scheme or edition; the text says which there are."""


def find_instrument(name: str) -> Path:
    """The folder of `CODE@VERSION`: `@2020.1` is exactly that, `@2020` the newest of that year, without @ the newest.

    Raises UnknownEdition.
    """
    return _find(name, instrument_folders(), "Instrumen")


def find_scheme(name: str) -> Path:
    """The folder of a scheme, named as in `find_instrument`. Raises UnknownEdition."""
    return _find(name, scheme_folders(), "Skema")


def _find(name: str, folders: Sequence[Path], what: str) -> Path:
    code, _, wanted = name.strip().partition("@")
    mine = [folder for folder in folders if folder.parent.name == code]
    if not mine:
        known = ", ".join(dict.fromkeys(folder.parent.name for folder in folders))
        raise UnknownEdition(f"{what} “{code}” tidak ada. Yang ada: {known}.")
    fitting = [folder for folder in mine if not wanted or wanted in (folder.name, folder.name.partition(".")[0])]
    if not fitting:
        known = ", ".join(folder.name for folder in mine)
        raise UnknownEdition(f"{what} {code} tidak mempunyai edisi “{wanted}”. Yang ada: {known}.")
    return fitting[-1]
