"""From a list in a file to institutions in the directory: what would be new, what is there already, what looks odd."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from etam.accounts.models import User
from etam.content.regions import plain_name
from etam.institutions import access, reference
from etam.institutions.actions import InstitutionProblem, NewInstitution, register_institutions
from etam.institutions.identifiers import npp_warnings, npsn_warnings
from etam.institutions.listing import LIST, Entry, Listing, read_listing
from etam.institutions.models import Institution, Membership, Region
from etam.web.csv_list import ListingProblem, RowFault

NONE = ("", "0")
SHOWN_FAULTS = 200


@dataclass(frozen=True)
class Plan:
    """What storing a list would do. `skipped` and `warnings` are sentences with their line."""

    new: tuple[Entry, ...]
    faults: tuple[RowFault, ...]
    skipped: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def can_store(self) -> bool:
        return bool(self.new) and not self.faults


def read_text(text: str) -> Plan:
    """What storing this list would do now; raises ListingProblem when it cannot be read at all."""
    return plan(read_listing(text, reference.regions(), reference.kinds()))


def plan(listing: Listing) -> Plan:
    """Hold a list to the directory: rows whose code, NPSN, NPP, or name and place exist already are passed over."""
    directory, new, skipped = _Directory(), [], []
    for entry in listing.entries:
        why = directory.holds(entry)
        if why:
            skipped.append(f"Baris {entry.line}, {entry.name}: {why}.")
        else:
            new.append(entry)
    faults = sorted([*listing.faults, *_unknown_regions(new)], key=lambda fault: fault.line)
    return Plan(tuple(new), tuple(faults), tuple(skipped), tuple(_warnings(new)))


def store(plan: Plan, *, by: User) -> list[Institution]:
    """Register every new row of a plan, all or none; raises InstitutionProblem when the plan has faults."""
    if plan.faults:
        raise InstitutionProblem(f"Tidak ada yang disimpan: {len(plan.faults)} baris keliru.")
    regions = _regions(plan.new)
    return register_institutions([_new(entry, regions) for entry in plan.new], by=by)


def import_listing(data: bytes, *, by: User) -> Plan:
    """Read and store a file at once, for the command line.

    Raises ListingProblem or InstitutionProblem, with nothing stored, when a row is wrong or `by` is no officer.
    """
    if not access.has_role(by, Membership.Role.OFFICER):
        raise InstitutionProblem("Lembaga hanya dapat didaftarkan oleh petugas provinsi.")
    found = read_text(LIST.decode(data))
    if found.faults:
        shown = "\n".join(str(fault) for fault in found.faults[:SHOWN_FAULTS])
        raise ListingProblem(f"Tidak ada yang disimpan: {len(found.faults)} masalah.\n{shown}")
    store(found, by=by)
    return found


class _Directory:
    """What the directory holds already; ended institutions too, so that a list read twice adds nothing."""

    def __init__(self) -> None:
        self.by_code: dict[str, str] = {}
        self.by_npsn: dict[str, str] = {}
        self.by_npp: dict[str, str] = {}
        self.by_likeness: dict[tuple[str, ...], str] = {}
        rows = Institution.objects.order_by().values_list("code", "name", "npsn", "npp", "kind", "subtype", "region_id")
        for code, name, npsn, npp, *rest in rows.iterator():
            shown = f"{code} {name}"
            self.by_code[code] = shown
            self.by_npsn[npsn] = shown
            self.by_npp[npp] = shown
            self.by_likeness[(plain_name(name), *rest)] = shown

    def holds(self, entry: Entry) -> str:
        """Why a row is passed over: what it has in common with which institution; "" when it is new."""
        if found := self.by_code.get(entry.code):
            return f"kode {entry.code} sudah terdaftar ({found})"
        if entry.npsn not in NONE and (found := self.by_npsn.get(entry.npsn)):
            return f"NPSN {entry.npsn} sudah terdaftar ({found})"
        if entry.npp not in NONE and (found := self.by_npp.get(entry.npp)):
            return f"NPP {entry.npp} sudah terdaftar ({found})"
        if found := self.by_likeness.get(entry.likeness):
            return f"nama, jenis, dan wilayahnya sudah terdaftar ({found})"
        return ""


def _warnings(entries: Sequence[Entry]) -> Iterable[str]:
    lines: dict[tuple[str, str], list[int]] = defaultdict(list)
    for entry in entries:
        lines["NPP", entry.npp].append(entry.line)
        lines["NPSN", entry.npsn].append(entry.line)
    for entry in entries:
        for sentence in [*npp_warnings(entry.npp, entry.regency, entry.kind), *npsn_warnings(entry.npsn, entry.kind)]:
            yield f"Baris {entry.line}, {entry.name}: {sentence}"
    for (label, number), where in lines.items():
        if number not in NONE and len(where) > 1:
            yield f"{label} ganda: {number} ada di baris {', '.join(map(str, where))}."


def _unknown_regions(entries: Sequence[Entry]) -> list[RowFault]:
    known = _regions(entries)
    return [
        RowFault(entry.line, "region", f"Wilayah {entry.region} belum dimuat. Jalankan etam prepare di server.")
        for entry in entries
        if entry.region not in known or entry.regency not in known
    ]


def _regions(entries: Sequence[Entry]) -> dict[str, Region]:
    wanted = {code for entry in entries for code in (entry.region, entry.regency)}
    return {region.code: region for region in Region.objects.all() if region.code in wanted}


def _new(entry: Entry, regions: dict[str, Region]) -> NewInstitution:
    kept = {name: value for name, value in vars(entry).items() if name not in ("line", "region", "regency")}
    return NewInstitution(region=regions[entry.region], regency=regions[entry.regency], **kept)
