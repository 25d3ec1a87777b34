"""The feed of this region: which rows belong in it, and the file that holds them."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from etam.content.regions import plain_name
from etam.content.regulation_types import RegulationTypes, latest_regulation_types
from etam.evidence.storage import write_whole
from etam.exchange.exceptions import EmptyFeed
from etam.exchange.jdihn.document import STATUSES, document
from etam.institutions.models import Region
from etam.regulations.issuers import place_of
from etam.regulations.models import Regulation, RegulationFile

IN_DOUBT = "statusnya perlu verifikasi"
UNVERIFIED = "keberadaan atau judulnya belum diverifikasi"
UNTITLED = "judulnya belum terlihat"
FOREIGN = "bukan produk hukum daerah ini"


@dataclass(frozen=True)
class Written:
    """How many rows the feed holds now, and how many regulations were left out for which reason."""

    rows: int
    left_out: Mapping[str, int]


def feed_path() -> Path:
    """Where the feed lies once it was written."""
    return Path(settings.VAR) / "jdih" / "document.json"


def write_feed(*, whole_register: bool = False) -> Written:
    """Write the feed wholly or not at all, only the region's own products unless `whole_register`.

    Raises EmptyFeed when no row may be exported; what stood there before stays.
    """
    types, places = latest_regulation_types(), _places()
    left_out: Counter[str] = Counter()
    chosen = []
    for regulation in Regulation.objects.order_by("-year", "type", "number", "code"):
        own = whole_register or _is_own(regulation, types, places)
        if reason := _reason_to_leave_out(regulation, own):
            left_out[reason] += 1
        else:
            chosen.append(regulation)
    if not chosen:
        raise EmptyFeed(_nothing_to_write(left_out), left_out)
    rows = list(_documents(chosen, types))
    write_whole(feed_path(), json.dumps(rows, ensure_ascii=False, indent=1).encode())
    return Written(len(rows), left_out)


def _reason_to_leave_out(regulation: Regulation, is_own: bool) -> str:
    """Why a regulation does not enter the feed; "" when it does. Rows in doubt never do."""
    if not is_own:
        return FOREIGN
    if regulation.status not in STATUSES:
        return IN_DOUBT
    if regulation.confidence in ("unverified", "not_found"):
        return UNVERIFIED
    return "" if regulation.title else UNTITLED


def _is_own(regulation: Regulation, types: RegulationTypes, places: set[str]) -> bool:
    return types.of(regulation.type).is_regional and place_of(regulation.issuer) in places


def _places() -> set[str]:
    """The province and its kab/kota, as the names of issuers hold them."""
    return {plain_name(one.short_name) for one in Region.objects.filter(level__lte=Region.Level.REGENCY)}


def _documents(chosen: list[Regulation], types: RegulationTypes) -> Iterator[dict[str, str]]:
    files = {one.regulation_id: one for one in RegulationFile.objects.filter(replaced_at=None)}
    for one in chosen:
        yield document(
            one,
            types.of(one.type),
            page_url=f"{settings.ADDRESS}{one.get_absolute_url()}",
            file=files.get(one.pk),
            file_url=f"{settings.ADDRESS}{reverse('regulation-file', args=[one.code])}",
        )


def _nothing_to_write(left_out: Mapping[str, int]) -> str:
    """A sentence for people: what was not written, why, and what next."""
    kept = "Umpan yang lama tetap ada" if feed_path().exists() else "Tidak ada berkas yang dibuat"
    own_in_doubt = sum(count for reason, count in left_out.items() if reason != FOREIGN)
    why = (
        f"{own_in_doubt} peraturan yang semestinya masuk masih diragukan"
        if own_in_doubt
        else "tidak ada produk hukum daerah ini dalam daftar"
    )
    return (
        f"Umpan JDIH tidak ditulis: tidak ada peraturan yang boleh dikirim, karena {why}. {kept}. "
        "Periksa statusnya di JDIH penetapnya, lalu jalankan lagi."
    )
