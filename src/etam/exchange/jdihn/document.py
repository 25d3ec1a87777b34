"""One regulation as an object of the JDIHN feed. Pure: what it says follows from what it is given.

The fields are those seen in the feeds of ILDIS (BPHN), Jawa Tengah and Kabupaten Bengkalis; the standard itself
(Permenkumham 8/2019) was not seen. Every value is a string, and "-" where there is none.
"""

import re

from django.utils.timezone import localdate

from etam.content.regulation_types import RegulationType
from etam.regulations.models import Regulation, RegulationFile

NONE = "-"
STATUSES = {Regulation.Status.IN_FORCE: "Berlaku", Regulation.Status.REVOKED: "Tidak Berlaku"}
# Constants of the feeds that were seen; what they mean was not found.
OPERATION, DISPLAY = "4", "1"


def document(
    regulation: Regulation, type_: RegulationType, *, page_url: str, file: RegulationFile | None, file_url: str = ""
) -> dict[str, str]:
    """The object of the feed for a regulation that is in force or revoked; raises KeyError for one still to verify.

    `page_url` and `file_url` are absolute; `file` is the current text, None when there is none.
    """
    row = {
        "idData": regulation.code,
        "tahun_pengundangan": str(regulation.year),
        "tanggal_penetapan": regulation.set_on and regulation.set_on.isoformat(),
        "tanggal_pengundangan": regulation.promulgated_on and regulation.promulgated_on.isoformat(),
        "jenis": type_.name,
        "noPeraturan": regulation.number,
        "judul": full_title(regulation, type_),
        "noPanggil": regulation.call_number,
        "singkatanJenis": type_.abbreviation,
        "tempatTerbit": regulation.place,
        "penerbit": regulation.issuer,
        "deskripsiFisik": f"{file.pages} hlm." if file else "",
        "sumber": regulation.gazette,
        "subjek": ", ".join(regulation.subjects),
        "isbn": "",
        "status": STATUSES[Regulation.Status(regulation.status)],
        "bahasa": "Indonesia",
        # The register keeps no field of law, and no page of its own for an abstract.
        "bidangHukum": "",
        "teuBadan": heading(regulation.issuer, type_),
        "nomorIndukBuku": "",
        "fileDownload": file.file_name if file else "",
        "urlDownload": file_url if file else "",
        "abstrak": regulation.abstract,
        "urlAbstrak": "",
        "urlDetailPeraturan": page_url,
        "operasi": OPERATION,
        "display": DISPLAY,
        "last_updated": localdate(regulation.changed_at).isoformat(),
    }
    return {field: value or NONE for field, value in row.items()}


def full_title(regulation: Regulation, type_: RegulationType) -> str:
    """The title with type, number, year and subject, as it stands at the head of the text."""
    head = f"{type_.name} Nomor {regulation.number} Tahun {regulation.year}"
    return f"{head} tentang {regulation.title}" if regulation.title else head


def heading(issuer: str, type_: RegulationType) -> str:
    """The corporate main entry (*tajuk entri utama*); its form is unverified."""
    region = re.sub(r"^Pemerintah( Daerah)? ", "", issuer)
    return type_.heading.replace("{issuer}", issuer).replace("{region}", region)
