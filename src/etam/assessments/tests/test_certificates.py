"""Certificates: registered, revoked, never overlapping, with a grade that follows."""

from datetime import date

import pytest

from etam.assessments import actions
from etam.assessments.exceptions import BadInput, WrongState
from etam.assessments.models import Certificate
from etam.assessments.tests.accreditation_cast import NOW, make_accreditation_cast
from etam.evidence import actions as evidence
from etam.evidence import queries as files
from etam.evidence.tests.files import pdf


@pytest.fixture
def cast(db, var):
    return make_accreditation_cast()


def scan(cast, institution=None, **given):
    return evidence.receive(
        institution=institution or cast.village, data=pdf(), file_name="sertifikat.pdf", type="certificate",
        title="Sertifikat akreditasi", by=cast.operator, at=NOW, **given,
    )  # fmt: skip


def refused(cast, **given):
    with pytest.raises(BadInput) as problem:
        cast.certificate(**given)
    return problem.value


class TestRegister:
    def test_keeps_the_scan_as_evidence(self, cast):
        made = cast.certificate(scan=scan(cast))
        assert [one.title for one in files.uses("certificate", made.pk)[""]] == ["Sertifikat akreditasi"]

    @pytest.mark.parametrize(
        ("begins", "ends"),
        [
            (date(2027, 2, 28), date(2030, 2, 27)),
            (date(2021, 1, 1), date(2024, 3, 1)),
            (date(2025, 1, 1), date(2025, 12, 31)),
            (date(2020, 1, 1), date(2035, 1, 1)),
        ],
    )
    def test_refuses_one_that_overlaps_another(self, cast, begins, ends):
        cast.certificate(number="A-1")
        problem = refused(cast, number="A-2", valid_from=begins, valid_until=ends)
        assert problem.field == "valid_from"
        assert "sudah punya sertifikat A-1 yang berlaku 1 Maret 2024 sampai 28 Februari 2027" in str(problem)

    def test_takes_one_that_begins_the_day_after(self, cast):
        cast.certificate()
        assert cast.certificate(valid_from=date(2027, 3, 1), valid_until=date(2030, 2, 28)).pk

    def test_takes_one_in_the_place_of_a_revoked_one(self, cast):
        actions.revoke_certificate(cast.certificate(), on=date(2025, 1, 1), reason="Salah catat.", by=cast.officer)
        assert cast.certificate(number="B-1").pk

    def test_refuses_a_grade_that_does_not_follow_from_the_score(self, cast):
        problem = refused(cast, grade="A", score=80.0)
        assert problem.field == "grade"
        assert "Nilai 80,00 berarti B" in str(problem)
        assert "belum diverifikasi" in str(problem)

    def test_takes_another_grade_with_a_reason(self, cast):
        assert cast.certificate(grade="A", score=90.5, deviation_reason="SK menyebut A.").grade == "A"

    def test_refuses_a_grade_that_the_generation_does_not_have(self, cast):
        assert refused(cast, grade="D", score=None).field == "grade"

    def test_refuses_a_certificate_of_nothing(self, cast):
        assert "tidak mendapat sertifikat" in str(refused(cast, grade="none", score=None))

    def test_refuses_a_score_above_its_maximum(self, cast):
        assert refused(cast, score=104.0).field == "score"

    def test_refuses_days_out_of_order(self, cast):
        assert refused(cast, valid_until=date(2023, 1, 1)).field == "valid_until"

    def test_refuses_a_number_in_use(self, cast):
        cast.certificate(number="A-1")
        with pytest.raises(BadInput, match="A-1 sudah tercatat") as problem:
            cast.certificate(cast.school, number="A-1")
        assert problem.value.field == "number"

    def test_refuses_the_scan_of_another_library(self, cast):
        problem = refused(cast, scan=scan(cast, cast.elsewhere))
        assert problem.field == "scan"
        assert "milik Perpustakaan Kelurahan Loktuan" in str(problem)
        assert not Certificate.objects.exists()

    def test_refuses_a_scan_that_was_withdrawn(self, cast):
        withdrawn = evidence.withdraw(scan(cast), reason="Salah berkas", by=cast.operator)
        assert "sudah ditarik" in str(refused(cast, scan=withdrawn))

    def test_waits_for_the_result(self, cast):
        from etam.assessments.tests.test_accreditation_counts import determined

        one = determined(cast, cast.village)
        one.state = "delivered"
        with pytest.raises(WrongState, match="belum ditetapkan"):
            cast.certificate(assessment=one)

    def test_belongs_to_the_library_that_was_assessed(self, cast):
        from etam.assessments.tests.test_accreditation_counts import determined

        with pytest.raises(BadInput, match="bukan akreditasi"):
            cast.certificate(cast.elsewhere, assessment=determined(cast, cast.village))


class TestRegisterMany:
    def old(self, cast, line, **given):
        details = {
            "institution": cast.village, "number": f"S-{line}", "grade": "B", "score": None,
            "scheme_code": "accreditation", "scheme_version": "2018.1",
            "valid_from": date(2019, 1, 1), "valid_until": date(2021, 12, 31), "line": line,
        }  # fmt: skip
        return actions.OldCertificate(**{**details, **given})

    def test_keeps_all_or_none(self, cast):
        rows = [self.old(cast, 2), self.old(cast, 3, institution=cast.school), self.old(cast, 4)]
        with pytest.raises(BadInput, match=r"^Baris 4: Perpustakaan Desa Nehes Liah Bing sudah punya sertifikat S-2"):
            actions.register_certificates(rows, by=cast.officer)
        assert not Certificate.objects.exists()


class TestRevoke:
    def test_needs_a_reason(self, cast):
        with pytest.raises(BadInput, match="Tulis sebab"):
            actions.revoke_certificate(cast.certificate(), on=date(2025, 1, 1), reason=" ", by=cast.officer)

    def test_needs_a_day_within_its_validity(self, cast):
        with pytest.raises(BadInput, match="di luar masa berlaku"):
            actions.revoke_certificate(cast.certificate(), on=date(2028, 1, 1), reason="Tutup.", by=cast.officer)

    def test_happens_once(self, cast):
        made = cast.certificate()
        actions.revoke_certificate(made, on=date(2025, 1, 1), reason="Tutup.", by=cast.officer)
        with pytest.raises(WrongState, match="sudah dicabut"):
            actions.revoke_certificate(made, on=date(2025, 1, 1), reason="Tutup.", by=cast.officer)
