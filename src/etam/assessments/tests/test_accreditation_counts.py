"""Who is accredited: on a day, over the years, on the board, and after an event."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etam.assessments import validity
from etam.assessments.models import Assessment
from etam.assessments.queries import accreditation as counts
from etam.assessments.tests.accreditation_cast import NOW, TODAY, make_accreditation_cast
from etam.institutions.models import Institution

DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))


@pytest.fixture
def cast(db):
    return make_accreditation_cast()


def lines(by="regency"):
    board = counts.Board(Institution.objects.all(), TODAY, by=by)
    return {one.key: one for one in board.lines({"64.08": "Kutai Timur", "64.74": "Bontang"})}


class TestStanding:
    @pytest.mark.parametrize(
        ("until", "expected"),
        [
            (date(2027, 2, 18), "valid"),
            (date(2027, 2, 17), "within_year"),
            (date(2026, 8, 18), "within_year"),
            (date(2026, 8, 17), "within_half"),
            (date(2026, 2, 17), "within_half"),
            (date(2026, 2, 16), "lapsed"),
        ],
    )
    def test_counts_months_to_the_day(self, until, expected):
        assert validity.standing(date(2020, 1, 1), until, None, TODAY) == expected

    def test_ends_on_the_day_of_revocation(self):
        assert validity.standing(date(2020, 1, 1), date(2030, 1, 1), TODAY, TODAY) == "revoked"
        assert validity.standing(date(2020, 1, 1), date(2030, 1, 1), TODAY, date(2026, 2, 16)) == "valid"

    @pytest.mark.django_db
    def test_says_in_the_database_what_it_says_in_python(self, cast):
        for number, until in enumerate(
            (date(2026, 2, 16), TODAY, date(2026, 8, 17), date(2027, 2, 17), date(2029, 1, 1))
        ):
            owner = Institution.objects.create(
                code=f"X-{number}", name="X", kind="school", subtype="sd_mi", regency=cast.regency, region=cast.regency
            )
            cast.certificate(owner, valid_until=until)
        cast.certificate(cast.school, valid_from=date(2026, 5, 1), valid_until=date(2029, 1, 1))
        from etam.assessments.models import Certificate

        for one in Certificate.objects.all():
            codes = [
                code
                for code in validity.STANDINGS
                if Certificate.objects.filter(validity.stands(code, TODAY), pk=one.pk)
            ]
            assert codes == [validity.standing_of(one, TODAY).code]

    @given(DAYS, DAYS, st.none() | DAYS, DAYS)
    def test_is_accredited_only_between_its_days(self, begins, ends, revoked, day):
        code = validity.standing(begins, ends, revoked, day)
        holds = begins <= day <= ends and not (revoked and revoked <= day)
        assert (code in validity.HOLDING) == holds


class TestBoard:
    def test_tells_unknown_from_lapsed(self, cast):
        cast.certificate(valid_until=date(2025, 12, 31))
        found = lines()["64.08"]
        assert (found.libraries, found.standings["lapsed"], found.unknown, found.accredited) == (2, 1, 1, 0)

    def test_counts_a_library_once_by_the_certificate_that_holds(self, cast):
        cast.certificate(valid_from=date(2020, 1, 1), valid_until=date(2022, 12, 31))
        cast.certificate(valid_until=date(2026, 6, 30))
        found = lines()["64.08"]
        assert dict(found.standings) == {"within_half": 1}

    def test_leaves_out_a_library_that_has_ended(self, cast):
        cast.certificate()
        Institution.objects.filter(pk=cast.village.pk).update(valid_to=date(2026, 1, 31))
        assert lines()["64.08"].accredited == 0

    def test_keeps_generations_apart(self, cast):
        cast.certificate(grade="B")
        cast.certificate(cast.elsewhere, grade="A", score=None, scheme_version="2022.1")
        board = counts.Board(Institution.objects.all(), TODAY)
        assert [(one.scheme_version, dict(one.grades)) for one in board.grades()] == [
            ("2022.1", {"A": 1}),
            ("2018.1", {"B": 1}),
        ]

    def test_adds_up(self, cast):
        cast.certificate(cast.elsewhere)
        board = counts.Board(Institution.objects.all(), TODAY)
        assert (board.total.libraries, board.total.accredited, board.total.unknown) == (3, 1, 2)

    def test_asks_the_database_as_often_for_many_libraries(self, cast, django_assert_num_queries):
        cast.certificate()
        with django_assert_num_queries(3):
            counts.Board(Institution.objects.all(), TODAY)


class TestCourse:
    def test_divides_by_the_libraries_of_that_day(self, cast):
        cast.certificate(valid_from=date(2024, 3, 1), valid_until=date(2027, 2, 28))
        Institution.objects.filter(pk=cast.school.pk).update(valid_from=date(2025, 6, 1))
        found = counts.course(range(2023, 2027), today=TODAY)
        assert [(one.year, one.accredited, one.libraries) for one in found] == [
            (2023, 0, 2), (2024, 1, 2), (2025, 1, 3), (2026, 1, 3),
        ]  # fmt: skip
        assert found[1].share == 50

    def test_looks_at_the_current_year_today(self, cast):
        assert counts.course([2026], today=TODAY)[0].day == TODAY

    def test_does_not_look_ahead(self, cast):
        assert counts.course([2027, 2030], today=TODAY) == []

    def test_tells_known_from_unknown(self, cast):
        cast.certificate(valid_from=date(2020, 1, 1), valid_until=date(2022, 12, 31))
        (found,) = counts.course([2025], today=TODAY)
        assert (found.accredited, found.known, found.unknown) == (0, 1, 2)

    @pytest.mark.parametrize("revoked", [date(2024, 6, 1), None])
    def test_ends_with_revocation(self, cast, revoked):
        made = cast.certificate()
        made.revoked_on = revoked
        made.save()
        (found,) = counts.course([2025], today=TODAY)
        assert found.accredited == (0 if revoked else 1)


class TestAccreditedOn:
    def test_counts_by_regency_and_kind(self, cast):
        cast.certificate()
        assert counts.accredited_on(TODAY) == [
            counts.Accredited("64.08", "public", 1, 1, 1),
            counts.Accredited("64.08", "school", 1, 0, 0),
            counts.Accredited("64.74", "public", 1, 0, 0),
        ]


class TestCertificateOf:
    def test_is_none_the_day_after_its_last(self, cast):
        made = cast.certificate()
        assert counts.certificate_of(cast.village, date(2027, 2, 28)) == made
        assert counts.certificate_of(cast.village, date(2027, 3, 1)) is None


class TestSince:
    def test_says_nothing_where_nothing_followed(self, cast):
        assert counts.since([cast.village], TODAY) == {cast.village.pk: counts.Followed()}

    def test_finds_a_certificate_that_begins_later(self, cast):
        cast.certificate(valid_from=date(2026, 5, 1), valid_until=date(2029, 4, 30))
        found = counts.since([cast.village, cast.school], date(2026, 3, 1))
        assert found[cast.village.pk] == counts.Followed(None, date(2026, 5, 1), "B")

    def test_passes_over_what_was_before(self, cast):
        cast.certificate()
        assert counts.since([cast.village], TODAY)[cast.village.pk] == counts.Followed()


def determined(cast, institution, at=NOW):
    return Assessment.objects.create(
        kind="accreditation", institution=institution, part="village", year=2026, institution_kind="public",
        institution_subtype="village", regency=cast.regency, scheme_code="accreditation", scheme_version="2018.1",
        instrument_code="accreditation-village", instrument_version="2018.1", instrument_checksum="0" * 64,
        state="determined", state_since=at, final_score=80.0, final_grade="B", determined_at=at,
    )  # fmt: skip


class TestUnderWay:
    def test_waits_for_the_certificate_after_the_result(self, cast):
        one = determined(cast, cast.village)
        assert lines()["64.08"].states["determined"] == 1
        cast.certificate(assessment=one)
        assert lines()["64.08"].states["determined"] == 0

    def test_does_not_wait_for_one_that_was_not_earned(self, cast):
        one = determined(cast, cast.village)
        Assessment.objects.filter(pk=one.pk).update(final_grade="none", final_score=40.0)
        assert lines()["64.08"].states["determined"] == 0

    def test_is_followed_by_its_grade(self, cast):
        one = determined(cast, cast.village, at=datetime(2026, 4, 2, 9, tzinfo=NOW.tzinfo))
        one.steps.create(to_state="planned", at=NOW)
        found = counts.since([cast.village], date(2026, 1, 1))[cast.village.pk]
        assert found == counts.Followed(TODAY, date(2026, 4, 2), "B")
