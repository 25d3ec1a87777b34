"""Issuing: whatever a source recommends, several at once, once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.content.followup_rules import FollowupRules, followup_folders, load_followup_rules
from etam.editions.actions import record_version
from etam.followup import clocks, reference
from etam.followup.actions.locking import MAX_TEXT
from etam.followup.exceptions import BadInput
from etam.followup.models import Recommendation
from etam.institutions.models import Institution
from etam.web.formats import number


@dataclass(frozen=True)
class Item:
    """One recommendation to be issued. Exactly one of `institution` and `owner_name` is given.

    `number` counts within the source; `topic` is a code of the rules; without `due_on` the clock of the rules runs.
    """

    number: int
    text: str
    topic: str
    institution: Institution | None = None
    owner_name: str = ""
    action: str = ""
    output: str = ""
    indicator: str = ""
    target: str = ""
    supporters: str = ""
    budget_line: str = ""
    due_on: date | None = None


@transaction.atomic
def issue(
    *,
    source: str,
    source_id: str | int,
    source_title: str,
    source_url: str,
    items: Sequence[Item],
    by: User | None,
    at: datetime | None = None,
    is_sample: bool = False,
) -> list[Recommendation]:
    """Issue what a source recommends; returns the recommendations in the order of `items`.

    An item whose number the source has issued already is not issued again. Raises BadInput for an item without text or
    owner, an unknown topic, a due date in the past, a number that stands twice, or one issued before in other words.
    """
    at, rules, key = at or timezone.now(), reference.latest(), str(source_id)
    _refuse_source(source, key, source_title, source_url)
    _refuse_items(items, rules, localdate(at))
    there = {one.number: one for one in Recommendation.objects.filter(source=source, source_id=key)}
    _refuse_other_words(items, there)
    common = {
        "source": source,
        "source_id": key,
        "source_title": source_title.strip(),
        "source_url": source_url,
        "rules_version": rules.version,
        "issued_at": at,
        "issued_by": by,
        "status_since": at,
        "is_sample": is_sample,
    }
    new = [_row(item, rules, at, common) for item in items if item.number not in there]
    made = _with_codes(Recommendation.objects.bulk_create(new), at)
    summary = f"Menerbitkan {number(len(made))} rekomendasi dari {source_title.strip()}."
    journal.record_many("recommendation_issued", made, by=by, summary=summary)
    there |= {one.number: one for one in made}
    return [there[item.number] for item in items]


def record_rules() -> None:
    """Note every edition of the rules with its checksum, so that a changed one can be told from the one in use."""
    for folder in followup_folders():
        rules = load_followup_rules(folder)
        record_version("followup", "rules", rules.version, rules.checksum)


def _row(item: Item, rules: FollowupRules, at: datetime, common: dict[str, object]) -> Recommendation:
    return Recommendation(
        code=uuid4().hex,
        number=item.number,
        text=item.text.strip(),
        action=item.action.strip(),
        output=item.output.strip(),
        indicator=item.indicator.strip(),
        target=item.target.strip(),
        topic=item.topic,
        institution=item.institution,
        owner_name=item.owner_name.strip(),
        supporters=item.supporters.strip(),
        budget_line=item.budget_line.strip(),
        due_on=item.due_on or clocks.answer_due(rules, localdate(at)),
        due_is_own=item.due_on is not None,
        **common,
    )


def _with_codes(rows: list[Recommendation], at: datetime) -> list[Recommendation]:
    """Short codes that people can say, from the keys that the database gave."""
    for row in rows:
        row.code = f"TL-{localdate(at).year}-{row.pk:05d}"
    Recommendation.objects.bulk_update(rows, ["code"])
    return rows


def _refuse_source(source: str, key: str, title: str, url: str) -> None:
    if not source or not key or not title.strip():
        raise BadInput("Sumber rekomendasi belum disebutkan: jenis, nomor, dan judulnya diperlukan.")
    # Another room passes an address of this application; anything else would be a link that nobody checked.
    if url and (not url.startswith("/") or url.startswith("//")):
        raise BadInput(f"Alamat sumber {url} bukan halaman Etam.")


def _refuse_items(items: Sequence[Item], rules: FollowupRules, day: date) -> None:
    if not items:
        raise BadInput("Belum ada rekomendasi yang ditulis.")
    numbers = [item.number for item in items]
    for item in items:
        where = f"Rekomendasi nomor {item.number}"
        if item.number < 1 or numbers.count(item.number) > 1:
            raise BadInput(f"{where}: nomornya harus mulai dari 1 dan tidak boleh kembar.")
        if not item.text.strip():
            raise BadInput(f"{where}: bunyinya belum ditulis.")
        if max(len(text) for text in (item.text, item.action, item.supporters)) > MAX_TEXT:
            raise BadInput(f"{where}: ada teks yang lebih dari {number(MAX_TEXT)} huruf. Ringkas dulu.")
        if (item.institution is None) == (not item.owner_name.strip()):
            raise BadInput(f"{where}: sebutkan satu penanggung jawab, lembaga terdaftar atau nama.")
        if item.topic not in rules.topics:
            raise BadInput(f'{where}: topik "{item.topic}" tidak dikenal; pilih {", ".join(rules.topics)}.')
        if item.due_on is not None and item.due_on < day:
            raise BadInput(f"{where}: batas jawabannya sudah lewat. Pilih hari ini atau sesudahnya.")


def _refuse_other_words(items: Sequence[Item], there: dict[int, Recommendation]) -> None:
    for item in items:
        known = there.get(item.number)
        if known is not None and known.text != item.text.strip():
            raise BadInput(
                f"Rekomendasi nomor {item.number} dari {known.source_title} sudah terbit dengan bunyi lain "
                f"({known.code}). Yang sudah terbit tidak diubah; pakai nomor baru."
            )
