"""Choosing among an institution's files, on the pages of rooms above: `{% include "evidence/_picker.html" %}`."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from etam.evidence import queries, reference
from etam.evidence.models import Evidence
from etam.institutions.models import Institution

# The answer of the upload page: it leads back to where it was called from, with the new code under this name.
CHOSEN = "bukti"


@dataclass(frozen=True)
class Choice:
    """One file as people choose it."""

    code: str
    title: str
    type: str
    state: str
    valid_until: date | None
    is_chosen: bool = False


@dataclass(frozen=True)
class Picker:
    """What `evidence/_picker.html` shows: pass it as `picker`; the form then carries the codes under `name`."""

    name: str
    choices: tuple[Choice, ...]
    upload_url: str
    label: str = "Bukti dukung"

    def with_chosen(self, name: str, codes: Collection[str]) -> "Picker":
        """The same files for another question; reads nothing again, so a page may hold many."""
        choices = tuple(replace(one, is_chosen=one.code in codes) for one in self.choices)
        return replace(self, name=name, choices=choices)


def picker(
    institution: Institution,
    *,
    day: date,
    name: str = "evidence",
    chosen: Collection[str] = (),
    types: Sequence[str] = (),
    back: str = "",
) -> Picker:
    """The files of an institution to choose from; one query.

    `chosen` are codes. `types` narrows the list to what a question asks for. `back` is the local address that the
    upload page returns to, with `?bukti=CODE` of what was uploaded. A chosen file that was withdrawn or replaced since
    stays on the list, so that it can be seen and taken off.
    """
    rows: Iterable[Evidence] = queries.choosable(institution, chosen)
    choices = tuple(
        Choice(
            one.code,
            one.title,
            reference.label(one.type),
            queries.state_on(one, day),
            one.valid_until,
            one.code in chosen,
        )
        for one in rows
        if not types or one.type in types or one.code in chosen
    )
    return Picker(name, choices, upload_url(institution, back=back))


def preselected(used: Iterable[tuple[str, str]], new: str) -> list[str]:
    """The codes that stand ticked when the page opens: what supports the question already, as (code, state), and what
    was just uploaded, which takes the place of what no longer holds.
    """
    held = [code for code, state in used if not new or state not in ("expired", "withdrawn")]
    return [*held, new] if new else held


def posted(data: QueryDict, name: str = "evidence") -> list[str]:
    """The codes that the page sent: ticked, or written into its field "codes"."""
    written = str(data.get("codes", "")).replace(",", " ").replace(";", " ").split()
    return [*data.getlist(name), *written]


def upload_url(institution: Institution, *, back: str = "", replaces: str = "") -> str:
    """The address of the upload page of an institution."""
    query = {key: value for key, value in (("kembali", back), ("ganti", replaces)) if value}
    address = reverse("evidence:upload", args=[institution.code])
    return f"{address}?{urlencode(query)}" if query else address


def local(address: str) -> str:
    """The address if it leads to a page of Etam itself, "" otherwise."""
    is_local = address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
    return address if is_local else ""


def back_with(address: str, code: str) -> str:
    """The address to return to, with the code of the file that was uploaded there."""
    path, mark, fragment = address.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{urlencode({CHOSEN: code})}{mark}{fragment}"
