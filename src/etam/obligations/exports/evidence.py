"""Evidence for the digital government index: what in Etam shows which indicator, with its address."""

from django.conf import settings
from django.urls import reverse

from etam.content.obligations import Indicator, latest_obligations
from etam.obligations.exports.files import File, Gap, book
from etam.web.formats import number
from etam.web.tables import Cell, Sheet

HEADER = ("nomor", "aspek", "indikator", "bobot_persen", "bukti_di_etam", "alamat", "keterangan")


def workbook(year: int) -> File:
    """The twenty indicators with what Etam can show for each, as it is today."""
    rows: list[list[Cell]] = [
        [one.number, one.aspect, one.title, one.weight_percent, one.shows, address(one), _remark(one)]
        for one in latest_obligations().indicators
    ]
    return book(f"bukti-pemdi-{year}.xlsx", [Sheet("Bukti Pemdi", HEADER, rows)])


def gaps(year: int) -> list[Gap]:
    """Indicators for which the office must bring evidence of its own."""
    left = sum(not one.shows for one in latest_obligations().indicators)
    return [Gap(f"{number(left)} indikator perlu bukti dari luar Etam.", left)] if left else []


def address(one: Indicator) -> str:
    """The full address of what is shown; "" where nothing is."""
    return f"{settings.ADDRESS.rstrip('/')}{reverse(one.address)}" if one.address else ""


def _remark(one: Indicator) -> str:
    return "bobot dari sumber kedua" if one.shows else "tidak ada di Etam; siapkan sendiri"
