"""The pages of workload analyses as people meet them."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from etam.workforce.models import Holder, Workload
from etam.workforce.queries.analyses import waiting_for
from etam.workforce.tests.analysed import NOW, World, analysis, make_world

pytestmark = pytest.mark.django_db
LIST = "/meja/jabatan/beban-kerja/"
SignIn = Callable[[Any], Any]


@pytest.fixture
def world(settings: Any) -> World:
    settings.SECOND_FACTOR_ROLES = set()
    return make_world()


@pytest.fixture
def draft(world: World) -> Workload:
    return analysis(world.library, ("ahli_pertama", 4500, 25), ("ahli_muda", 1500, 25), state="draft")


def page(one: Workload, part: str = "") -> str:
    return f"{LIST}{one.pk}/{part}"


class TestList:
    def test_says_what_is_missing_where(self, world: World, sign_in: SignIn) -> None:
        analysis(world.library, ("ahli_pertama", 4500, 25), year=2025)
        html = sign_in(world.verifier).get(LIST + "?tahun=2026").content.decode()
        assert "0 dari 3 analisis beban kerja 2026 sudah ditetapkan; 1 masih memakai tahun sebelumnya" in html
        assert "Masih memakai analisis 2025." in html
        assert html.count("Belum ada analisis.") == 2

    def test_shows_a_verifier_the_own_region_alone(self, world: World, sign_in: SignIn) -> None:
        html = sign_in(world.outsider).get(LIST).content.decode()
        assert "Perpustakaan Umum Bontang" in html
        assert "Perpustakaan Umum Kutai Timur" not in html

    def test_takes_a_year_that_is_none_for_the_year_of_today(self, world: World, sign_in: SignIn) -> None:
        assert sign_in(world.officer).get(LIST + "?tahun=dulu").status_code == 200


class TestAnalysis:
    def test_tells_the_need_of_each_level_and_why_the_sum_rounds_otherwise(
        self, world: World, draft: Workload, sign_in: SignIn
    ) -> None:
        html = sign_in(world.operator).get(page(draft)).content.decode()
        assert "Pustakawan 2026: butuh 2,00 orang, 3 setelah dibulatkan per jenjang" in html
        assert "Ahli Pertama: 1,50 orang, dibulatkan 2" in html
        assert "Membulatkan jumlahnya memberi angka lain" in html
        assert "half_up" in html

    def test_has_no_effectiveness_until_holders_are_recorded(
        self, world: World, draft: Workload, sign_in: SignIn
    ) -> None:
        client = sign_in(world.operator)
        assert "pemangku jabatan ini belum dicatat" in client.get(page(draft)).content.decode()
        Holder.objects.create(
            office=world.library,
            position="pustakawan",
            level="ahli_pertama",
            sealed=b"",
            nip_digest="x",
            appointed_on=NOW.date().replace(year=2020),
            at=NOW,
        )
        html = client.get(page(draft)).content.decode()
        assert "1 pemangku, EJ 1,50 (PEJ A, sangat baik)" in html
        assert "tidak ada pemangku pada jenjang ini" in html

    def test_is_settled_by_its_operator_with_the_name_of_the_head(
        self, world: World, draft: Workload, sign_in: SignIn
    ) -> None:
        client = sign_in(world.operator)
        refused = client.post(page(draft, "tetapkan/"), {"version": 1, "signed_by": ""})
        assert refused.status_code == 422
        assert client.post(page(draft, "tetapkan/"), {"version": 1, "signed_by": "Ir. Suparno"}).status_code == 302
        assert "ditandatangani Ir. Suparno" in client.get(page(draft)).content.decode()

    def test_refuses_a_stale_settling_with_the_reason(self, world: World, draft: Workload, sign_in: SignIn) -> None:
        answer = sign_in(world.operator).post(page(draft, "tetapkan/"), {"version": 7, "signed_by": "Ir. Suparno"})
        assert answer.status_code == 422
        assert "baru saja diubah orang lain" in answer.content.decode()

    def test_that_is_settled_offers_its_replacement(self, world: World, sign_in: SignIn) -> None:
        settled = analysis(world.library, ("ahli_pertama", 4500, 25))
        client = sign_in(world.officer)
        client.post(page(settled, "ganti/"), {"reason": "Gedung baru"})
        draft = Workload.objects.get(state="draft")
        assert "Alasan: Gedung baru" in client.get(page(draft)).content.decode()
        assert "Lanjutkan draf penggantinya" in client.get(page(settled)).content.decode()


class TestTyping:
    def test_asks_back_what_1_234_means_and_keeps_what_was_typed(
        self, world: World, draft: Workload, sign_in: SignIn
    ) -> None:
        given = {"version": 1, "level": "ahli_pertama", "activity": "Baru", "volume": "1.234", "standard_minutes": "0"}
        answer = sign_in(world.operator).post(page(draft, "kegiatan/"), given)
        html = answer.content.decode()
        assert answer.status_code == 422
        assert "“1.234” dapat berarti 1.234 (ribuan) atau 1,234 (desimal)" in html
        assert "Isi angka lebih dari 0" in html
        assert 'value="1.234"' in html
        assert draft.tasks.count() == 2

    def test_writes_numbers_back_so_that_they_can_be_sent_again(self, world: World, sign_in: SignIn) -> None:
        draft = analysis(world.library, ("ahli_pertama", 12.345, 1250.5), state="draft")
        task = draft.tasks.get()
        html = sign_in(world.operator).get(f"{LIST}kegiatan/{task.pk}/").content.decode()
        assert 'value="12,3450"' in html
        assert 'value="1250,5"' in html

    def test_starts_with_the_tasks_of_last_year(self, world: World, sign_in: SignIn) -> None:
        analysis(world.library, ("ahli_pertama", 4500, 25), year=2025)
        given = {"office": "P-1", "position": "pustakawan", "year": 2026, "effective_time": "hours_1250"}
        answer = sign_in(world.operator).post(LIST + "baru/", {**given, "begin_with": "salin"})
        assert answer.status_code == 302
        assert Workload.objects.get(year=2026).tasks.count() == 1

    def test_refuses_a_year_without_rules_at_its_field(self, world: World, sign_in: SignIn) -> None:
        given = {"office": "P-1", "position": "pustakawan", "year": 1999, "effective_time": "hours_1250"}
        answer = sign_in(world.operator).post(LIST + "baru/", {**given, "begin_with": "kosong"})
        assert answer.status_code == 422
        assert "Tidak ada aturan ABK untuk tahun 1999" in answer.content.decode()


class TestImport:
    def send(self, client: Any, draft: Workload, data: bytes, name: str = "abk.csv") -> Any:
        file = SimpleUploadedFile(name, data)
        given = {"version": draft.version, "level": "ahli_pertama", "file": file}
        return client.post(page(draft, "impor/"), given)

    def test_takes_the_columns_of_the_command_with_the_usual_level(
        self, world: World, draft: Workload, sign_in: SignIn
    ) -> None:
        data = b"activity,volume,standard_minutes\nCataloguing,3000,12.5\n"
        assert self.send(sign_in(world.operator), draft, data).status_code == 302
        assert draft.tasks.filter(level="ahli_pertama", activity="Cataloguing", volume=3000).exists()

    def test_tells_every_fault_by_line_and_stores_nothing(self, world: World, draft: Workload, sign_in: SignIn) -> None:
        data = b"kegiatan;jenjang;volume;waktu_standar\nA;Terampil;1;1\nB;;1.234;1\nC;;-1;0\nD;;1;1\nd;;2;2\n"
        answer = self.send(sign_in(world.operator), draft, data)
        html = answer.content.decode()
        assert answer.status_code == 422
        assert "Belum diimpor: 5 masalah" in html
        assert "Baris 2, kolom jenjang: “Terampil” tidak ada pada Pustakawan." in html
        assert "Baris 6, kolom kegiatan: Sama dengan baris 5" in html
        assert draft.tasks.count() == 2

    @pytest.mark.parametrize(
        ("data", "words"),
        [
            (b"kegiatan;volume\nA;1\n", "Kolom waktu_standar tidak ada"),
            (b"kegiatan;volume;waktu_standar;biaya\nA;1;1;1\n", "Kolom “biaya” tidak dikenal"),
            (b"", "kosong"),
            (b"PK\x03\x04rusak", ""),
        ],
    )
    def test_refuses_a_file_that_is_no_list(
        self, world: World, draft: Workload, sign_in: SignIn, data: bytes, words: str
    ) -> None:
        answer = self.send(sign_in(world.operator), draft, data)
        assert answer.status_code == 422
        assert words in answer.content.decode()

    def test_refuses_a_task_that_the_analysis_has(self, world: World, draft: Workload, sign_in: SignIn) -> None:
        data = b"kegiatan;volume;waktu_standar\nBaru;1;1\nKegiatan 1;1;1\n"
        answer = self.send(sign_in(world.operator), draft, data)
        assert "“Kegiatan 1” sudah ada pada jenjang Ahli Pertama" in answer.content.decode()
        assert draft.tasks.count() == 2


class TestSheet:
    def test_as_workbook_holds_title_tasks_and_provenance(self, world: World, draft: Workload, sign_in: SignIn) -> None:
        answer = sign_in(world.personnel).get(page(draft, "abk.xlsx"))
        data = b"".join(answer.streaming_content)
        rows = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
        said = " ".join(str(cell) for row in rows for cell in row)
        for words in (
            "ANALISIS BEBAN KERJA",
            "Kegiatan 1",
            "Diketik kantor",
            "half_up",
            "belum dapat dihitung",
            "Draf:",
        ):
            assert words in said

    def test_as_pdf_says_the_same(self, world: World, draft: Workload, sign_in: SignIn) -> None:
        data = b"".join(sign_in(world.personnel).get(page(draft, "abk.pdf")).streaming_content)
        said = " ".join(one.extract_text() for one in PdfReader(io.BytesIO(data)).pages)
        for words in ("Kegiatan 1", "1,5000 orang", "half_up", "Draf: belum ditetapkan"):
            assert words in " ".join(said.split())


class TestDoors:
    @pytest.mark.parametrize("who", ["personnel", "observer", "officer", "verifier", "operator"])
    def test_are_open_to_those_who_read(self, world: World, draft: Workload, sign_in: SignIn, who: str) -> None:
        assert sign_in(getattr(world, who)).get(page(draft)).status_code == 200

    @pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("organisation", 404), ("schools", 403)])
    def test_are_closed_to_others(self, world: World, draft: Workload, sign_in: SignIn, who: str, status: int) -> None:
        assert sign_in(getattr(world, who)).get(page(draft)).status_code == status

    @pytest.mark.parametrize(("who", "status"), [("verifier", 403), ("officer", 403), ("personnel", 403)])
    def test_let_only_the_office_settle(
        self, world: World, draft: Workload, sign_in: SignIn, who: str, status: int
    ) -> None:
        answer = sign_in(getattr(world, who)).post(page(draft, "tetapkan/"), {"version": 1, "signed_by": "X"})
        assert answer.status_code == status


class TestDesk:
    def test_of_the_operator_shows_what_a_draft_lacks(self, world: World, draft: Workload) -> None:
        draft.tasks.filter(level="ahli_muda").update(standard_minutes=None)
        (one,) = waiting_for(world.operator, NOW.date())
        assert (one.title, one.detail) == (
            "Analisis beban kerja Pustakawan 2026",
            "Perpustakaan Umum Kutai Timur: 1 kegiatan belum lengkap.",
        )

    def test_of_others_stays_empty(self, world: World, draft: Workload) -> None:
        assert [list(waiting_for(one, NOW.date())) for one in (world.verifier, world.officer)] == [[], []]
