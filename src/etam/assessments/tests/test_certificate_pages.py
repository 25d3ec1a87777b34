"""Pages of certificates: found, registered with messages at the fields, taken in from a list, revoked, fetched."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from etam.assessments.models import Certificate
from etam.assessments.tests.accreditation_cast import make_accreditation_cast
from etam.evidence import queries as files
from etam.evidence.tests.files import pdf

LIST, NEW, MANY = (reverse(f"assessments:{name}") for name in ("certificates", "new_certificate", "certificate_list"))
GIVEN = {
    "number": "A-1", "decree": "SK 1/2024", "generation": "2018.1", "grade": "B", "score": "81,25",
    "valid_from": "2024-03-01", "valid_until": "2027-02-28", "scan": "", "deviation_reason": "",
}  # fmt: skip
HEADER = "institution;number;grade;score;generation;valid_from;valid_until;decree;reason"


@pytest.fixture
def cast(db, var, client, settings):
    settings.SECOND_FACTOR_ROLES = set()
    cast = make_accreditation_cast()
    client.force_login(cast.officer)
    return cast


def register(client, cast, code="L-1", **changes):
    return client.post(f"{NEW}?lembaga={code}", {**GIVEN, **changes})


def errors(answer):
    return {name: [str(one) for one in found] for name, found in answer.context["form"].errors.items()}


class TestNewCertificate:
    def test_is_registered(self, client, cast):
        made = Certificate.objects.get(pk=register(client, cast).url.rstrip("/").rpartition("/")[2])
        assert (made.number, made.score, made.registered_by) == ("A-1", 81.25, cast.officer)

    def test_keeps_an_uploaded_scan_as_evidence_of_the_library(self, client, cast):
        register(client, cast, scan_file=SimpleUploadedFile("s.pdf", pdf()))
        (scan,) = files.uses("certificate", Certificate.objects.get().pk)[""]
        assert (scan.institution, scan.title) == (cast.village, "Sertifikat akreditasi A-1")

    def test_says_at_the_field_what_overlaps(self, client, cast):
        cast.certificate(number="LAMA")
        answer = register(client, cast)
        assert answer.status_code == 422
        assert list(errors(answer)) == ["valid_from"]
        assert "sudah punya sertifikat LAMA" in errors(answer)["valid_from"][0]

    def test_says_at_the_field_which_grade_follows(self, client, cast):
        answer = register(client, cast, grade="A")
        assert "berarti B" in errors(answer)["grade"][0]

    def test_proposes_the_last_day_and_asks_to_compare(self, client, cast):
        answer = register(client, cast, valid_until="")
        assert "3 tahun menurut generasi ini (belum diverifikasi)" in errors(answer)["valid_until"][0]
        assert answer.context["form"]["valid_until"].value() == "2027-02-28"
        assert not Certificate.objects.exists()

    def test_offers_no_file_of_another_library(self, client, cast):
        foreign = cast.file(cast.elsewhere, type="certificate")
        answer = register(client, cast, scan=foreign.code)
        assert list(errors(answer)) == ["scan"]

    def test_keeps_nothing_of_the_scan_when_it_is_refused(self, client, cast):
        register(client, cast, grade="A", scan_file=SimpleUploadedFile("s.pdf", pdf()))
        assert not cast.village.evidence.exists()

    def test_finds_the_library_first(self, client, cast):
        answer = client.get(NEW, {"cari": "nehes"})
        assert "?lembaga=L-1" in answer.content.decode()

    def test_begins_with_the_result(self, client, cast):
        one = cast.determined()
        form = client.get(f"{NEW}?penilaian={one.pk}").context["form"]
        assert (form["grade"].value(), form["score"].value(), form["generation"].value()) == ("B", "80,00", "2018.1")

    def test_is_for_officers(self, client, cast):
        client.force_login(cast.verifier)
        assert client.get(NEW).status_code == 403


class TestCertificates:
    def test_are_found_by_how_they_stand(self, client, cast, monkeypatch):
        monkeypatch.setattr("etam.assessments.views.certificates.localdate", lambda: date(2026, 2, 17))
        cast.certificate(number="BERLAKU-1", valid_until=date(2029, 2, 28))
        cast.certificate(cast.school, number="SEGERA-1", valid_until=date(2026, 6, 30))
        cast.certificate(cast.elsewhere, number="LEWAT-1", valid_until=date(2025, 6, 30))
        shown = {
            word: [
                number
                for number in ("BERLAKU-1", "SEGERA-1", "LEWAT-1")
                if number in _text(client, f"{LIST}?masa={word}")
            ]
            for word in ("berlaku", "setahun", "enam-bulan", "lewat", "")
        }
        assert shown == {
            "berlaku": ["BERLAKU-1", "SEGERA-1"],
            "setahun": ["SEGERA-1"],
            "enam-bulan": ["SEGERA-1"],
            "lewat": ["LEWAT-1"],
            "": ["BERLAKU-1", "SEGERA-1", "LEWAT-1"],
        }
        assert "2 sertifikat berlaku; 1 habis dalam enam bulan" in _text(client, LIST)

    def test_show_a_verifier_the_own_region(self, client, cast):
        cast.certificate(number="KUTIM-1")
        cast.certificate(cast.elsewhere, number="BONTANG-1")
        client.force_login(cast.verifier)
        assert "KUTIM-1" in _text(client, LIST)
        assert "BONTANG-1" not in _text(client, LIST)

    def test_ask_the_database_as_often_for_many(self, client, cast, django_assert_max_num_queries):
        cast.certificate()
        cast.certificate(cast.school)
        cast.certificate(cast.elsewhere)
        with django_assert_max_num_queries(20):
            client.get(LIST)


class TestScan:
    def url(self, cast):
        scan = cast.file(type="certificate")
        made = cast.certificate(scan=scan)
        return reverse("assessments:certificate_evidence", args=[made.pk, scan.code])

    def test_is_fetched_by_who_answers_for_the_library(self, client, cast):
        url = self.url(cast)
        client.force_login(cast.operator)
        answer = client.get(url)
        assert answer.status_code == 200
        assert answer["Content-Disposition"].startswith("attachment")

    @pytest.mark.parametrize(("who", "status"), [("outsider", 404), ("assessor", 404), ("observer", 403)])
    def test_is_kept_from_others(self, client, cast, who, status):
        url = self.url(cast)
        client.force_login(getattr(cast, who))
        assert client.get(url).status_code == status

    def test_is_only_what_the_certificate_uses(self, client, cast):
        other = cast.file()
        made = cast.certificate()
        assert client.get(reverse("assessments:certificate_evidence", args=[made.pk, other.code])).status_code == 404


class TestRevoke:
    def test_says_at_the_field_what_is_wrong(self, client, cast):
        url = reverse("assessments:revoke", args=[cast.certificate().pk])
        answer = client.post(url, {"on": "2030-01-01", "reason": "Tutup."})
        assert answer.status_code == 422
        assert "di luar masa berlaku" in errors(answer)["on"][0]

    def test_is_shown_with_its_reason(self, client, cast):
        made = cast.certificate()
        client.post(
            reverse("assessments:revoke", args=[made.pk]), {"on": "2025-01-01", "reason": "Perpustakaan ditutup."}
        )
        assert "Perpustakaan ditutup." in _text(client, made.get_absolute_url())


class TestRenew:
    def test_is_offered_by_the_last_certificate_only(self, client, cast):
        first = cast.certificate(valid_from=date(2020, 1, 1), valid_until=date(2022, 12, 31))
        last = cast.certificate(valid_from=date(2023, 1, 1), valid_until=date(2099, 12, 31))
        offered = [one for one in (first, last) if "Mulai perpanjangan" in _text(client, one.get_absolute_url())]
        assert offered == [last]


class TestManyCertificates:
    def upload(self, client, *rows):
        text = "\n".join([HEADER, *rows])
        return client.post(MANY, {"file": SimpleUploadedFile("daftar.csv", text.encode("utf-8-sig"))})

    def test_are_seen_before_they_are_stored(self, client, cast):
        answer = self.upload(
            client, "L-1;S-1;B;81,25;2018;2019-03-01;28/2/2022;;", "L-2;S-2;A;;2022.1;1/3/2023;2028-02-28;SK;"
        )
        assert "2 sertifikat siap dicatat" in answer.content.decode()
        assert not Certificate.objects.exists()
        client.post(reverse("assessments:store_certificates"))
        assert {(one.number, one.valid_until) for one in Certificate.objects.all()} == {
            ("S-1", date(2022, 2, 28)),
            ("S-2", date(2028, 2, 28)),
        }

    def test_name_every_problem_with_its_line(self, client, cast):
        cast.certificate(number="LAMA", valid_from=date(2018, 1, 1), valid_until=date(2020, 12, 31))
        answer = self.upload(
            client,
            "L-99;S-1;B;;2018;2019-03-01;2022-02-28;;",
            "L-1;S-2;B;;2018;2019-03-01;2022-02-28;;",
            "L-2;S-3;A;80;2018;2019-03-01;2022-02-28;;",
            "L-2;S-4;B;;2018;2019-03-01;2018-02-28;;",
            "L-3;S-5;B;;1999;2019-03-01;2022-02-28;;",
            "L-3;LAMA;B;;2018;kemarin;2022-02-28;;",
            "L-3;S-6;B;;2018;2019-03-01;2022-02-28;;",
            "L-3;S-6;B;;2018;2022-03-01;2025-02-28;;",
        )
        found = [str(fault) for fault in answer.context["plan"].faults]
        assert [fault.partition(":")[0] for fault in found] == [
            "Baris 2, kolom institution", "Baris 3, kolom valid_from", "Baris 4, kolom grade",
            "Baris 5, kolom valid_until", "Baris 6, kolom generation", "Baris 7, kolom valid_from",
            "Baris 9, kolom number",
        ]  # fmt: skip
        assert "sudah punya sertifikat LAMA" in found[1]
        assert client.post(reverse("assessments:store_certificates"), follow=True).status_code == 200
        assert Certificate.objects.count() == 1

    def test_overlap_within_the_list(self, client, cast):
        answer = self.upload(
            client, "L-1;S-1;B;;2018;2019-03-01;2022-02-28;;", "L-1;S-2;B;;2018;2022-02-28;2025-02-27;;"
        )
        assert "sertifikat di baris 2" in str(answer.context["plan"].faults[0])

    def test_are_read_again_before_they_are_stored(self, client, cast):
        self.upload(client, "L-1;S-1;B;;2018;2024-03-01;2027-02-28;;")
        cast.certificate(number="BARU")
        answer = client.post(reverse("assessments:store_certificates"), follow=True)
        assert "Tidak ada yang disimpan. Baris 2" in answer.content.decode()
        assert Certificate.objects.count() == 1

    def test_ask_for_the_columns(self, client, cast):
        answer = client.post(MANY, {"file": SimpleUploadedFile("a.csv", b"nama;nomor\nA;B\n")})
        assert "Kolom institution, number" in errors(answer)["file"][0]


def _text(client, url):
    return client.get(url).content.decode()
