"""A whole year of an office from a list."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from etam.accounts.models import JournalEntry
from etam.programmes.actions.activity_import import import_list
from etam.programmes.activity_list import read_activity_list
from etam.programmes.models import SubActivity
from etam.programmes.tests.cast_of_programmes import NOW, READING, make_programmes
from etam.web.csv_list import ListingProblem

LIST = """Kode;Sumber dana;Anggaran;Indikator;Satuan;Target;Lokasi;Keterangan
2.23.02.2.02.01;APBD;125.000.000;Orang hadir;orang;1.500;Muara Wahau;
2.23.02.2.02.01;DAK nonfisik;25000000;;;;;
2.24.02.2.01.02;;Rp40.000.000;Perangkat daerah dibina;perangkat;12,5;;
"""


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.SECOND_FACTOR_ROLES = set()


@pytest.fixture
def cast(db):
    return make_programmes()


def run(cast, text, store=True):
    lines, faults = read_activity_list(text.encode())
    assert faults == []
    given = {"year": 2025, "version": cast.list(), "by": cast.operator, "at": NOW}
    return import_list(cast.office, lines=lines, store=store, **given)


def test_is_stored_with_several_sources_of_one_code(cast):
    found = run(cast, LIST)
    assert (found.count, found.budget, found.faults) == (2, 190_000_000, ())
    row = SubActivity.objects.get(budget_code__code=READING)
    assert {one.fund: one.budget for one in row.money.all()} == {"apbd": 125_000_000, "dak_other": 25_000_000}
    assert row.indicators.get().target == 1500


def test_is_tried_without_leaving_anything(cast):
    before = JournalEntry.objects.count()
    assert run(cast, LIST, store=False).can_store
    assert (SubActivity.objects.count(), JournalEntry.objects.count()) == (0, before)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("2.23.02.2.02.99;;1000;;;;;", "Baris 5, kolom kode: 2.23.02.2.02.99 tidak ada pada"),
        ("2.23.02.2.02.07;;1000;;;;;", "pilih daftar itu"),
        ("2.23.02.1.02.01;;1000;;;;;", "adalah kode provinsi"),
        ("2.23.02.2.02.04;Sawit;1000;;;;;", "kolom sumber dana: “Sawit” tidak dikenal"),
        ("2.23.02.2.02.04;;12,5 juta;;;;;", "kolom anggaran: “12,5 juta” bukan jumlah rupiah"),
        ("2.23.02.2.02.04;;-1;;;;;", "tidak boleh negatif"),
        ("2.23.02.2.02.04;;1000;Hadir;orang;banyak;;", "kolom target: “banyak” bukan angka"),
        ("2.23.02.2.02.04;;1000;;;;Bontang;", "belum dimuat|di luar wilayah kerja"),
        ("2.24.02.2.01.02;APBD;1000;;;;;", "sudah ditulis pada baris lain"),
        (f"2.23.02.2.02.04;;1000;{301 * 'x'};orang;5;;", "kolom indikator: Lebih dari 300 huruf"),
    ],
)
def test_stores_nothing_when_one_row_is_wrong(cast, row, sentence):
    found = run(cast, f"{LIST}{row}\n")
    assert any(part in str(fault) for part in sentence.split("|") for fault in found.faults)
    assert not SubActivity.objects.exists()


def test_passes_over_what_is_there(cast):
    cast.record()
    found = run(cast, LIST)
    assert (found.count, len(found.skipped)) == (1, 1)


def test_asks_for_a_note_where_a_budget_is_a_thousandth(cast):
    cast.record(year=2024)
    row = "Kode;Anggaran;Keterangan\n2.23.02.2.02.01;100.000;"
    assert "seperseribunya" in str(run(cast, row).faults[0])
    assert run(cast, f"{row}Sisa pekerjaan").count == 1


@pytest.mark.parametrize("text", ["", "Nama;Anggaran\na;1\n", "Kode;Anggaran\n"])
def test_refuses_what_is_no_list(text):
    with pytest.raises(ListingProblem):
        read_activity_list(text.encode())


def test_is_previewed_on_the_page_before_it_is_stored(cast, sign_in):
    client, address = sign_in(cast.operator), reverse("programmes:activity_import", args=["A6408", 2025])
    sent = {"version": "permendagri-90-2019", "file": SimpleUploadedFile("program.csv", LIST.encode())}
    assert "2 subkegiatan siap dicatat" in client.post(address, sent).content.decode()
    assert not SubActivity.objects.exists()
    client.post(address, {"store": "1"})
    assert SubActivity.objects.count() == 2


def test_with_a_fault_is_refused_on_the_page(cast, sign_in):
    client, address = sign_in(cast.operator), reverse("programmes:activity_import", args=["A6408", 2025])
    faulty = SimpleUploadedFile("program.csv", b"Kode;Anggaran\n2.23.02.2.02.04;-1\n")
    answer = client.post(address, {"version": "permendagri-90-2019", "file": faulty})
    assert answer.status_code == 422
    assert "tidak boleh negatif" in answer.content.decode()
