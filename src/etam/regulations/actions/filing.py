"""The text of a regulation is filed as a PDF; an earlier one stays."""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.evidence.storage import digest, path_of, write_whole
from etam.regulations.actions.editing import lock
from etam.regulations.exceptions import BadInput
from etam.regulations.models import PageText, Regulation, RegulationFile
from etam.regulations.reading import Pages, read_pages

FOLDER = "regulations"
MAX_NAME = RegulationFile._meta.get_field("file_name").max_length or 0


@dataclass(frozen=True)
class Filed:
    """The file that is current now, and how many of its pages were read."""

    file: RegulationFile
    read_pages: int


def file_text(
    regulation: Regulation, *, data: bytes, file_name: str, source: str, by: User, at: datetime | None = None
) -> Filed:
    """Make a PDF the current text of a regulation; what was current stays, and its words are no longer found.

    Raises BadInput for what is no sound PDF, is too large, is locked with a password, or is current already.
    """
    pages = read_pages(data, settings.UPLOAD_LIMIT_BYTES)
    sha256 = digest(data)
    if regulation.files.filter(sha256=sha256, replaced_at=None).exists():
        raise BadInput("Berkas ini sudah menjadi naskah peraturan ini. Tidak ada yang perlu diunggah lagi.", "file")
    # Before the row: a row whose bytes are missing would be worse than bytes without a row.
    write_whole(path_of(sha256, FOLDER), data)
    row = RegulationFile(
        file_name=file_name[-MAX_NAME:],
        sha256=sha256,
        size_bytes=len(data),
        pages=pages.count,
        has_text=bool(pages.texts),
        source=source,
        at=at or timezone.now(),
        by=by,
    )
    return Filed(_record(regulation, row, pages), pages.read)


@transaction.atomic
def _record(regulation: Regulation, row: RegulationFile, pages: Pages) -> RegulationFile:
    row.regulation = lock(regulation)
    earlier = row.regulation.files.filter(replaced_at=None).first()
    if earlier is not None:
        earlier.replaced_at = row.at
        earlier.save(update_fields=["replaced_at"])
        earlier.texts.all().delete()
    row.save()
    PageText.objects.bulk_create(
        (PageText(file=row, page=page, text=text) for page, text in pages.texts.items()), batch_size=200
    )
    word = "Mengganti" if earlier else "Mengunggah"
    journal.record(
        "regulation.file",
        row.regulation,
        by=row.by,
        summary=f"{word} naskah {row.regulation}: {row.file_name}.",
        sha256=row.sha256,
        replaced=earlier.sha256 if earlier else "",
    )
    return row
