"""What is known is filled in with where it is from, and nothing that somebody answered is touched."""

from datetime import date

import pytest

from etam.assessments import actions, editions, prefilling
from etam.assessments.models import SheetRevision
from etam.assessments.tests.cast import own
from etam.institutions.models import Institution
from etam.submissions.tests.cast import NOW, make_cast

ELEMENT = "titles_held"
TOLD = "dari isian 2024, diterima 10 Februari 2025"
NOTE = f"Judul tercetak dan digital menurut isian tahunan: 1.048 judul ({TOLD})."


@pytest.fixture
def cast(db):
    return make_cast()


def opened(cast, by=None):
    one = actions.declare_intent(
        cast.village,
        part="village",
        scheme=editions.scheme("accreditation", "2018.1"),
        by=cast.operator,
        year=2026,
        at=NOW,
    )
    return actions.start(one, by=by or cast.operator, at=NOW)


class TestPrefill:
    def test_notes_the_figure_of_the_latest_accepted_return(self, cast):
        sheet = own(opened(cast))
        assert sheet.notes[ELEMENT] == NOTE
        assert sheet.latest.sources[ELEMENT] == TOLD
        assert sheet.latest.channel == SheetRevision.Channel.PREFILL

    def test_answers_nothing_that_the_instrument_leaves_to_the_person(self, cast):
        assert own(opened(cast)).answers == {}

    def test_never_touches_a_note_that_somebody_wrote(self, cast):
        one = opened(cast)
        sheet = own(one)
        actions.save_sheet(
            sheet, answers={}, notes={ELEMENT: "Kami hitung ulang: 900."}, base_revision=1, by=cast.operator
        )
        cast.accepted(print_titles=1100)
        actions.prefill(one, by=cast.operator, at=NOW)
        assert own(one).notes[ELEMENT] == "Kami hitung ulang: 900."

    def test_takes_a_newer_return_when_asked_again(self, cast):
        one = opened(cast)
        cast.accepted(print_titles=1100)
        actions.prefill(one, by=cast.operator, at=NOW)
        assert own(one).notes[ELEMENT].startswith("Judul tercetak dan digital menurut isian tahunan: 1.100 judul")
        assert "isian 2025, diterima 17 Februari 2026" in own(one).notes[ELEMENT]

    def test_makes_no_revision_when_nothing_is_news(self, cast):
        one = opened(cast)
        assert actions.prefill(one, by=cast.operator, at=NOW) is None
        assert own(one).revision_number == 1

    def test_keeps_the_name_of_a_verifier_off_the_sheet(self, cast):
        assert own(opened(cast, by=cast.verifier)).latest.by is None

    def test_knows_nothing_without_an_accepted_return(self, cast):
        new = Institution.objects.create(
            code="L-9", name="Perpustakaan Desa Baru", kind="public", subtype="village", regency=cast.regency,
            region=cast.regency,
        )  # fmt: skip
        one = actions.declare_intent(
            new, part="village", scheme=editions.scheme("accreditation", "2018.1"), by=cast.officer, year=2026, at=NOW
        )
        actions.start(one, by=cast.officer, at=NOW)
        assert own(one).latest is None


class TestProposed:
    """Where an instrument says which answer follows."""

    @pytest.fixture
    def one(self, cast, monkeypatch):
        one = opened(cast)
        known = prefilling.facts(one)[ELEMENT][0]
        from dataclasses import replace

        proposing = replace(known, known=replace(known.known, proposes="a"))
        monkeypatch.setattr(prefilling, "facts", lambda assessment, on=None: {ELEMENT: [proposing]})
        return one

    def test_is_filled_in_with_its_source(self, cast, one):
        actions.prefill(one, by=cast.operator, at=NOW)
        assert own(one).answers == {ELEMENT: "a"}
        assert own(one).latest.sources[ELEMENT] == TOLD

    def test_never_overwrites_an_answer(self, cast, one):
        actions.save_sheet(own(one), answers={ELEMENT: "c"}, base_revision=1, by=cast.operator)
        assert actions.prefill(one, by=cast.operator, at=NOW) is None
        (fill,) = prefilling.fills(one, own(one))
        assert (fill.differs, fill.stands, fill.answer) == (True, "c", "a")


class TestFacts:
    def test_say_what_the_minimum_lacks(self, cast):
        cast.accepted(print_titles=880, digital_titles=0)
        (fact,) = prefilling.facts(opened(cast))[ELEMENT]
        assert fact.lacks == "kurang 120 judul dari 1.000"

    def test_name_the_day_they_were_read_from_the_directory(self, cast):
        found = prefilling.register_of(cast.village)
        assert found["library_name"] == "Perpustakaan Desa Nehes Liah Bing"
        assert "respondent_name" not in found

    def test_leave_out_personal_answers(self, cast):
        found = prefilling.latest_return(cast.village, "library-return")
        assert (found.period, found.accepted_on) == (2024, date(2025, 2, 10))
        assert "respondent_name" not in found.answers
        assert found.answers["library_name"] == cast.village.name
