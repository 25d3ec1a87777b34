"""The figures of the board about programmes, money for libraries and posts; `ALL` is what `MEASURES` takes in."""

from collections.abc import Callable

from etam.publishing import reference
from etam.publishing.board.facts import Facts
from etam.publishing.board.reading import Reading, count, share
from etam.web import formats


def programmes_told_share(facts: Facts) -> Reading | None:
    covered = facts.programmes
    # Before anybody wrote a programme down nothing is known, which is not a share of 0.
    if not covered.recorded:
        return None
    label = f"kantor menyebut sasaran dan realisasi semua programnya, {covered.year}"
    return share(len(covered.told), len(covered.offices), label)


def programme_money_spent_share(facts: Facts) -> Reading | None:
    whole = facts.programme_money
    if not whole.reported:
        return None
    told = f"Rp{formats.short(whole.spent)} dari Rp{formats.short(whole.reported)}"
    beside = f"; Rp{formats.short(whole.unreported)} belum dilaporkan" if whole.unreported else ""
    label = f"anggaran program yang dilaporkan terpakai, {facts.programmes.year}"
    percent = 100 * whole.spent / whole.reported
    return Reading(percent, formats.percent(percent, 1), label, percent, f"{told}{beside}")


def villages_known_share(facts: Facts) -> Reading | None:
    told = facts.bodies["village"]
    return share(told.known, told.total, "desa/kelurahan diketahui ada tidaknya perpustakaan")


def schools_known_share(facts: Facts) -> Reading | None:
    told = facts.bodies["school"]
    return share(told.known, told.total, "sekolah terdaftar diketahui ada tidaknya perpustakaan")


def library_money_reported_share(facts: Facts) -> Reading | None:
    money = facts.library_money
    if money is None:
        return None
    return share(money.reporting, money.bodies, f"desa dan sekolah mencatat dana perpustakaannya, {money.year}")


def library_money_spent_share(facts: Facts) -> Reading | None:
    money = facts.library_money
    if money is None or not money.planned:
        return None
    told = f"Rp{formats.short(money.spent)} dari Rp{formats.short(money.planned)} yang tercatat"
    label = f"dana perpustakaan desa dan sekolah terpakai, {money.year}"
    percent = 100 * money.spent / money.planned
    return Reading(percent, formats.percent(percent, 1), label, percent, told)


def help_returned_share(facts: Facts) -> Reading | None:
    returned, plans = facts.helped
    return share(returned, plans, "rencana bantuan desa dan sekolah sampai pada isian pertama")


def posts_need_known_share(facts: Facts) -> Reading | None:
    known = facts.regencies_with_need
    if facts.posts.total.needed is None:
        return None
    needed = formats.number(facts.posts.total.needed)
    label = "kabupaten/kota punya analisis beban kerja yang ditetapkan"
    return share(len(known), len(reference.regency_names()), label, f"; {needed} orang dibutuhkan sejauh ini")


def posts_proposed(facts: Facts) -> Reading | None:
    total = facts.posts.total
    if not total.proposed:
        return None
    note = f"{formats.number(total.waiting)} masih menunggu" if total.waiting else "semuanya sudah dijawab"
    return count(total.proposed, f"formasi diusulkan untuk {facts.posts.year}", note)


def posts_approved_share(facts: Facts) -> Reading | None:
    total = facts.posts.total
    return share(total.approved, total.proposed, f"usulan formasi {facts.posts.year} disetujui")


def posts_filled_share(facts: Facts) -> Reading | None:
    total = facts.posts.total
    return share(total.filled, total.approved, f"formasi {facts.posts.year} yang disetujui sudah terisi")


ALL: tuple[Callable[[Facts], Reading | None], ...] = (
    programmes_told_share,
    programme_money_spent_share,
    villages_known_share,
    schools_known_share,
    library_money_reported_share,
    library_money_spent_share,
    help_returned_share,
    posts_need_known_share,
    posts_proposed,
    posts_approved_share,
    posts_filled_share,
)
