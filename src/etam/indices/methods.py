"""The methods that the product ships with, for those who choose one."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from etam.content.files import folder_checksum, versions
from etam.content.regulations import latest_register
from etam.indexmath.method import METHODS, load_method
from etam.indexmath.model import Method
from etam.indices.exceptions import BadInput

MAIN = "reading-culture-and-information-literacy"
"""The index that the fourth recommendation names: what the home page and the profiles lead with."""
ARCHIVES = "archive-order"


@dataclass(frozen=True)
class Choice:
    """One edition of a method, as a form lists it."""

    code: str
    version: str
    title: str
    status: str

    @property
    def name(self) -> str:
        return f"{self.code}/{self.version}"


def available() -> list[Choice]:
    """Every edition on disk, methods in order of their codes, the newest edition of each first."""
    return [
        Choice(method.code, method.version, method.title["id"], method.status)
        for folder in sorted(path for path in METHODS.iterdir() if path.is_dir())
        for edition in reversed(versions(folder))
        if (method := load(folder.name, edition.name))
    ]


def titles() -> dict[str, str]:
    """The title of every method by its code, from its newest edition."""
    return {choice.code: choice.title for choice in reversed(available())}


def computable() -> list[Choice]:
    """The editions that can be gathered from accepted returns; the others need a table from elsewhere."""
    return [choice for choice in available() if can_gather(load(choice.code, choice.version))]


def can_gather(method: Method) -> bool:
    """Whether every element that has no default says how it arises from figures or series."""
    return all(element.gather is not None or element.default is not None for element in method.elements)


def require_period(method: Method, period: int) -> None:
    """Raises BadInput when `method` does not speak about that year."""
    first, last = method.periods
    if period < first or (last is not None and period > last):
        until = f" sampai {last}" if last not in (None, first) else " saja" if last else " dan sesudahnya"
        raise BadInput(f"Metode {method.name} berlaku untuk tahun {first}{until}; pilih metode lain untuk {period}.")


def load(code: str, version: str) -> Method:
    """The method of that edition. Raises BadInput when there is none, ContentError when its file has a fault."""
    folder = METHODS / code / version
    if not (folder / "method.yml").is_file():
        raise BadInput(f"Metode {code}/{version} tidak ada. Pilih salah satu dari daftar.")
    return _load(folder, folder_checksum(folder))


@lru_cache(maxsize=32)
def _load(folder: Path, checksum: str) -> Method:
    return load_method(folder)


@lru_cache(maxsize=1)
def regulations() -> dict[str, tuple[str, str]]:
    """Title and confidence of every regulation by id; one whose title nobody has seen goes by its number."""
    return {
        one.id: (f"{one.short}: {one.title}" if one.title else one.short, one.confidence)
        for one in latest_register().regulations
    }
