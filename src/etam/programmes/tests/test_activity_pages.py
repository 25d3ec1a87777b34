"""The pages of programmes: findings as titles, forms that keep what was typed, doors that stay shut."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from etam.programmes.actions.activities import Indicator, change, plan_of
from etam.programmes.models import SubActivity
from etam.programmes.queries import aims
from etam.programmes.queries.waiting_activities import last_over, waiting_for
from etam.programmes.tests.cast_of_programmes import NOW, make_programmes

INDEX = "/meja/program/"


@pytest.fixture(autouse=True)
def now(monkeypatch, settings):
    settings.SECOND_FACTOR_ROLES = set()
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def cast(db):
    return make_programmes()


def text(answer):
    return " ".join(answer.content.decode().split())


def url(name, *args):
    return reverse(f"programmes:{name}", args=args)


def plan(**changes):
    return {
        "money_apbd": "125.000.000",
        "indicator_0_text": "Orang yang hadir",
        "indicator_0_unit": "orang",
        "indicator_0_target": "500",
        "places": "Muara Wahau",
        "aim_0": "element:users_total",
        **changes,
    }


class TestIndex:
    def test_says_the_finding_in_its_title(self, cast, sign_in):
        cast.report(cast.record(budget=200_000_000), 1, 50_000_000, 20)
        shown = text(sign_in(cast.officer).get(INDEX, {"tahun": "2025"}))
        title = "1 dari 3 perangkat daerah mencatat program 2025: Rp200 juta, 25% terpakai"
        assert f"<h1>{title}</h1>" in shown
        assert "belum mencatat program 2025" in shown

    def test_shows_a_kabkota_its_own_offices(self, cast, sign_in):
        shown = text(sign_in(cast.outsider).get(INDEX))
        assert "Kearsipan Bontang" in shown
        assert "Kearsipan Kaltim" not in shown

    def test_is_closed_to_partners_without_a_part(self, cast, sign_in):
        assert sign_in(cast.school_partner).get(INDEX).status_code == 403


class TestOfficeYear:
    def test_sums_sub_activities_up_to_programmes(self, cast, sign_in):
        cast.record(budget=60_000_000)
        cast.record("2.23.02.2.01.09", budget=40_000_000)
        shown = text(sign_in(cast.observer).get(url("office_year", "A6408", 2025)))
        name = "<small>2.23.02</small>PROGRAM PEMBINAAN PERPUSTAKAAN</th>"
        assert f'{name}<td role="cell" class="num" data-label="Anggaran (Rp)">100.000.000</td>' in shown
        assert "<small>2.23.02.2.02</small>" in shown

    def test_of_another_office_does_not_exist(self, cast, sign_in):
        assert sign_in(cast.neighbour).get(url("office_year", "A6408", 2025)).status_code == 404

    def test_begins_from_another_year(self, cast, sign_in):
        cast.record()
        sign_in(cast.operator).post(url("activity_copy", "A6408", 2026), {"source": "2025"})
        assert SubActivity.objects.filter(year=2026).count() == 1

    def test_goes_into_a_workbook(self, cast, sign_in):
        cast.record()
        answer = sign_in(cast.verifier).get(url("office_year_xlsx", "A6408", 2025))
        assert b"".join(answer.streaming_content)[:2] == b"PK"


class TestNew:
    def test_finds_codes_of_the_offices_level_only(self, cast, sign_in):
        shown = text(sign_in(cast.operator).get(url("activity_new", "A6408", 2026), {"cari": "budaya baca"}))
        assert "2.23.02.2.02.01" in shown
        assert "2.23.02.1.02.01" not in shown

    def test_records_what_was_typed(self, cast, sign_in):
        address = f"{url('activity_new', 'A6408', 2026)}?kode={cast.code().pk}"
        answer = sign_in(cast.operator).post(address, plan())
        row = SubActivity.objects.get()
        assert answer.url == url("activity", row.pk)
        assert row.money.get().budget == 125_000_000
        assert row.places.get().region == cast.district

    @pytest.mark.parametrize(
        ("field", "value", "sentence"),
        [
            ("money_apbd", "12,5 juta", "bukan jumlah rupiah"),
            ("money_apbd", "-5", "tidak boleh negatif"),
            ("places", "Bontang", "di luar wilayah kerja"),
            ("places", "Entah di mana", "tidak dikenal"),
            ("indicator_0_unit", "", "berjalan bersama"),
        ],
    )
    def test_says_at_the_field_what_is_wrong_and_keeps_the_rest(self, cast, sign_in, field, value, sentence):
        address = f"{url('activity_new', 'A6408', 2026)}?kode={cast.code().pk}"
        answer = sign_in(cast.operator).post(address, plan(**{field: value}))
        assert answer.status_code == 422
        assert sentence in text(answer)
        assert "Orang yang hadir" in text(answer)
        assert not SubActivity.objects.exists()

    def test_asks_before_it_takes_a_thousandth(self, cast, sign_in):
        cast.record(year=2025)
        address = f"{url('activity_new', 'A6408', 2026)}?kode={cast.code().pk}"
        client = sign_in(cast.operator)
        asked = client.post(address, plan(money_apbd="100.000"))
        assert "Pastikan dulu" in text(asked)
        client.post(address, plan(money_apbd="100.000", confirmed="on", note="Tinggal sisa pekerjaan"))
        assert SubActivity.objects.filter(year=2026).exists()

    def test_is_not_for_verifiers(self, cast, sign_in):
        assert sign_in(cast.verifier).get(url("activity_new", "A6408", 2026)).status_code == 404

    def test_is_for_bappeda_of_the_region(self, cast, sign_in):
        client = sign_in(cast.planner)
        assert client.get(url("activity_new", "A6408", 2026)).status_code == 200
        assert client.get(url("activity_new", "A6474", 2026)).status_code == 404


class TestActivity:
    def test_reports_a_quarter(self, cast, sign_in):
        row = cast.record()
        sent = {"quarter": "1", "physical_percent": "20", "spent": "25.000.000"}
        sign_in(cast.operator).post(url("activity_report", row.pk), sent)
        assert row.realisations.get().spent == 25_000_000
        assert "25% dari Rp100 juta terpakai, fisik 20%" in text(sign_in(cast.observer).get(url("activity", row.pk)))

    def test_refuses_spending_above_the_budget_and_keeps_what_was_typed(self, cast, sign_in):
        row = cast.record()
        sent = {"quarter": "1", "physical_percent": "20", "spent": "250.000.000"}
        answer = sign_in(cast.operator).post(url("activity_report", row.pk), sent)
        assert answer.status_code == 422
        assert "Naikkan anggarannya dulu" in text(answer)
        assert 'value="250.000.000"' in text(answer)

    def test_of_another_office_does_not_exist(self, cast, sign_in):
        row = cast.record()
        assert sign_in(cast.neighbour).get(url("activity", row.pk)).status_code == 404
        assert sign_in(cast.verifier).post(url("activity_report", row.pk)).status_code == 404

    def test_is_changed_unless_somebody_did_meanwhile(self, cast, sign_in):
        row = cast.record()
        client = sign_in(cast.operator)
        client.post(url("activity_edit", row.pk), plan(version="1"))
        answer = client.post(url("activity_edit", row.pk), plan(version="1", money_apbd="130.000.000"))
        assert "diubah orang lain" in text(answer)
        assert row.money.get().budget == 125_000_000

    def test_is_withdrawn_with_a_reason(self, cast, sign_in):
        row = cast.record()
        sign_in(cast.operator).post(url("activity_withdraw", row.pk), {"version": "1", "reason": "Salah kode"})
        assert SubActivity.objects.get().withdrawn_reason == "Salah kode"


class TestEditing:
    """Whatever a file or an earlier edition brought stays when somebody saves the form."""

    def sent(self, client, row, **changes):
        form = client.get(url("activity_edit", row.pk)).context["form"]
        shown = {one.html_name: one.value() for one in form if one.value() is not None}
        return client.post(url("activity_edit", row.pk), {**shown, **changes})

    def test_keeps_every_indicator_and_aim_however_many(self, cast, sign_in):
        many = [Indicator(f"Indikator {place}", "kegiatan", 1.125 + 1000 * place) for place in range(7)]
        codes = [("element", code) for code in list(aims.elements())[:5]]
        row = cast.record(indicators=many, aims=[*codes, ("element", "asked_no_more")], places=[cast.district])
        before = plan_of(row)
        self.sent(sign_in(cast.operator), row, note="Hanya keterangan")
        after = plan_of(SubActivity.objects.get())
        assert after.note == "Hanya keterangan"
        assert (after.indicators, after.aims) == (before.indicators, before.aims)
        assert (after.money, after.places) == (before.money, before.places)

    def test_offers_a_spare_row_beyond_what_is_there(self, cast, sign_in):
        row = cast.record(indicators=[Indicator(f"Indikator {place}", "kegiatan", 1) for place in range(7)])
        spare = {"indicator_7_text": "Satu lagi", "indicator_7_unit": "orang", "indicator_7_target": "1.500"}
        self.sent(sign_in(cast.operator), row, **spare)
        assert row.indicators.count() == 8
        assert row.indicators.last().target == 1500

    def test_keeps_typed_rows_when_others_took_theirs_out_meanwhile(self, cast, sign_in):
        row = cast.record(indicators=[Indicator(f"Indikator {place}", "kegiatan", 1) for place in range(7)])
        client = sign_in(cast.operator)
        change(row, plan=cast.plan(), version=1, by=cast.planner)
        answer = self.sent(client, row, version="1", indicator_7_text="Satu lagi")
        assert answer.status_code == 422
        assert 'value="Satu lagi"' in text(answer)


class TestWaiting:
    def test_names_the_quarter_that_is_over(self):
        assert last_over(date(2026, 3, 31)) == (2025, 4)
        assert last_over(date(2026, 4, 1)) == (2026, 1)

    def test_tells_the_operator_what_is_not_reported(self, cast):
        row = cast.record()
        (found,) = waiting_for(cast.operator, NOW.date())
        assert found.detail.startswith("1 subkegiatan belum dilaporkan")
        cast.report(row, 4, 1, 1)
        assert list(waiting_for(cast.operator, NOW.date())) == []
