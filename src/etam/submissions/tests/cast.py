"""The people and places of this room's tests, small enough to keep in mind; rooms above use them too.

Hartati fills in for the village library of Nehes Liah Bing, Yusran verifies for Kutai Timur, Rina and Dewi are officers
of the province, Surya verifies for Bontang and is the outsider.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from etam.accounts.models import User
from etam.institutions.models import Institution, Membership, Region
from etam.institutions.tests.cast import library, person, region
from etam.questionnaire import Context, applicable, unanswered
from etam.submissions import actions, editions
from etam.submissions.models import Round, Submission

WITA = ZoneInfo("Asia/Makassar")
OPENS, DUE, CLOSES = date(2026, 1, 5), date(2026, 3, 31), date(2026, 4, 14)
NOW = datetime(2026, 2, 17, 10, 42, tzinfo=WITA)
LAST_YEAR = datetime(2025, 2, 10, 9, 0, tzinfo=WITA)

# Element: last year, this year. What is not named is 0 in both.
COUNTS = {
    "print_titles": (1048, 1082),
    "print_items": (1174, 1215),
    "print_titles_added": (34, 36),
    "print_items_added": (41, 44),
    "collection_budget_total": (10_000_000, 10_500_000),
    "staff_not_qualified": (2, 2),
    "users_total": (1460, 1490),
    "ict_users": (210, 214),
    "print_titles_used": (310, 322),
    "print_items_used": (340, 351),
    "literacy_activities": (6, 7),
    "literacy_participants": (195, 203),
}
SCHOOL_COUNTS = {
    "school_staff_total": (12, 12),
    "pupils_total": (190, 194),
    "collection_budget_bos": (8_000_000, 8_400_000),
    "collection_budget_non_bos": (2_000_000, 2_100_000),
}


@dataclass
class Cast:
    """Everybody and everything a test needs."""

    officer: User
    second_officer: User
    verifier: User
    operator: User
    outsider: User
    observer: User
    regency: Region
    other_regency: Region
    village: Institution
    school: Institution
    elsewhere: Institution
    round: Round
    last_round: Round

    @property
    def submission(self) -> Submission:
        """What the village library owes this year, as the database has it now."""
        return self.of(self.village)

    def of(self, institution: Institution) -> Submission:
        return Submission.objects.select_related("round", "institution", "latest").get(
            round=self.round, institution=institution
        )

    def answers(self, **changes: Any) -> dict[str, Any]:
        """Complete answers of the village library that pass every check, with `changes` on top."""
        return {**complete_answers(self.submission), **changes}

    def save(self, institution: Institution | None = None, **changes: Any) -> Submission:
        """The operator's complete answers, saved as a draft."""
        submission = self.of(institution or self.village)
        base = submission.latest.number if submission.latest else 0
        answers = {**complete_answers(submission), **changes}
        actions.save_answers(submission, answers=answers, base_revision=base, by=self.operator, at=NOW)
        return submission

    def submitted(self, institution: Institution | None = None, **changes: Any) -> Submission:
        return actions.submit(self.save(institution, **changes), by=self.operator, at=NOW)

    def verified(self, institution: Institution | None = None, **changes: Any) -> Submission:
        return actions.verify(self.submitted(institution, **changes), by=self.verifier, at=NOW)

    def accepted(self, institution: Institution | None = None, **changes: Any) -> Submission:
        return actions.accept(self.verified(institution, **changes), by=self.officer, at=NOW)


def make_cast() -> Cast:
    """Two kab/kota, three libraries, six people, last year's round with figures, this year's round open."""
    province = region("64", "Kalimantan Timur", 1)
    regency = region("64.08", "Kabupaten Kutai Timur", 2, province)
    other = region("64.74", "Kota Bontang", 2, province)
    wahau = region("64.08.05", "Muara Wahau", 3, regency)
    village = library("L-1", "Perpustakaan Desa Nehes Liah Bing", "public", "village", regency, wahau)
    school = library("L-2", "Perpustakaan SDN 004 Muara Wahau", "school", "sd_mi", regency, wahau)
    elsewhere = library("L-3", "Perpustakaan Kelurahan Loktuan", "public", "village", other, other)
    people = {
        "officer": person("rina@example.id", "Rina", "officer", region=province),
        "second_officer": person("dewi@example.id", "Dewi", "officer", region=province),
        "verifier": person("yusran@example.id", "Yusran", "verifier", region=regency),
        "operator": person("hartati@example.id", "Hartati", "operator", institution=village),
        "outsider": person("surya@example.id", "Surya", "verifier", region=other),
        "observer": person("lestari@example.id", "Lestari", "observer", region=province),
    }
    Membership.objects.create(user=people["operator"], role="operator", institution=school, valid_from=date(2020, 1, 1))
    libraries = [village, school, elsewhere]
    last_round = open_round("2024", 2024, libraries, year=2025)
    actions.import_history(
        last_round,
        [
            actions.ArchivedReturn(
                institution=one.code,
                answers=complete_answers(last_round.submissions.select_related("round").get(institution=one)),
                state="accepted",
                saved_at=LAST_YEAR,
                submitted_at=LAST_YEAR,
                accepted_at=LAST_YEAR,
            )
            for one in libraries
        ],
        by=None,
    )
    this_round = open_round("2025", 2025, libraries, year=2026)
    return Cast(
        **people,
        regency=regency,
        other_regency=other,
        village=village,
        school=school,
        elsewhere=elsewhere,
        round=this_round,
        last_round=last_round,
    )


def open_round(code: str, period: int, institutions: list[Institution], year: int) -> Round:
    return actions.open_round(
        code=code,
        title=f"Putaran {code}",
        instrument=editions.instrument("library-return", "2026.1"),
        period=period,
        opens_on=OPENS.replace(year=year),
        due_on=DUE.replace(year=year),
        closes_on=CLOSES.replace(year=year),
        institutions=institutions,
        by=None,
    )


def complete_answers(submission: Submission, **changes: Any) -> dict[str, Any]:
    """An answer to every question that is put to the institution, none of which a check flags."""
    edition = editions.of_round(submission.round)
    context = Context(submission.kind, submission.subtype, submission.regency_id)
    year = submission.round.period - 2024
    counted = {element: float(pair[year]) for element, pair in {**COUNTS, **SCHOOL_COUNTS}.items()}
    numbers = {one.element: counted.get(one.element, 0.0) for one in applicable(edition, context) if one.is_number}
    answers: dict[str, Any] = {**numbers, **_words(submission)}
    known = set(edition.elements)
    answers = {
        element: value for element, value in {**answers, **changes}.items() if element in known and value is not None
    }
    for question in unanswered(edition, answers, context):
        answers[question.element] = {"nothing": "missing"}
    return answers


def _words(submission: Submission) -> Mapping[str, Any]:
    institution = submission.institution
    return {
        "library_type": institution.kind,
        "library_subtype": institution.subtype,
        "institution_name": institution.name,
        "library_name": institution.name,
        "address": institution.address,
        "province": "64",
        "regency": submission.regency_id,
        "npp": "0",
        "npsn": "30400123" if submission.kind == "school" else None,
        "respondent_name": "Hartati",
        "respondent_whatsapp": "081200000000",
        "evidence_url": "https://example.id/bukti",
    }
