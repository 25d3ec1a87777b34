"""What became of old codes in a later list: proposals, and what a person confirms, changes, drops or splits."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.content.regions import plain_name
from etam.programmes.exceptions import BadInput, WrongState
from etam.programmes.models import BudgetCode, CodeMapping, CodeVersion
from etam.web.formats import percent

# From here on two names are alike enough to be proposed; our own choice, and stated beside every proposal.
ALIKE = 0.8


@dataclass(frozen=True)
class Proposal:
    """What an old code may have become, and why it is thought so."""

    old: BudgetCode
    new: BudgetCode
    note: str


@transaction.atomic
def propose(source: CodeVersion, target: CodeVersion, *, by: User | None, at: datetime | None = None) -> int:
    """Propose what codes of `source` became in `target`, where nobody said yet; returns how many proposals are new.

    Raises BadInput unless `target` is the later list.
    """
    if (source.place, source.pk) >= (target.place, target.pk):
        raise BadInput("Pilih daftar lama sebagai asal dan daftar yang lebih baru sebagai tujuan.", "source")
    said = set(CodeMapping.objects.filter(version=target, old__version=source).values_list("old", flat=True))
    found = [one for one in proposals(source, target) if one.old.pk not in said]
    CodeMapping.objects.bulk_create(
        (
            CodeMapping(version=target, old=one.old, new=one.new, note=one.note, at=at or timezone.now(), by=by)
            for one in found
        ),
        batch_size=500,
    )
    if found:
        summary = f"Mengusulkan {len(found)} padanan dari {source} ke {target}."
        journal.record("mapping_proposed", target, by=by, summary=summary)
    return len(found)


@transaction.atomic
def settle(
    old: BudgetCode,
    target: CodeVersion,
    *,
    codes: Sequence[str],
    by: User,
    note: str = "",
    at: datetime | None = None,
) -> list[CodeMapping]:
    """Say for sure what an old code became: one code, several where it was split, none where it was dropped.

    Raises BadInput for a code that the list does not hold at the level, or that is of another kind.
    """
    at, wanted = at or timezone.now(), list(dict.fromkeys(code.strip(" .") for code in codes if code.strip(" .")))
    rows = {one.code: one for one in BudgetCode.objects.filter(version=target, level=old.level, code__in=wanted)}
    if absent := [code for code in wanted if code not in rows]:
        raise BadInput(f"{absent[0]} tidak ada pada {target}. Cari kodenya pada daftar itu.", "codes")
    if other := [one for one in rows.values() if one.kind != old.kind]:
        raise BadInput(
            f"{other[0].code} adalah {other[0].get_kind_display().lower()}, sedangkan {old.code} "
            f"{old.get_kind_display().lower()}.",
            "codes",
        )
    CodeMapping.objects.filter(old=old, version=target).delete()
    word = "Dihapus pada daftar ini" if not wanted else "Terbagi" if len(wanted) > 1 else "Dipastikan"
    became: list[BudgetCode | None] = [*(rows[code] for code in wanted)] or [None]
    made = [
        CodeMapping.objects.create(
            version=target, old=old, new=one, is_sure=True, note=note.strip() or word, at=at, by=by
        )
        for one in became
    ]
    now = ", ".join(wanted) or "tidak ada lagi"
    journal.record("mapping_settled", old, by=by, summary=f"{old.code} pada {target}: {now}.")
    return made


@transaction.atomic
def confirm_equal(source: CodeVersion, target: CodeVersion, *, by: User) -> int:
    """Confirm at once every proposal whose names are the same; returns how many. Raises WrongState when none is."""
    rows = CodeMapping.objects.filter(version=target, old__version=source, is_sure=False, new__isnull=False)
    same = [one for one in rows.select_related("old", "new") if one.new and _plain(one.old) == _plain(one.new)]
    if not same:
        raise WrongState("Tidak ada usulan bernama sama yang menunggu.")
    CodeMapping.objects.filter(pk__in=[one.pk for one in same]).update(is_sure=True, by=by, at=timezone.now())
    journal.record(
        "mapping_settled", target, by=by, summary=f"Memastikan {len(same)} padanan bernama sama dari {source}."
    )
    return len(same)


def proposals(source: CodeVersion, target: CodeVersion) -> list[Proposal]:
    """The likeliest successor of every old code: same number and name, same name, similar name, same number alone."""
    groups: dict[tuple[str, str, str], list[BudgetCode]] = defaultdict(list)
    for one in target.codes.all():
        groups[_family(one)].append(one)
    found = [(old, _likeliest(old, groups[_family(old)])) for old in source.codes.all()]
    return [Proposal(old, *best) for old, best in found if best]


def _likeliest(old: BudgetCode, among: list[BudgetCode]) -> tuple[BudgetCode, str] | None:
    same_number = next((one for one in among if one.code == old.code), None)
    same_name = [one for one in among if _plain(one) == _plain(old)]
    if same_number and same_number in same_name:
        return same_number, "Kode dan nama sama"
    if len(same_name) == 1:
        return same_name[0], "Nama sama, kode lain"
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(_plain(old))
    best, share = None, 0.0
    for one in among:
        matcher.set_seq1(_plain(one))
        if matcher.real_quick_ratio() > max(share, ALIKE) and (ratio := matcher.ratio()) > max(share, ALIKE):
            best, share = one, ratio
    if best:
        return best, f"Nama mirip {percent(100 * share, 0)}" + (", kode sama" if best == same_number else ", kode lain")
    if same_number:
        matcher.set_seq1(_plain(same_number))
        return same_number, f"Kode sama, nama lain (mirip {percent(100 * matcher.ratio(), 0)})"
    return None


def _family(one: BudgetCode) -> tuple[str, str, str]:
    """Level, kind and affair: a code never becomes one of another."""
    return one.level, one.kind, ".".join(one.code.split(".")[:2])


def _plain(one: BudgetCode) -> str:
    return plain_name(one.name)
