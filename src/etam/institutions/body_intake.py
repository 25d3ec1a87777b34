"""From the ministry's list of schools to the registry: what is new, what changed, what is in doubt, what is absent.

A row belongs to the school with its NPSN. Where no school has it, a school of the same kab/kota and level whose own
NPSN the list does not name may be the same under another number: a person decides, never this code.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet

from etam.content.regions import plain_name
from etam.institutions import reference
from etam.institutions.likeness import ASK_FROM, FAR_BELOW, likeness
from etam.institutions.models import BodyChange, BodyDoubt, ParentBody, Region
from etam.institutions.school_list import OtherLevel, SchoolRow, read
from etam.web.csv_list import RowFault
from etam.web.formats import number

SHOWN = 200
COMPARED = ("name", "region", "people", "form", "is_public", "address")


@dataclass(frozen=True, slots=True)
class Known:
    """A school of the registry as far as lists are compared with it."""

    pk: int
    code: str
    name: str
    subtype: str
    regency: str
    region: str
    people: int | None
    form: str
    is_public: bool | None
    address: str
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one row comes to. `kind` is new, same, changed, doubt, held, other or fault; `changes` are (field, before,
    after); `why` is a sentence where a person has to look."""

    kind: str
    row: SchoolRow | None = None
    region: str = ""
    body: Known | None = None
    changes: tuple[tuple[str, Any, Any], ...] = ()
    doubt: str = ""
    likeness: int = 0
    why: str = ""


@dataclass
class Preview:
    """What storing a list would do: how many of each, and the first of them."""

    counts: Counter[str] = field(default_factory=Counter)
    shown: dict[str, list[Outcome]] = field(default_factory=lambda: defaultdict(list))
    absent: list[Known] = field(default_factory=list)
    absent_count: int = 0

    @property
    def can_store(self) -> bool:
        return not self.counts["fault"] and bool(self.counts["new"] or self.counts["changed"] or self.counts["doubt"])


class Intake:
    """One list held to the registry; `schools` are those that the sender may change, `ministries` what they keep."""

    def __init__(self, data: bytes, limit_bytes: int, schools: QuerySet[ParentBody], ministries: tuple[str, ...]):
        self.data, self.limit_bytes, self.ministries = data, limit_bytes, ministries
        self.places = _Places()
        self.known = {one.code: one for one in _known(schools)}
        self.held = dict(_held(self.known))
        self.former = dict(_former())
        self.decided = _decided()
        # The first reading keeps the numbers alone: they tell which schools the list does not name.
        self.listed = {row.npsn for row in self._read() if isinstance(row, SchoolRow)}
        self.regencies: set[str] = set()
        self.unnamed = self._unnamed()

    def outcomes(self) -> Iterator[Outcome]:
        """What every row comes to, in the order of the list; the second reading."""
        lines: dict[str, int] = {}
        for row in self._read():
            if isinstance(row, OtherLevel):
                yield Outcome("other")
            elif isinstance(row, RowFault):
                yield Outcome("fault", why=str(row))
            elif (first := lines.setdefault(row.npsn, row.line)) != row.line:
                yield _fault(row, "NPSN", f"NPSN {row.npsn} sudah ada di baris {number(first)}. Sisakan satu.")
            else:
                yield self._outcome(row)

    def preview(self) -> Preview:
        """How many rows come to what, and the first of each."""
        found = Preview()
        for one in self.outcomes():
            found.counts[one.kind] += 1
            if len(found.shown[one.kind]) < SHOWN and one.kind not in ("same", "other"):
                found.shown[one.kind].append(one)
        absent = [one for one in self.known.values() if self._is_absent(one)]
        found.absent, found.absent_count = absent[:SHOWN], len(absent)
        return found

    def _read(self) -> Iterator[SchoolRow | RowFault | OtherLevel]:
        return read(self.data, self.limit_bytes)

    def _outcome(self, row: SchoolRow) -> Outcome:
        if row.ministry not in self.ministries:
            return Outcome("held", row, why=f"Baris {row.line}, {row.name}: dibina instansi lain, jadi dilewati.")
        region = self.places.find(row)
        if region is None:
            return _fault(row, "Kab/Kota", f"“{row.regency[:60]}” bukan kabupaten/kota di Kalimantan Timur.")
        self.regencies.add(region[:5])
        if (body := self.known.get(row.npsn)) is not None:
            return self._matched(row, region, body)
        if (other := self.held.get(row.npsn)) is not None:
            return Outcome("held", row, why=f"Baris {row.line}: NPSN {row.npsn} dipegang {other}, di luar bagian Anda.")
        if (now := self.former.get(row.npsn)) is not None:
            return Outcome("held", row, why=f"Baris {row.line}: {row.npsn} nomor lama {now}; sekolahnya sudah ada.")
        return self._by_name(row, region)

    def _matched(self, row: SchoolRow, region: str, body: Known) -> Outcome:
        if body.valid_to is not None:
            return Outcome("held", row, region, body, why=f"Baris {row.line}: {body.name} sudah berakhir dalam daftar.")
        alike = likeness(row.name, body.name)
        if region[:5] != body.regency:
            why = f"Tercatat di {self.places.names[body.regency]}, dalam daftar di {self.places.names[region[:5]]}"
            return self._doubt(row, region, body, "moved", 100, why)
        if alike < FAR_BELOW:
            why = f"NPSN {row.npsn} sudah dipegang {body.name}; nama dalam daftar jauh berbeda"
            return self._doubt(row, region, body, "name", alike, why)
        changes = tuple(_changes(row, region, body))
        return Outcome("changed" if changes else "same", row, region, body, changes)

    def _by_name(self, row: SchoolRow, region: str) -> Outcome:
        nearest, best = None, 0
        for one in self.unnamed.get((region[:5], row.subtype), ()):
            if (alike := likeness(row.name, one.name)) > best:
                nearest, best = one, alike
        if nearest is None or best < ASK_FROM:
            return Outcome("new", row, region)
        why = f"Nama dan tempatnya mirip {nearest.name} (NPSN {nearest.code}), yang tidak ada dalam daftar ini"
        return self._doubt(row, region, nearest, "name", best, why)

    def _doubt(self, row: SchoolRow, region: str, body: Known, kind: str, alike: int, why: str) -> Outcome:
        decision = self.decided.get((kind, row.npsn, body.pk), "")
        if decision == BodyDoubt.Decision.LATER:
            return Outcome("held", row, region, body, why=f"Baris {row.line}, {row.name}: ditunda. {why}.")
        if decision == BodyDoubt.Decision.NEW and body.code != row.npsn:
            return Outcome("new", row, region)
        return Outcome("doubt", row, region, body, doubt=kind, likeness=alike, why=why)

    def _unnamed(self) -> dict[tuple[str, str], list[Known]]:
        found: dict[tuple[str, str], list[Known]] = defaultdict(list)
        for one in self.known.values():
            if one.code not in self.listed and one.valid_to is None:
                found[one.regency, one.subtype].append(one)
        return found

    def _is_absent(self, one: Known) -> bool:
        return one.valid_to is None and one.code not in self.listed and one.regency in self.regencies


class _Places:
    """How words of a list find a region of the table: kab/kota, then kecamatan in it, then village in that."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.below: dict[tuple[str, str], str] = {}
        rows = Region.objects.filter(valid_to__isnull=True).values_list("code", "name", "level", "parent_id")
        for code, name, level, parent in rows.iterator():
            if level == Region.Level.REGENCY:
                self.names[code] = name
            self.below.setdefault((parent or "", _bare(name)), code)
        self.regency: dict[str, str] = {}

    def find(self, row: SchoolRow) -> str | None:
        """The smallest region of a row; None when its kab/kota is not known. An unknown kecamatan is left out."""
        regency = self._regency(row.regency)
        if regency is None:
            return None
        district = self.below.get((regency, _bare(row.district)))
        if district is None:
            return regency
        return self.below.get((district, _bare(row.village)), district)

    def _regency(self, word: str) -> str | None:
        if word not in self.regency:
            bare = plain_name(word)
            found = [one.code for one in reference.regions().find(word) if one.level == Region.Level.REGENCY]
            found += [
                code for code, name in self.names.items() if _bare(name) == _bare(word) or plain_name(name) == bare
            ]
            self.regency[word] = next((code for code in found if code in self.names), "")
        return self.regency[word] or None


def _bare(name: str) -> str:
    """A place as it is compared: without what kind of place it is."""
    found = plain_name(name)
    for kind in ("kabupaten", "kab", "kota", "kecamatan", "kec", "desa", "kelurahan", "kel", "kampung"):
        if found.startswith(f"{kind} ") and found != "kota bangun":
            return found.removeprefix(f"{kind} ")
    return found


def _changes(row: SchoolRow, region: str, body: Known) -> Iterator[tuple[str, Any, Any]]:
    """What the list says otherwise; an empty cell says nothing, and a wider place does not undo a narrower one."""
    if row.name != body.name:
        yield "name", body.name, row.name
    if region != body.region and not f"{body.region}.".startswith(f"{region}."):
        yield "region", body.region, region
    if row.pupils is not None and row.pupils != body.people:
        yield "people", body.people, row.pupils
    if row.form != body.form:
        yield "form", body.form, row.form
    if row.is_public is not None and row.is_public != body.is_public:
        yield "is_public", body.is_public, row.is_public
    if row.address and row.address != body.address:
        yield "address", body.address, row.address


def _fault(row: SchoolRow, column: str, sentence: str) -> Outcome:
    return Outcome("fault", row, why=str(RowFault(row.line, column, sentence)))


def _known(schools: QuerySet[ParentBody]) -> Iterator[Known]:
    names = (
        "pk",
        "code",
        "name",
        "subtype",
        "regency_id",
        "region_id",
        "people",
        "form",
        "is_public",
        "address",
        "valid_to",
    )
    rows = schools.filter(kind=ParentBody.Kind.SCHOOL).order_by().values_list(*names)
    return (Known(*row) for row in rows.iterator(chunk_size=5000))


def _held(known: dict[str, Known]) -> Iterator[tuple[str, str]]:
    """Schools that the sender may not change, by number."""
    rows = ParentBody.objects.filter(kind=ParentBody.Kind.SCHOOL).order_by().values_list("code", "name")
    return ((code, name) for code, name in rows.iterator(chunk_size=5000) if code not in known)


def _former() -> Iterator[tuple[str, str]]:
    rows = BodyChange.objects.filter(kind=BodyChange.Kind.RENUMBERED, body__kind=ParentBody.Kind.SCHOOL)
    return iter(rows.values_list("before", "body__name"))


def _decided() -> dict[tuple[str, str, int], str]:
    rows = BodyDoubt.objects.exclude(decision=BodyDoubt.Decision.OPEN).exclude(kind=BodyDoubt.Kind.LIBRARY)
    return {
        (kind, key, body): decision for kind, key, body, decision in rows.values_list("kind", "key", "body", "decision")
    }
