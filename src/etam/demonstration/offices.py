"""Invented use of real kinds of office: in every kab/kota an archive institution and some offices of its government."""

from collections.abc import Sequence

from etam.institutions.actions import NewInstitution, register_institutions
from etam.institutions.models import Institution, Region

OFFICES = (
    "Sekretariat Daerah",
    "Dinas Kesehatan",
    "Dinas Pendidikan dan Kebudayaan",
    "Dinas Pekerjaan Umum dan Penataan Ruang",
    "Badan Kepegawaian dan Pengembangan SDM",
    "Dinas Kependudukan dan Pencatatan Sipil",
)
UNITS = ("Sekretariat", "Bidang Pelayanan")
"""The processing units of every office; each has one records office besides."""


def register_offices(regencies: Sequence[Region]) -> dict[str, list[Institution]]:
    """The archive institution and then the offices of every kab/kota, by its code."""
    news = [new for one in regencies for new in _of(one)]
    made = register_institutions(news, by=None)
    size = len(OFFICES) + 1
    return {one.code: made[size * place : size * (place + 1)] for place, one in enumerate(regencies)}


def _of(regency: Region) -> list[NewInstitution]:
    serial, name = regency.code.replace(".", ""), regency.short_name
    archive = NewInstitution(
        name=f"Dinas Perpustakaan dan Kearsipan {name}",
        kind="archive",
        subtype="regency",
        region=regency,
        code=f"A{serial}",
        is_sample=True,
    )
    offices = [
        NewInstitution(
            name=f"{title} {name}",
            kind="office",
            subtype="regency_office",
            region=regency,
            code=f"K{serial}{place:02d}",
            is_sample=True,
        )
        for place, title in enumerate(OFFICES, start=1)
    ]
    return [archive, *offices]
