"""Pages of the plenary, the document, the action plans and what earlier meetings left."""

from datetime import date

import pytest
from django.urls import reverse

from etam.assessments.documents import storage
from etam.followup.models import Recommendation
from etam.institutions.tests.cast import library
from etam.meetings import actions
from etam.meetings.actions import ActionPlan
from etam.meetings.models import CarriedOver, Meeting, Point
from etam.meetings.tests.cast import DURING, FIRST_DAY, TODAY
from etam.meetings.tests.table import adopted, decided, drafted

pytestmark = pytest.mark.usefixtures("var")


def text(answer):
    return answer.content.decode()


def page(name, meeting, *more):
    return reverse(f"meetings:{name}", args=[meeting.code, *more])


def rows(*people):
    """The rows of the page of signatories as a browser sends them."""
    data = {"row-TOTAL_FORMS": str(len(people)), "row-INITIAL_FORMS": "0", "number": "045/12"}
    for place, row in enumerate(people):
        data |= {f"row-{place}-{name}": value for name, value in row.items()}
    return data


class TestPlenaryPage:
    def test_decides_point_by_point(self, cast, sign_in):
        point, client = drafted(cast), sign_in(cast.officer)
        data = {"point": point.pk, f"p{point.pk}-note": ""}
        refused = client.post(page("plenary", cast.planned), {**data, "do": "reject"})
        assert refused.status_code == 422
        assert "Tulis mengapa pleno tidak menetapkannya" in text(refused)
        assert client.post(page("plenary", cast.planned), {**data, "do": "adopt"}).status_code == 302
        assert Point.objects.get().code == "R1"

    @pytest.mark.parametrize("key", ["", "x", "9" * 30])
    def test_finds_nothing_under_a_key_that_no_point_has(self, cast, sign_in, key):
        data = {"point": key, "do": "adopt"}
        assert sign_in(cast.officer).post(page("plenary", cast.planned), data).status_code == 404

    def test_says_what_is_missing_instead_of_a_button(self, cast, sign_in):
        meeting = cast.meeting("held", starts_on=TODAY, ends_on=TODAY, label="Rakor")
        drafted(cast, meeting=meeting)
        found = text(sign_in(cast.officer).get(page("plenary", meeting)))
        assert "1 butir belum diputuskan pleno." in found
        assert 'value="adopt_meeting"' not in found

    def test_adopts_the_whole(self, cast, sign_in):
        meeting = decided(cast, meeting=cast.meeting("held", starts_on=TODAY, ends_on=TODAY, label="Rakor"))
        data = {"do": "adopt_meeting", "adopted_on": TODAY.isoformat()}
        assert sign_in(cast.officer).post(page("plenary", meeting), data).url == page("documents", meeting)
        assert Meeting.objects.get(pk=meeting.pk).is_adopted

    def test_keeps_the_words_around_the_points(self, cast, sign_in):
        data = {"considerations": "bahwa a;\nbahwa b;", "resolution": "Segera.", "signed_at_place": "Sangatta"}
        sign_in(cast.officer).post(page("frame", cast.planned), data)
        assert Meeting.objects.get(pk=cast.planned.pk).considerations == ["bahwa a;", "bahwa b;"]

    def test_refuses_other_words_once_it_has_adopted(self, cast, sign_in):
        answer = sign_in(cast.officer).post(page("frame", adopted(cast)), {"considerations": "bahwa;"})
        assert answer.status_code == 422
        assert "isi rapat ini tidak berubah lagi" in text(answer)


class TestSignatoriesPage:
    def test_keeps_rows_in_their_order_and_drops_empty_ones(self, cast, sign_in):
        people = (
            {"part": "representative", "person_name": "Siti", "office": "Kepala"},
            {"part": "representative", "person_name": "", "office": ""},
            {"part": "acknowledges", "person_name": "Budi", "office": "Sekretaris"},
        )
        sign_in(cast.officer).post(page("signatories", cast.planned), rows(*people))
        assert [(one.person_name, one.part) for one in cast.planned.signatories.order_by("position")] == [
            ("Siti", "representative"),
            ("Budi", "acknowledges"),
        ]

    def test_keeps_what_was_typed_when_an_office_is_missing(self, cast, sign_in):
        answer = sign_in(cast.officer).post(
            page("signatories", cast.planned), rows({"part": "representative", "person_name": "Siti"})
        )
        assert answer.status_code == 422
        assert "nama dan jabatannya harus diisi" in text(answer)
        assert 'value="Siti"' in text(answer)


class TestDocumentPage:
    def test_makes_an_edition_and_hands_it_over(self, cast, sign_in):
        meeting, client = adopted(cast), sign_in(cast.officer)
        assert client.post(page("documents", meeting)).status_code == 302
        url = page("document", meeting, 1)
        answer = client.get(url)
        assert answer.content.startswith(b"%PDF-")
        assert client.get(url, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304

    def test_asks_for_the_reason_of_another_edition(self, cast, sign_in):
        meeting, client = adopted(cast), sign_in(cast.officer)
        actions.make_document(meeting, by=cast.officer)
        actions.sign(meeting, number="2", signatories=[], by=cast.officer)
        assert "Tulis mengapa ada terbitan baru" in text(client.post(page("documents", meeting)))
        assert client.post(page("documents", meeting), {"reason": "Nomor dilengkapi."}).status_code == 302
        assert meeting.documents.count() == 2

    def test_is_made_by_officers_only(self, cast, sign_in):
        assert sign_in(cast.verifier).post(page("documents", adopted(cast))).status_code == 403

    def test_says_when_the_bytes_were_altered(self, cast, sign_in):
        meeting = adopted(cast)
        made = actions.make_document(meeting, by=cast.officer)
        storage.path_of(made.sha256).write_bytes(b"lain")
        answer = sign_in(cast.observer).get(page("document", meeting, 1))
        assert answer.status_code == 404
        assert "tidak utuh lagi" in text(answer)


class TestPlanPages:
    PLAN = {"action": "Perbarui data desa.", "institution": "L-1", "due_on": "2026-06-30", "topic": "library"}

    def test_issues_a_plan(self, cast, sign_in):
        meeting, client = cast.adopted(), sign_in(cast.officer)
        assert client.post(page("plan", meeting, 4), self.PLAN).url == page("plans", meeting)
        one = Recommendation.objects.get()
        assert (one.source_id, one.institution) == ("rakornis-2020-4", cast.village)
        found = text(client.get(page("plans", meeting)))
        assert "0 dari 1 rencana aksi selesai; 6 butir belum punya rencana" in found
        assert one.get_absolute_url() in found

    def test_offers_the_offices_that_are_there(self, cast, sign_in):
        for code, ended in (("K-1", None), ("K-2", TODAY)):
            office = library(code, f"Dinas {code}", "archive", "regency", cast.regency, cast.regency)
            office.valid_to = ended
            office.save()
        found = text(sign_in(cast.officer).get(page("plan", cast.adopted(), 4)))
        assert '<option value="K-1">Dinas K-1</option>' in found
        assert "Dinas K-2" not in found

    def test_keeps_what_was_typed_when_the_code_is_unknown(self, cast, sign_in):
        data = {**self.PLAN, "institution": "L-99"}
        answer = sign_in(cast.officer).post(page("plan", cast.adopted(), 4), data)
        assert answer.status_code == 422
        assert "Tidak ada lembaga dengan kode L-99" in text(answer)
        assert "Perbarui data desa.</textarea>" in text(answer)

    def test_links_nobody_to_a_page_that_stays_shut(self, cast, sign_in):
        meeting = cast.adopted()
        plan = ActionPlan("Perbarui data.", date(2026, 6, 30), institution=cast.village)
        one = actions.plan_action(meeting.points.get(number=4), plan, by=cast.officer)
        found = text(sign_in(cast.partner).get(page("plans", meeting)))
        assert "Perbarui data." in found
        assert one.get_absolute_url() not in found


class TestCarryPage:
    @pytest.fixture
    def one(self, cast):
        plan = ActionPlan("Perbarui data.", date(2026, 6, 30), institution=cast.village)
        return actions.plan_action(cast.adopted().points.get(number=4), plan, by=cast.officer)

    def test_records_what_the_plenary_decides(self, cast, sign_in, one):
        client, prefix = sign_in(cast.officer), f"r{one.pk}"
        data = {"recommendation": one.pk, f"{prefix}-decision": "continues", f"{prefix}-due_on": "2026-12-01"}
        assert client.post(page("carry", cast.planned), data).status_code == 302
        assert CarriedOver.objects.get().due_on == date(2026, 12, 1)
        assert "Dilanjutkan sampai 1 Desember 2026" in text(client.get(page("carry", cast.planned)))

    def test_waits_for_no_plenary_that_is_over(self, cast, sign_in, one):
        meeting, client = decided(cast), sign_in(cast.officer)
        assert "1 tindakan rapat terdahulu menunggu" in text(client.get(page("carry", meeting)))
        actions.adopt_meeting(meeting, adopted_on=FIRST_DAY, by=cast.officer, at=DURING)
        assert "1 tindakan rapat terdahulu tidak diputuskan" in text(client.get(page("carry", meeting)))

    def test_is_offered_before_the_whole_is_adopted(self, cast, sign_in, one):
        meeting = decided(cast, meeting=cast.meeting("held", starts_on=TODAY, ends_on=TODAY, label="Rakor"))
        assert "1 tindakan rapat terdahulu</a> belum diputuskan" in text(
            sign_in(cast.officer).get(page("plenary", meeting))
        )

    def test_shows_what_does_not_fit(self, cast, sign_in, one):
        data = {"recommendation": one.pk, f"r{one.pk}-decision": "continues", f"r{one.pk}-due_on": "2026-01-01"}
        answer = sign_in(cast.officer).post(page("carry", cast.planned), data)
        assert answer.status_code == 422
        assert "Batas baru harus sesudah 30 Juni 2026" in text(answer)

    def test_is_recorded_by_officers_only(self, cast, sign_in, one):
        assert sign_in(cast.verifier).post(page("carry", cast.planned), {}).status_code == 403
