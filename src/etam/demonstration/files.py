"""A few invented files of evidence, so that the pages of the demonstration have something to show."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import typst

from etam.accounts.models import User
from etam.assessments import actions as assessments
from etam.assessments.editions import instrument_of
from etam.assessments.models import Assessment
from etam.evidence import actions
from etam.institutions.models import Institution

LIBRARY_FILES = (
    ("decree", "SK pembentukan perpustakaan desa", 730, None),
    ("listing", "Daftar koleksi tahun lalu", 200, None),
    ("photo", "Foto ruang baca", 120, None),
    ("certificate", "Sertifikat pelatihan kepala perpustakaan", 1100, -20),
    ("report", "Laporan layanan tahunan", 90, 60),
)
OFFICE_FILES = (
    ("decree", "Pedoman tata naskah dinas", 700, None),
    ("minutes", "Berita acara pemindahan arsip inaktif", 150, None),
    ("listing", "Daftar arsip aktif", 60, None),
)


def make_files(
    institution: Institution,
    rows: Sequence[tuple[str, str, int, int | None]],
    by: User,
    today: date,
    at: datetime | None = None,
) -> list[str]:
    """Put invented files into an institution's library; returns their codes. Days count back from `today`."""
    return [
        actions.receive(
            institution=institution,
            data=_page(title, institution.name),
            file_name=f"{title}.pdf",
            type=kind,
            title=title,
            issued_on=today - timedelta(days=age),
            valid_until=None if end is None else today + timedelta(days=end),
            by=by,
            is_sample=True,
            at=at,
        ).code
        for kind, title, age, end in rows
    ]


def attach_files(institution: Institution, codes: Sequence[str], by: User) -> None:
    """Let the first files support the first questions of the institution's open self-assessments."""
    for one in Assessment.objects.filter(institution=institution, state=Assessment.State.ANSWERING):
        for element, code in zip(instrument_of(one).elements, codes, strict=False):
            assessments.attach(one, element=element, codes=[code], by=by)


def _page(title: str, owner: str) -> bytes:
    """One page that says what it is and that it is invented."""
    text = f'#set page(paper: "a4")\n= {title}\n{owner}\n\n*DATA CONTOH.* Berkas ini rekaan untuk peragaan.'
    return bytes(typst.compile(text.encode(), format="pdf", ignore_system_fonts=True, font_paths=[]))
