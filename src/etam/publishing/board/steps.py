"""Who does what next about a recommendation, as the records say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from etam.publishing import reference
from etam.publishing.board.facts import Facts
from etam.publishing.queries import rounds
from etam.web import formats


@dataclass(frozen=True)
class NextStep:
    """Who does what by when."""

    who: str
    what: str
    until: date | None = None


def _verify_regulations(facts: Facts) -> NextStep | None:
    if not facts.to_verify:
        return None
    return NextStep(
        "Petugas provinsi", f"memeriksa status {formats.number(facts.to_verify)} peraturan pada naskah resminya"
    )


def _settle_confusions(facts: Facts) -> NextStep | None:
    still_open, _ = facts.confusions
    if not still_open:
        return None
    return NextStep("Petugas provinsi", f"menetapkan bacaan {formats.number(still_open)} kerancuan yang masih terbuka")


def _register_libraries(facts: Facts) -> NextStep | None:
    unknown = facts.known.villages_unknown
    if not unknown:
        return None
    return NextStep(
        "Kabupaten/kota", f"memastikan ada tidaknya perpustakaan di {formats.number(unknown)} desa/kelurahan"
    )


def _help_on(facts: Facts) -> NextStep | None:
    returned, plans = facts.helped
    if returned == plans:
        return None
    left = formats.number(plans - returned)
    return NextStep("Disdikbud dan DPMPD", f"melanjutkan {left} rencana bantuan yang belum sampai pada isian pertama")


def _tell_programmes(facts: Facts) -> NextStep | None:
    covered = facts.programmes
    left = len(covered.offices) - len(covered.told)
    if not covered.recorded or not left:
        return None
    what = f"melengkapi sasaran dan realisasi program {covered.year} di {formats.number(left)} kantor"
    return NextStep("Kantor perpustakaan dan kearsipan", what)


def _settle_need(facts: Facts) -> NextStep | None:
    left = len(reference.regency_names()) - len(facts.regencies_with_need)
    if not left:
        return None
    return NextStep(
        "Kantor perpustakaan dan kearsipan", f"menetapkan analisis beban kerja di {formats.number(left)} kabupaten/kota"
    )


def _pass_proposals_on(facts: Facts) -> NextStep | None:
    waiting = facts.posts.total.waiting
    if not waiting:
        return None
    return NextStep(
        "Biro Organisasi, instansi pembina, dan BKD", f"meneruskan {formats.number(waiting)} formasi yang menunggu"
    )


def _fill_posts(facts: Facts) -> NextStep | None:
    unfilled = facts.posts.total.unfilled
    return NextStep("BKD", f"mengisi {formats.number(unfilled)} formasi yang sudah disetujui") if unfilled else None


def _send_returns(facts: Facts) -> NextStep | None:
    coming = rounds.planned(facts.today)
    if not coming:
        return NextStep("Petugas provinsi", "membuka putaran berikutnya")
    first = coming[0]
    if first.state_on(facts.today) == "planned":
        return NextStep("Petugas provinsi", f"membuka putaran {first.period}", first.opens_on)
    if facts.today <= first.due_on:
        return NextStep("Petugas perpustakaan", f"mengirim isian putaran {first.period}", first.due_on)
    return NextStep("Verifikator dan petugas provinsi", f"menyelesaikan isian putaran {first.period}", first.closes_on)


def _determine_audits(facts: Facts) -> NextStep | None:
    running = [one for one in facts.audits if one.is_open and one.determined < one.planned]
    if running:
        last = running[-1]
        left = formats.number(last.planned - last.determined)
        what = f"menetapkan hasil audit eksternal {left} kabupaten/kota tahun {last.year}"
        return NextStep("Tim audit provinsi", what, last.ends_on)
    if not facts.audits or facts.audits[-1].year < facts.today.year:
        return NextStep("Petugas provinsi", f"menyusun program audit kearsipan {facts.today.year}")
    return None


def _renew_certificates(facts: Facts) -> NextStep | None:
    soon = facts.expiring
    if not soon.within_half:
        return None
    what = (
        f"memperpanjang {formats.number(soon.within_half)} sertifikat yang habis dalam enam bulan; yang pertama habis"
    )
    return NextStep("Perpustakaan", what, soon.first_end)


def _reach_out(facts: Facts) -> NextStep | None:
    if facts.outreach_since is None:
        return NextStep("Petugas provinsi", "menjadwalkan sosialisasi akreditasi yang pertama")
    absent = facts.unreached_regencies
    if absent:
        names = formats.listed(absent) if len(absent) <= 3 else f"{formats.number(len(absent))} kabupaten/kota"
        return NextStep("Petugas provinsi", f"mengadakan sosialisasi di {names}, yang belum sekali pun dijangkau")
    now = facts.reached[-1]
    left = now.libraries - now.reached_so_far
    if not left:
        return None
    return NextStep("Kabupaten/kota", f"mengajak {formats.number(left)} perpustakaan yang belum pernah hadir")


def _meet_again(facts: Facts) -> NextStep | None:
    coming = facts.next_meeting
    if coming is None:
        return NextStep("Petugas provinsi", "merencanakan rapat koordinasi berikutnya")
    place = f" di {coming.host_label}" if coming.host_label else ""
    return NextStep("Petugas provinsi", f"mengadakan {coming}{place}", coming.starts_on)


NEXT_STEPS: dict[str, tuple[Callable[[Facts], NextStep | None], ...]] = {
    "R1": (_determine_audits, _tell_programmes),
    "R2": (_settle_confusions, _verify_regulations),
    "R3": (_register_libraries, _help_on),
    "R4": (_send_returns,),
    "R5": (_renew_certificates, _reach_out),
    "R6": (_settle_need, _pass_proposals_on, _fill_posts),
    "R7": (_meet_again,),
}
