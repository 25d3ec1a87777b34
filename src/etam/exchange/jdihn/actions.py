"""Every write about feeds that come in: take the file in, take rows over, throw it away."""

import hashlib
import json
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.content.regions import plain_name
from etam.content.regulation_types import latest_regulation_types
from etam.exchange.exceptions import NothingToConfirm, RegisterChanged
from etam.exchange.jdihn.match import NEVER_TAKEN, NEW, Match, matches
from etam.exchange.jdihn.reading import read_feed
from etam.exchange.jdihn.rows import FeedRow
from etam.exchange.models import FeedUpload
from etam.exchange.uploads import forget_old, kept_of, waiting
from etam.regulations.actions import Imported, take_over
from etam.regulations.issuers import place_of
from etam.regulations.models import Regulation
from etam.web.formats import number

OF_A_NEW_ONE = ("type", "number", "year", "title", "issuer", "place", "set_on", "promulgated_on", "gazette", "abstract")


def receive_feed(*, data: bytes, file_name: str, publisher: str, by: User) -> FeedUpload:
    """Read a feed and keep its rows; the register is not touched. Raises FileRefused, and then nothing is kept."""
    rows = read_feed(data, latest_regulation_types())
    with transaction.atomic():
        forget_old(FeedUpload.objects.all(), timezone.now(), rows=[])
        upload = FeedUpload.objects.create(
            **kept_of(data, file_name), publisher=publisher, by=by, rows=[row.to_json() for row in rows]
        )
        summary = f"Mengunggah umpan JDIH {publisher}: {number(len(rows))} dokumen."
        journal.record("feed.receive", upload, by=by, summary=summary)
    return upload


def found(upload: FeedUpload) -> list[Match]:
    """What the rows of a waiting feed are to the register as it stands now."""
    rows = [FeedRow.from_json(row) for row in upload.rows]
    return matches(rows, Regulation.objects.all(), latest_regulation_types())


def seal(of: Collection[Match]) -> str:
    """What a page was about, so that a choice made on it is held to that."""
    told = [[one.row.position, one.kind, one.code, str(one.differences)] for one in of]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()


@transaction.atomic
def take_rows(upload: FeedUpload, *, positions: Collection[int], seen: str, by: User) -> FeedUpload:
    """Take the chosen rows over, all or none; `seen` is the seal of the matches that the person chose from.

    Raises NothingToConfirm when the feed was settled before or nothing was chosen, RegisterChanged when the register
    says something else by now.
    """
    upload = waiting(FeedUpload.objects.all(), upload, by=by)
    all_found = found(upload)
    if seal(all_found) != seen:
        raise RegisterChanged(
            "Daftar peraturan berubah sejak Anda membuka halaman ini, jadi tidak ada yang disimpan. "
            "Periksa lagi pilihan Anda."
        )
    chosen = [one for one in all_found if one.row.position in positions and one.can_be_taken]
    if not chosen:
        raise NothingToConfirm("Belum ada peraturan yang dipilih. Centang yang akan diambil, atau buang unggahan ini.")
    imported = [_imported(one, upload.publisher) for one in chosen]
    taken = take_over(imported, by=by, source=upload.publisher)
    upload.rows, upload.taken, upload.state = [], [one.code for one in taken], FeedUpload.State.CONFIRMED
    upload.save()
    summary = f"Mengambil {number(len(taken))} peraturan dari umpan JDIH {upload.publisher}."
    journal.record("feed.confirm", upload, by=by, summary=summary)
    return upload


@transaction.atomic
def discard_feed(upload: FeedUpload, *, by: User) -> FeedUpload:
    """Throw a feed away; the register stays as it is. Raises NothingToConfirm when it was settled before."""
    upload = waiting(FeedUpload.objects.all(), upload, by=by)
    upload.rows, upload.state = [], FeedUpload.State.DISCARDED
    upload.save()
    journal.record("feed.discard", upload, by=by, summary=f"Membatalkan unggahan {upload.file_name}.")
    return upload


def _imported(one: Match, publisher: str) -> Imported:
    """A new row with all that it says but its status; of a known regulation only what differs, and not its status."""
    row = one.row
    if one.kind != NEW:
        theirs = {told.field: told.theirs for told in one.differences if told.field != NEVER_TAKEN}
        values = {name: list(value) if isinstance(value, tuple) else value for name, value in theirs.items()}
        return Imported(values, code=one.code, is_issuers_own=_is_of(publisher, row))
    values = {name: getattr(row, name) for name in OF_A_NEW_ONE}
    values |= {"subjects": list(row.subjects), "call_number": row.call_number, "note": _note(row, publisher)}
    region = place_of(row.issuer) if latest_regulation_types().of(row.type).is_regional else ""
    return Imported(values, region=region, is_issuers_own=_is_of(publisher, row))


def _is_of(publisher: str, row: FeedRow) -> bool:
    """Whether the feed is kept by the body that issued the regulation."""
    return plain_name(publisher) == plain_name(row.issuer) != ""


def _note(row: FeedRow, publisher: str) -> str:
    said = {"berlaku": " Menurut umpan itu berlaku.", "dicabut": " Menurut umpan itu tidak berlaku."}
    return f"Diambil dari umpan JDIH {publisher}.{said.get(row.status, '')}"
