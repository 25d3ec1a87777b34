"""How files stand, and which need care."""

from datetime import date, timedelta

import pytest
from django.template.loader import render_to_string

from etam.evidence import actions, picker, queries, reference
from etam.evidence.models import Evidence
from etam.evidence.tests.cast import NOW, TODAY, Cast
from etam.institutions.models import Institution


class TestStateOn:
    @pytest.mark.parametrize(
        ("days", "state"),
        [(-1, "expired"), (0, "expires_soon"), (90, "expires_soon"), (91, "valid"), (None, "valid")],
    )
    def test_counts_the_last_day_and_warns_ninety_days_before(self, days, state):
        end = None if days is None else TODAY + timedelta(days=days)
        assert queries.state_on(Evidence(valid_until=end), TODAY) == state

    def test_puts_a_withdrawal_first(self):
        assert queries.state_on(Evidence(valid_until=TODAY - timedelta(days=1), withdrawn_at=NOW), TODAY) == "withdrawn"

    def test_says_why_an_evidence_should_not_be_used(self):
        assert queries.problem_with(Evidence(code="B7K3QP", valid_until=date(2026, 1, 31)), TODAY) == (
            "B7K3QP habis berlaku pada 31 Januari 2026."
        )
        assert queries.problem_with(Evidence(code="B7K3QP", valid_until=TODAY), TODAY) == ""


class TestByCodes:
    def test_reads_codes_as_people_write_them(self, cast: Cast):
        evidence = cast.receive()
        written = evidence.code.lower()
        assert queries.by_codes(cast.library, [written, "X9X9XX", "bukan kode"]) == {written: evidence}

    def test_finds_nothing_of_another_institution(self, cast: Cast):
        assert queries.by_codes(cast.elsewhere, [cast.receive().code]) == {}


class TestLibrary:
    def found(self, cast: Cast, **given) -> list[str]:
        return [one.title for one in queries.library(cast.library, day=TODAY, **given)]

    @pytest.fixture(autouse=True)
    def _files(self, cast: Cast):
        cast.receive(title="Berlaku")
        cast.receive(title="Habis", valid_until=TODAY - timedelta(days=1))
        cast.receive(title="Segera", valid_until=TODAY + timedelta(days=30))
        actions.withdraw(cast.receive(title="Ditarik"), reason="Salah", by=cast.operator)
        cast.receive(title="Baru", replaces=cast.receive(title="Lama"), type="report")

    def test_leaves_out_what_was_replaced(self, cast: Cast):
        assert sorted(self.found(cast)) == ["Baru", "Berlaku", "Ditarik", "Habis", "Segera"]

    @pytest.mark.parametrize(
        ("state", "titles"),
        [
            ("valid", ["Baru", "Berlaku"]),
            ("expired", ["Habis"]),
            ("expires_soon", ["Segera"]),
            ("withdrawn", ["Ditarik"]),
            ("replaced", ["Lama"]),
        ],
    )
    def test_filters_by_state(self, cast: Cast, state, titles):
        assert sorted(self.found(cast, state=state)) == titles

    def test_filters_by_type_title_and_code(self, cast: Cast):
        code = Evidence.objects.get(title="Habis").code
        assert self.found(cast, type="report") == ["Baru"]
        assert self.found(cast, text="berlak") == ["Berlaku"]
        assert self.found(cast, text=code.lower()) == ["Habis"]

    def test_counts_uses_and_finds_what_has_none(self, cast: Cast):
        used = Evidence.objects.get(title="Berlaku")
        for element in ("a", "b"):
            actions.use(used, place="assessment", place_id=1, element=element, by=None)
        actions.release(used, place="assessment", place_id=1, element="b", by=None)
        assert {one.title: one.use_count for one in queries.library(cast.library, day=TODAY)}["Berlaku"] == 1
        assert "Berlaku" not in self.found(cast, state="unused")


class TestAttention:
    def cares(self, cast: Cast) -> list[tuple[str, str, int]]:
        found = queries.attention(Institution.objects.filter(pk=cast.library.pk), TODAY)
        return [(care.evidence.title, care.state, care.uses) for care in found]

    def test_names_what_ended_ends_or_was_withdrawn_in_use(self, cast: Cast):
        cast.receive(title="Berlaku")
        cast.receive(title="Habis", valid_until=TODAY - timedelta(days=1))
        used = cast.receive(title="Segera", valid_until=TODAY + timedelta(days=90))
        actions.use(used, place="assessment", place_id=1, by=None)
        withdrawn = cast.receive(title="Ditarik")
        actions.use(withdrawn, place="assessment", place_id=1, by=None)
        actions.withdraw(withdrawn, reason="Salah", by=None)
        actions.withdraw(cast.receive(title="Ditarik, tak dipakai"), reason="Salah", by=None)
        assert self.cares(cast) == [("Ditarik", "withdrawn", 1), ("Segera", "expires_soon", 1), ("Habis", "expired", 0)]

    def test_is_settled_by_a_newer_edition(self, cast: Cast):
        old = cast.receive(valid_until=TODAY - timedelta(days=1))
        cast.receive(replaces=old)
        assert self.cares(cast) == []

    def test_is_counted_by_regency(self, cast: Cast):
        cast.receive(valid_until=TODAY - timedelta(days=1))
        cast.receive(valid_until=TODAY + timedelta(days=1))
        cast.receive(institution=cast.elsewhere, valid_until=TODAY)
        counts = queries.attention_counts(Institution.objects.all(), TODAY)
        assert [(one.regency, one.expired, one.expires_soon, one.withdrawn) for one in counts] == [
            ("64.08", 1, 1, 0),
            ("64.74", 0, 1, 0),
        ]


class TestHoldings:
    def test_count_what_is_current_and_what_has_ended(self, cast: Cast):
        cast.receive(replaces=cast.receive(valid_until=TODAY - timedelta(days=1)))
        cast.receive(valid_until=TODAY - timedelta(days=1))
        actions.withdraw(cast.receive(), reason="Salah", by=None)
        rows = queries.holdings(Institution.objects.all(), TODAY)
        assert [(one.code, one.files, one.ended) for one in rows] == [("L-1", 2, 1), ("L-3", 0, 0)]


class TestPicker:
    def test_offers_what_may_be_used_with_what_was_chosen(self, cast: Cast):
        one, two = cast.receive(title="A"), cast.receive(title="B")
        actions.withdraw(cast.receive(title="C"), reason="Salah", by=None)
        made = picker.picker(cast.library, day=TODAY, chosen=[two.code])
        assert [(choice.code, choice.is_chosen) for choice in made.choices] == [(one.code, False), (two.code, True)]

    def test_keeps_a_chosen_file_in_sight_after_it_was_withdrawn(self, cast: Cast):
        gone = actions.withdraw(cast.receive(), reason="Salah", by=None)
        (choice,) = picker.picker(cast.library, day=TODAY, chosen=[gone.code]).choices
        assert (choice.state, choice.is_chosen) == ("withdrawn", True)

    def test_narrows_to_the_types_that_a_question_asks_for(self, cast: Cast):
        cast.receive(type="decree")
        assert picker.picker(cast.library, day=TODAY, types=["report"]).choices == ()

    def test_serves_many_questions_with_one_reading(self, cast: Cast, django_assert_num_queries):
        evidence = cast.receive()
        with django_assert_num_queries(1):
            made = picker.picker(cast.library, day=TODAY)
            again = made.with_chosen("evidence-a2", {evidence.code})
        assert (again.name, again.choices[0].is_chosen, made.choices[0].is_chosen) == ("evidence-a2", True, False)

    def test_leads_to_the_upload_page_and_back(self, cast: Cast):
        made = picker.picker(cast.library, day=TODAY, back="/meja/asesmen/7/?bagian=a#a1")
        assert made.upload_url == "/meja/bukti/lembaga/L-1/unggah/?kembali=%2Fmeja%2Fasesmen%2F7%2F%3Fbagian%3Da%23a1"
        assert picker.back_with("/meja/asesmen/7/?bagian=a#a1", "B7K3QP") == (
            "/meja/asesmen/7/?bagian=a&bukti=B7K3QP#a1"
        )

    def test_is_drawn_with_what_was_chosen(self, cast: Cast):
        one, other = cast.receive(title="A <b>"), cast.receive(title="B")
        made = picker.picker(cast.library, day=TODAY, chosen=[one.code], name="bukti-a1")
        html = render_to_string("evidence/_picker.html", {"picker": made})
        assert f'name="bukti-a1" value="{one.code}" checked' in html
        assert f'name="bukti-a1" value="{other.code}">' in html
        assert "A &lt;b&gt;" in html

    @pytest.mark.parametrize(
        "address",
        [
            "https://jahat.example/",
            "//jahat.example/",
            "javascript:alert(1)",
            "meja/",
            "/\\jahat.example",
            "",
            "http:/x",
        ],
    )
    def test_never_leads_elsewhere(self, address):
        assert picker.local(address) == ""


class TestValidity:
    @pytest.mark.parametrize(
        ("day", "months", "end"),
        [
            (date(2026, 1, 31), 1, date(2026, 2, 28)),
            (date(2024, 1, 31), 1, date(2024, 2, 29)),
            (date(2026, 11, 15), 2, date(2027, 1, 15)),
            (date(2026, 8, 31), 1, date(2026, 9, 30)),
            (date(2024, 2, 29), 60, date(2029, 2, 28)),
        ],
    )
    def test_is_counted_in_calendar_months(self, day, months, end):
        assert reference.months_later(day, months) == end

    def test_is_not_proposed_where_no_source_states_one(self):
        assert reference.proposed_end("decree", date(2026, 1, 1)) is None
