from datetime import date, timedelta

import pytest

from etam.accounts.models import JournalEntry
from etam.editions.models import ContentVersion
from etam.followup import actions, queries
from etam.followup.exceptions import BadInput
from etam.followup.models import Recommendation
from etam.followup.tests.cast import DUE, ISSUED, SOURCE, TODAY


class TestIssue:
    def test_makes_one_of_each_item_in_their_order(self, cast):
        made = cast.issue(cast.item(2), cast.item(1))
        assert [(one.number, one.status, one.institution) for one in made] == [
            (2, "open", cast.office),
            (1, "open", cast.office),
        ]

    def test_gives_each_a_short_code_of_its_own(self, cast):
        first, second = cast.issue(cast.item(1), cast.item(2))
        assert first.code == f"TL-2026-{first.pk:05d}"
        assert first.code != second.code

    def test_lets_the_clock_of_the_rules_run_for_sixty_days(self, cast):
        assert (cast.issued().due_on, cast.issued().due_is_own) == (DUE, False)

    def test_keeps_a_due_date_that_the_source_set(self, cast):
        one = cast.issued(due_on=date(2026, 12, 31))
        assert (one.due_on, one.due_is_own) == (date(2026, 12, 31), True)

    def test_takes_a_name_where_the_owner_is_not_registered(self, cast):
        one = cast.issued(owner_name="Biro Organisasi")
        assert (one.institution, one.owner_name) == (None, "Biro Organisasi")

    def test_pins_the_edition_of_the_rules(self, cast):
        assert cast.issued().rules_version == "2026.1"

    def test_is_journalled_once_for_each(self, cast):
        cast.issue(cast.item(1), cast.item(2))
        entries = JournalEntry.objects.filter(action="recommendation_issued")
        assert [entry.summary for entry in entries] == ["Menerbitkan 2 rekomendasi dari Rapat koordinasi 2026."] * 2

    def test_can_be_marked_as_sample(self, cast):
        assert cast.issue(is_sample=True)[0].is_sample


class TestIssueAgain:
    def test_issues_nothing_twice(self, cast):
        (first,) = cast.issue(cast.item(1))
        again = cast.issue(cast.item(1), cast.item(2))
        assert again[0] == first
        assert Recommendation.objects.count() == 2

    def test_leaves_alone_what_happened_since(self, cast):
        one = cast.judged("partly")
        (again,) = cast.issue(cast.item(1))
        assert (again.pk, again.status, again.due_on) == (one.pk, "partly", one.due_on)

    def test_takes_the_same_number_of_another_source(self, cast):
        cast.issued()
        cast.issue(source_id=8)
        assert Recommendation.objects.filter(number=1).count() == 2

    def test_refuses_other_words_under_a_number_that_was_issued(self, cast):
        one = cast.issued()
        with pytest.raises(BadInput, match=f"sudah terbit dengan bunyi lain \\({one.code}\\)"):
            cast.issue(cast.item(1, text="Lain sama sekali."), cast.item(2))
        assert Recommendation.objects.count() == 1


class TestBadItems:
    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"text": "  "}, "Rekomendasi nomor 1: bunyinya belum ditulis."),
            ({"topic": "kantin"}, 'topik "kantin" tidak dikenal; pilih library, archives, staff, funding, regulation.'),
            ({"institution": None}, "sebutkan satu penanggung jawab"),
            ({"due_on": ISSUED.date() - timedelta(days=1)}, "batas jawabannya sudah lewat"),
            ({"number": 0}, "nomornya harus mulai dari 1"),
            ({"text": "x" * 4001}, "lebih dari 4.000 huruf"),
        ],
    )
    def test_are_refused_with_number_and_reason(self, cast, changes, sentence):
        with pytest.raises(BadInput, match=sentence):
            cast.issued(**changes)

    def test_two_owners_are_refused(self, cast):
        with pytest.raises(BadInput, match="sebutkan satu penanggung jawab"):
            cast.issued(institution=cast.office, owner_name="Biro Organisasi")

    def test_a_number_that_stands_twice_is_refused(self, cast):
        with pytest.raises(BadInput, match="tidak boleh kembar"):
            cast.issue(cast.item(1), cast.item(1))

    def test_nothing_at_all_is_refused(self, cast):
        with pytest.raises(BadInput, match="Belum ada rekomendasi yang ditulis"):
            actions.issue(**SOURCE, items=[], by=None)

    @pytest.mark.parametrize("url", ["javascript:alert(1)", "https://contoh.id/", "//contoh.id/"])
    def test_an_address_outside_is_refused(self, cast, url):
        with pytest.raises(BadInput, match="bukan halaman Etam"):
            cast.issue(source_url=url)

    def test_a_source_without_a_name_is_refused(self, cast):
        with pytest.raises(BadInput, match="Sumber rekomendasi belum disebutkan"):
            cast.issue(source_title=" ")

    def test_leave_nothing_behind(self, cast):
        with pytest.raises(BadInput):
            cast.issue(cast.item(1), cast.item(2, text=""))
        assert not Recommendation.objects.exists()


class TestOfSource:
    def test_finds_what_one_source_recommended_in_order_of_number(self, cast):
        cast.issue(cast.item(2), cast.item(1))
        cast.issue(source_id=8)
        assert [one.number for one in queries.of_source("gathering", 7)] == [1, 2]


class TestRecordRules:
    def test_notes_each_edition_once(self, db):
        actions.record_rules()
        actions.record_rules()
        assert ContentVersion.objects.get(kind="followup").version == "2026.1"


def test_the_cast_plays_six_weeks_after_the_issue():
    assert (TODAY - ISSUED.date()).days == 43
