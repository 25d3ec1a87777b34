"""Every write of this room: due dates of a year, deliveries, and taking back what was recorded wrongly."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.content.obligations import Obligation
from etam.evidence import storage
from etam.obligations import queries
from etam.obligations.exceptions import BadInput, WrongState
from etam.obligations.exports.files import File
from etam.obligations.models import Delivery, DueDate
from etam.web.formats import day as written_day

FOLDER = "deliveries"
ACCEPTED = {
    b"%PDF-": "application/pdf",
    b"PK\x03\x04": "application/zip",
    b"\x89PNG": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
}


@dataclass(frozen=True)
class Sent:
    """What was handed over and what came back for it."""

    delivered_on: date
    receipt: str
    way: str = ""
    note: str = ""
    file: File | None = None
    receipt_file: File | None = None


@transaction.atomic
def set_due(
    obligation: Obligation, year: int, *, due_on: date, source: str, by: User, at: datetime | None = None
) -> DueDate:
    """Note until when one year's answer is due, as a letter says; the latest note counts, earlier ones stay.

    Raises BadInput without a source, or for a day before the year it speaks about.
    """
    if not source.strip():
        raise BadInput("Tulis dasar batasnya, misalnya nomor dan tanggal surat permintaan.", "source")
    if due_on < date(year, 1, 1) or due_on.year > year + 3:
        raise BadInput(f"Batas {written_day(due_on)} tidak cocok dengan data {year}. Periksa tahunnya.", "due_on")
    row = DueDate.objects.create(
        obligation=obligation.code, year=year, due_on=due_on, source=source.strip(), at=at or timezone.now(), by=by
    )
    summary = f"Mencatat batas {obligation.title['id']} {year}: {written_day(due_on)} ({row.source})."
    journal.record("obligation_due", row, by=by, summary=summary)
    return row


@transaction.atomic
def deliver(obligation: Obligation, year: int, sent: Sent, *, by: User, at: datetime | None = None) -> Delivery:
    """Note that one year's answer was delivered, with the file as it was and the receipt.

    Raises BadInput without a receipt, for a day to come or before the year, and for a file that is no PDF, spreadsheet,
    archive or picture.
    """
    at = at or timezone.now()
    if not sent.receipt.strip():
        raise BadInput("Tulis tanda terimanya: nomor surat, nomor registrasi, atau siapa yang menerima.", "receipt")
    if sent.delivered_on > localdate(at):
        raise BadInput(f"{written_day(sent.delivered_on)} belum tiba. Catat setelah diserahkan.", "delivered_on")
    if sent.delivered_on.year < year:
        raise BadInput(f"Data {year} tidak mungkin diserahkan sebelum {year}. Periksa tahunnya.", "delivered_on")
    row = Delivery.objects.create(
        obligation=obligation.code,
        year=year,
        delivered_on=sent.delivered_on,
        due_on=queries.due_on(obligation, year),
        way=sent.way.strip(),
        receipt=sent.receipt.strip(),
        note=sent.note.strip(),
        missing_at_delivery=sum(gap.count for gap in queries.gaps(obligation, year)),
        at=at,
        by=by,
        **_kept(sent),
    )
    summary = f"Mencatat penyerahan {obligation.title['id']} {year} pada {written_day(sent.delivered_on)}."
    journal.record("obligation_delivered", row, by=by, summary=summary, sha256=row.sha256)
    return row


@transaction.atomic
def withdraw(delivery: Delivery, *, reason: str, by: User, at: datetime | None = None) -> None:
    """Take back what was recorded wrongly; it stays readable. Raises BadInput without a reason, WrongState twice."""
    row = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if row.withdrawn_at is not None:
        raise WrongState("Catatan penyerahan ini sudah ditarik.")
    if not reason.strip():
        raise BadInput("Tulis alasannya: apa yang keliru pada catatan ini.", "reason")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = at or timezone.now(), by, reason.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    journal.record(
        "delivery_withdrawn", row, by=by, summary=f"Menarik catatan penyerahan {row}: {row.withdrawn_reason}."
    )


def _kept(sent: Sent) -> dict[str, object]:
    """The fields of the files, once their bytes are stored."""
    fields: dict[str, object] = {}
    if sent.file:
        _media_type(sent.file, "file")
        fields |= {
            "file_name": sent.file.name[:200],
            "sha256": storage.keep(sent.file.data, FOLDER),
            "size_bytes": len(sent.file.data),
        }
    if sent.receipt_file:
        fields |= {
            "receipt_media_type": _media_type(sent.receipt_file, "receipt_file"),
            "receipt_name": sent.receipt_file.name[:200],
            "receipt_sha256": storage.keep(sent.receipt_file.data, FOLDER),
        }
    return fields


def _media_type(file: File, field: str) -> str:
    """What the first bytes say the file is; text that reads as UTF-8 is a CSV file."""
    for start, media_type in ACCEPTED.items():
        if file.data.startswith(start):
            return media_type
    try:
        file.data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadInput(f"{file.name} bukan PDF, XLSX, CSV, ZIP, PNG, atau JPEG. Pilih berkas lain.", field) from error
    return "text/csv"
