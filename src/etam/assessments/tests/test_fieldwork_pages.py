"""Findings, random samples and the exit meeting, as their people meet them; two pages on a phone."""

import re

import pytest
from django.urls import reverse

from etam.assessments import actions
from etam.assessments.models import Assessment, Irregularity, Sample
from etam.assessments.tests.cast import NOW, AuditCast, make_audit_cast
from etam.assessments.tests.test_auditing import FINDING, sample
from etam.assessments.tests.test_programme_pages import text, url

State = Assessment.State


pytestmark = pytest.mark.usefixtures("audit_day")


def words(**changes: str) -> dict[str, str]:
    return {**FINDING, "criterion": "UU 43/2009", "cause": "", "element": "use", "due_on": "2026-06-01", **changes}


class TestFindings:
    def test_are_written_by_the_team_at_a_question(self, cast, as_):
        one = cast.moderating()
        as_(cast.sari).post(url("irregularities", one.pk), words())
        made = one.irregularities.get()
        assert (made.element, made.criterion, made.by) == ("use", "UU 43/2009", cast.sari)

    def test_keep_the_draft_when_something_is_wrong(self, cast, as_):
        answer = as_(cast.sari).post(url("irregularities", cast.moderating().pk), words(due_on="2020-01-01"))
        assert answer.status_code == 422
        assert "sudah lewat" in text(answer)
        assert FINDING["condition"] in text(answer)

    def test_are_a_working_paper_until_they_are_presented(self, cast, as_):
        one = cast.moderating()
        actions.write_irregularity(one, **FINDING, by=cast.sari, at=NOW)
        assert FINDING["condition"] not in text(as_(cast.auditee).get(url("irregularities", one.pk)))
        actions.present(one, by=cast.sari, at=NOW)
        assert FINDING["condition"] in text(as_(cast.auditee).get(url("irregularities", one.pk)))

    def test_are_read_by_everybody_else_without_forms(self, cast, as_):
        one = cast.responding(**FINDING)
        shown = text(as_(cast.observer).get(url("irregularities", one.pk)))
        assert FINDING["condition"] in shown
        assert "Kirim tanggapan" not in shown

    def test_change_by_the_team(self, cast, as_):
        one = cast.moderating()
        made = actions.write_irregularity(one, **FINDING, by=cast.sari, at=NOW)
        data = {f"t{made.pk}-{name}": value for name, value in words(condition="Lain").items()}
        as_(cast.tono).post(url("irregularity", made.pk), {**data, "do": "change"})
        made.refresh_from_db()
        assert made.condition == "Lain"

    def test_are_dropped_with_a_reason_and_stay_readable(self, cast, as_):
        one = cast.responding(**FINDING)
        made = one.irregularities.get()
        address = url("irregularity", made.pk)
        assert as_(cast.sari).post(address, {"do": "drop", f"c{made.pk}-reason": ""}).status_code == 422
        as_(cast.sari).post(address, {"do": "drop", f"c{made.pk}-reason": "Bukti ditunjukkan."})
        assert "Bukti ditunjukkan." in text(as_(cast.auditee).get(url("irregularities", one.pk)))

    def test_are_disputed_with_a_reason_which_is_asked_for(self, cast, as_):
        one = cast.responding(**FINDING)
        made = one.irregularities.get()
        address, prefix = url("irregularity", made.pk), f"j{made.pk}"
        answer = as_(cast.auditee).post(address, {"do": "answer", f"{prefix}-answer": "disputed"})
        assert answer.status_code == 422
        assert "tulis sebab Anda tidak setuju" in text(answer)
        as_(cast.auditee).post(address, {f"{prefix}-answer": "disputed", f"{prefix}-text": "Sudah dipindahkan."})
        made.refresh_from_db()
        assert (made.answer, made.answer_text) == ("disputed", "Sudah dipindahkan.")

    def test_are_answered_by_nobody_of_the_team(self, cast, as_):
        made = cast.responding(**FINDING).irregularities.get()
        answer = as_(cast.sari).post(url("irregularity", made.pk), {"do": "answer", f"j{made.pk}-answer": "agreed"})
        assert answer.status_code == 403

    def test_lead_to_their_recommendation_once_determined(self, cast, as_):
        one = cast.responding(**FINDING)
        actions.determine(one, silence_reason="Tidak menjawab.", by=cast.officer, at=NOW)
        shown = text(as_(cast.auditee).get(url("irregularities", one.pk)))
        assert "Belum ditindaklanjuti" in shown
        assert "Tindak lanjut rekomendasi" in shown

    def test_ask_the_database_as_often_for_one_as_for_many(self, cast, as_):
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        one = cast.moderating()
        browser = as_(cast.sari)

        def count() -> int:
            with CaptureQueriesContext(connection) as seen:
                assert browser.get(url("irregularities", one.pk)).status_code == 200
            return len(seen)

        actions.write_irregularity(one, **FINDING, by=cast.sari, at=NOW)
        count()
        few = count()
        for _ in range(5):
            actions.write_irregularity(one, **FINDING, by=cast.tono, at=NOW)
        assert count() == few


class TestSamples:
    def test_are_drawn_with_a_seed_that_is_proposed(self, cast, as_):
        one = cast.scoring()
        shown = text(as_(cast.sari).get(url("samples", one.pk)))
        seed = re.search(r'name="seed" value="(\d+)"', shown)
        assert seed
        data = {"element": "use", "population": "Arsip aktif", "size": "200", "count": "10", "seed": seed[1]}
        as_(cast.sari).post(url("samples", one.pk), data)
        made = Sample.objects.get()
        assert made.drawn == actions.drawn(200, 10, int(seed[1]))

    def test_begin_with_the_question_that_one_came_from(self, cast, as_):
        shown = text(as_(cast.sari).get(url("samples", cast.scoring().pk), {"pertanyaan": "disposal"}))
        assert '<option value="disposal" selected>' in shown

    def test_larger_than_their_list_are_refused(self, cast, as_):
        data = {"element": "use", "population": "Arsip aktif", "size": "5", "count": "10", "seed": "1"}
        answer = as_(cast.sari).post(url("samples", cast.scoring().pk), data)
        assert "dapat diambil 1 sampai 5" in text(answer)

    def test_are_hidden_from_the_audited_office_while_they_could_be_put_in_order(self, cast, as_):
        made = sample(cast, cast.scoring())
        assert as_(cast.auditee).get(url("samples", made.assessment_id)).status_code == 403
        assert as_(cast.auditee).get(url("sample", made.pk)).status_code == 403

    def test_show_how_to_draw_them_again(self, cast, as_):
        made = sample(cast, cast.scoring())
        shown = text(as_(cast.verifier).get(url("sample", made.pk)))
        code = re.search(r'python3 -c "(import random[^<]*)"|python3 -c &quot;(import random[^<]*)&quot;', shown)
        assert code
        found: list[str] = []
        exec((code[1] or code[2]), {"print": lambda drawn: found.append(drawn)})  # the very line that people copy
        assert found == [made.drawn]


class TestChecklist:
    def noted(self, made: Sample, right: int) -> dict[str, str]:
        return {f"sesuai.{number}": "ya" if place < right else "tidak" for place, number in enumerate(made.drawn)}

    def test_tells_the_share_and_its_interval_once_all_are_checked(self, cast, as_):
        made = sample(cast, cast.scoring())
        answer = as_(cast.sari).post(url("sample", made.pk), self.noted(made, 9), follow=True)
        # Of 200 files between 113 and 199 may be in order: Clopper and Pearson with the hypergeometric distribution.
        said = '<b>9 dari 10 sesuai (90%)</b>, selang 95% untuk seluruh daftar <span class="nowrap">56,5–99,5%</span>'
        assert said in text(answer)

    def test_tells_no_interval_of_half_a_sample(self, cast, as_):
        made = sample(cast, cast.scoring())
        answer = as_(cast.sari).post(url("sample", made.pk), {f"sesuai.{made.drawn[0]}": "ya"}, follow=True)
        assert "1 dari 10 diperiksa, 1 sesuai" in text(answer)
        assert "selang 95% untuk" not in text(answer)

    def test_leaves_alone_what_somebody_else_noted_meanwhile(self, cast, as_):
        made = sample(cast, cast.scoring())
        first, second = made.drawn[:2]
        actions.record_sample(made, results={str(first): (False, "Hilang.")}, by=cast.tono)
        stale = {f"sesuai.{first}": "", f"lihat.{first}": "", f"sesuai.{second}": "ya", f"lihat.{second}": ""}
        as_(cast.sari).post(url("sample", made.pk), stale)
        made.refresh_from_db()
        assert made.results == {str(first): [False, "Hilang."], str(second): [True, ""]}

    def test_says_so_on_a_phone_when_it_cannot_be_saved(self, cast, as_):
        one = cast.scoring()
        made = sample(cast, one)
        Assessment.objects.filter(pk=one.pk).update(state=State.RESPONDING)
        answer = as_(cast.sari).post(url("sample", made.pk), self.noted(made, 1), headers={"HX-Request": "true"})
        assert "Belum tersimpan" in text(answer)


class TestPresent:
    def test_shows_what_the_office_will_see(self, cast, as_):
        one = cast.moderating()
        actions.write_irregularity(one, **FINDING, by=cast.sari, at=NOW)
        shown = text(as_(cast.sari).get(url("present", one.pk)))
        assert "52,50" in shown
        assert FINDING["condition"] in shown

    def test_lists_what_is_not_settled(self, cast, as_):
        one = cast.moderating(use=70)
        shown = text(as_(cast.sari).get(url("present", one.pk)))
        assert "1 hal sebelum rapat akhir" in shown
        assert as_(cast.sari).post(url("present", one.pk)).status_code == 409

    def test_gives_the_findings_to_the_office(self, cast, as_):
        one = cast.moderating()
        as_(cast.sari).post(url("present", one.pk))
        one.refresh_from_db()
        assert one.state == State.RESPONDING

    def test_is_for_the_team(self, cast, as_):
        assert as_(cast.verifier).get(url("present", cast.moderating().pk)).status_code == 403


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
class TestOnAPhone:
    @pytest.fixture
    def cast(self, transactional_db: None) -> AuditCast:
        return make_audit_cast()

    def test_an_auditor_ticks_drawn_files_and_each_is_saved(self, cast, open_as, axe):
        made = sample(cast, cast.scoring(), size=10, count=2)
        page = open_as(cast.sari, reverse("assessments:sample", args=[made.pk]))
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        first = page.get_by_role("group", name=f"Nomor {made.drawn[0]}", exact=True)
        first.get_by_label("Sesuai").check()
        page.get_by_text("1 dari 2 diperiksa, 1 sesuai").wait_for()
        page.locator("#saved").get_by_text("Tersimpan").wait_for()
        made.refresh_from_db()
        assert made.results == {str(made.drawn[0]): [True, ""]}

    def test_an_audited_office_answers_a_finding(self, cast, open_as, axe):
        one = cast.responding(**FINDING)
        page = open_as(cast.auditee, reverse("assessments:irregularities", args=[one.pk]))
        assert page.get_by_role("heading", level=1).inner_text() == "1 dari 1 temuan menunggu tanggapan Anda"
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 390
        page.get_by_label("Tidak setuju").check()
        page.get_by_role("button", name="Kirim tanggapan").click()
        page.get_by_text("tulis sebab Anda tidak setuju").first.wait_for()
        page.get_by_label("Penjelasan").fill("Sudah dipindahkan 3 Februari.")
        page.get_by_role("button", name="Kirim tanggapan").click()
        page.get_by_text("Temuan 1 ditanggapi.").wait_for()
        assert Irregularity.objects.get().answer == "disputed"
