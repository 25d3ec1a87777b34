"""The pages about holders: recording, changing, importing, looking ahead."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from etam.workforce.models import CorrectionRequest, Holder
from etam.workforce.queries.people import person_of
from etam.workforce.tests.holding import AGUS, SITI, make_cast
from etam.workforce.tests.test_holder_import import AGUS_ROW, HEADER, SITI_ROW


@pytest.fixture
def cast(db, settings):
    settings.SECOND_FACTOR_ROLES = set()
    return make_cast()


@pytest.fixture
def operator(cast, client):
    client.force_login(cast.operator)
    return client


def new(client, cast, **changes):
    given = {
        "office": cast.office.pk,
        "name": SITI.name,
        "nip": SITI.nip,
        "born_on": "1985-05-17",
        "post": "pustakawan:ahli_muda",
        "appointed_on": "2020-04-01",
        **changes,
    }
    return client.post(reverse("workforce:new_holder"), given)


def change(client, row, what, **given):
    url = reverse("workforce:change_holder", kwargs={"pk": row.pk, "what": what})
    return client.post(url, {"version": row.version, **{f"{what}-{name}": value for name, value in given.items()}})


class TestRecording:
    def test_leads_to_the_masked_holder(self, operator, cast):
        answer = new(operator, cast)
        assert answer.url == reverse("workforce:holder", args=[Holder.objects.get().pk])
        assert SITI.masked_nip in operator.get(answer.url).content.decode()

    def test_keeps_what_was_typed_when_it_is_refused(self, operator, cast):
        answer = new(operator, cast, appointed_on="1980-01-01")
        assert answer.status_code == 422
        assert "Diangkat sebelum lahir" in answer.content.decode()
        assert SITI.name in answer.content.decode()
        assert not Holder.objects.exists()

    def test_asks_for_a_tick_where_a_nip_looks_odd(self, operator, cast):
        answer = new(operator, cast, born_on="1985-05-18")
        assert answer.status_code == 422
        assert 'name="is_sure"' in answer.content.decode()
        assert new(operator, cast, born_on="1985-05-18", is_sure="on").status_code == 302

    def test_offers_no_office_of_others(self, operator, cast):
        assert new(operator, cast, office=cast.other_office.pk).status_code == 422
        assert not Holder.objects.exists()


class TestChanging:
    def test_a_level_leads_to_the_new_row(self, operator, cast):
        row = cast.record()
        answer = change(operator, row, "jenjang", level="ahli_madya", on="2025-07-01")
        assert answer.url == reverse("workforce:holder", args=[Holder.objects.get(level="ahli_madya").pk])

    def test_an_end_before_the_appointment_is_told_at_its_field(self, operator, cast):
        answer = change(operator, cast.record(), "akhiri", on="2019-01-01", reason="moved")
        assert answer.status_code == 422
        assert "lebih awal daripada diangkat" in answer.content.decode()

    def test_corrects_and_seals(self, operator, cast):
        row = cast.record()
        assert change(operator, row, "betulkan", name="Siti Aminah").status_code == 302
        row.refresh_from_db()
        assert person_of(row).name == "Siti Aminah"

    def test_a_stale_page_is_refused(self, operator, cast):
        row = cast.record()
        Holder.objects.update(version=2)
        assert "diubah orang lain" in change(operator, row, "sertifikat", certificate="LSP").content.decode()


class TestCorrectionRequests:
    def test_are_noted_and_answered(self, operator, cast):
        row = cast.record()
        change(operator, row, "permintaan", text="Nama", way="surat", asked_at="2026-03-02T09:00")
        one = CorrectionRequest.objects.get()
        given = {f"jawab-{one.pk}-outcome": "done", f"jawab-{one.pk}-answer": "Sudah dibetulkan."}
        operator.post(reverse("workforce:settle_correction", args=[one.pk]), given)
        one.refresh_from_db()
        assert (one.outcome, one.settled_by) == ("done", cast.operator)

    def test_a_late_one_is_seen_to_be_late(self, operator, cast):
        row = cast.record()
        change(operator, row, "permintaan", text="Nama", way="surat", asked_at="2021-03-02T09:00")
        assert "lewat batas" in operator.get(reverse("workforce:holder", args=[row.pk])).content.decode()


class TestImporting:
    def send(self, client, *rows, **given):
        file = SimpleUploadedFile("pemangku.csv", "\n".join([HEADER, *rows]).encode())
        return client.post(reverse("workforce:import_holders"), {"file": file, **given})

    def test_stores_a_list(self, operator, cast):
        assert self.send(operator, SITI_ROW, AGUS_ROW).status_code == 302
        assert Holder.objects.count() == 2

    def test_names_every_line_that_is_wrong_and_stores_none(self, operator, cast):
        answer = self.send(operator, SITI_ROW, AGUS_ROW.replace("ahli_madya", "mandor"))
        assert answer.status_code == 422
        assert "Baris 3, kolom jenjang" in answer.content.decode()
        assert not Holder.objects.exists()

    def test_stores_what_looks_odd_only_after_a_tick(self, operator, cast):
        odd = SITI_ROW.replace("1985-05-17", "1985-05-18")
        assert "Baris 2, kolom nip" in self.send(operator, odd).content.decode()
        assert self.send(operator, odd, is_sure="on").status_code == 302


class TestLookingAhead:
    def page(self, client, who, name, **given):
        client.force_login(who)
        return client.get(reverse(f"workforce:{name}"), given).content.decode()

    def test_numbers_of_one_or_two_are_held_back_from_who_may_not_open_them(self, client, cast):
        cast.record(), cast.record(AGUS, level="ahli_madya")
        assert "menunjuk orang" in self.page(client, cast.officer, "projection")
        assert "Dari tahun ke tahun" in self.page(client, cast.operator, "projection")

    def test_the_gap_says_how_it_is_computed(self, client, cast):
        cast.record()
        told = self.page(client, cast.officer, "gap")
        assert "kebutuhan − (pemangku − yang pensiun + formasi yang belum terisi)" in told
        assert "belum diketahui" in told

    def test_the_gap_reaches_two_years_ahead_and_no_more(self, client, cast):
        year = date.today().year
        assert f"Kesenjangan jabatan {year}" in self.page(client, cast.officer, "gap", tahun=str(year + 9))

    def test_an_observer_reads_held_back_and_not_unknown(self, client, cast):
        cast.record()
        assert "ditahan" in self.page(client, cast.observer, "gap")
        assert "ditahan" not in self.page(client, cast.officer, "gap")
