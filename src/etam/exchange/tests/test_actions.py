"""What becomes of an upload: nothing before it is confirmed, all or nothing per institution after."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from etam.accounts.models import JournalEntry
from etam.exchange import access, actions
from etam.exchange.exceptions import FileRefused, NothingToConfirm
from etam.exchange.models import Upload
from etam.exchange.preview import PreviewRow
from etam.exchange.queries import template_task
from etam.exchange.template import write_table, write_template
from etam.submissions import actions as collection
from etam.submissions.exceptions import WrongPerson
from etam.submissions.models import Revision
from etam.submissions.tests.cast import NOW, WITA, Cast, complete_answers
from etam.web.tests import nasty

SHEET = "xl/worksheets/sheet1.xml"


def template(cast: Cast, *institutions, user=None) -> bytes:
    """A template as `user` downloads it, of one institution or of several."""
    rows = access.submissions_to_exchange(user or cast.officer, cast.round).filter(institution__in=institutions)
    task = template_task(cast.round, rows, place="Kutai Timur", generated_on=date(2026, 2, 17))
    return write_table(task) if len(institutions) > 1 else write_template(task)


def filled(cast: Cast, *institutions, answers=None, user=None) -> bytes:
    """A workbook of these institutions with complete answers written into its cells."""
    rows = list(access.submissions_to_exchange(user or cast.officer, cast.round).filter(institution__in=institutions))
    task = template_task(cast.round, rows, place="Kutai Timur", generated_on=date(2026, 2, 17))
    given = [{**complete_answers(row), **(answers or {}).get(row.institution.code, {})} for row in rows]
    return write_table(
        replace(task, rows=tuple(replace(row, answers=mine) for row, mine in zip(task.rows, given, strict=True)))
    )


def receive(cast: Cast, data: bytes, by=None, at: datetime = NOW) -> Upload:
    return actions.receive(data=data, file_name="isian kutim.xlsx", round_=cast.round, by=by or cast.officer, at=at)


def rows_of(upload: Upload) -> dict[str, PreviewRow]:
    return {row["institution"]: PreviewRow.from_json(row) for row in upload.rows}


def confirm(cast: Cast, upload: Upload, by=None) -> dict[str, PreviewRow]:
    return rows_of(actions.confirm(upload, by=by or cast.officer, at=NOW))


class TestReceive:
    def test_stores_no_answer(self, cast):
        receive(cast, filled(cast, cast.village, cast.school))
        assert not Revision.objects.filter(submission__round=cast.round).exists()

    def test_says_what_is_new_for_each_institution(self, cast):
        row = rows_of(receive(cast, filled(cast, cast.village, cast.school)))["L-1"]
        assert row.state == "new"
        assert row.answers["print_titles"] == cast.answers()["print_titles"]

    def test_shows_an_old_answer_beside_the_new_one(self, cast):
        cast.save()
        row = rows_of(receive(cast, filled(cast, cast.village, answers={"L-1": {"print_titles": 1050}})))["L-1"]
        before = cast.submission.latest.answers["print_titles"]
        assert [(one.element, one.old, one.new) for one in row.changes] == [("print_titles", before, 1050)]
        assert row.state == "changed"

    def test_an_untouched_template_changes_nothing(self, cast):
        rows = rows_of(receive(cast, template(cast, cast.village, cast.school)))
        assert {row.state for row in rows.values()} == {"unchanged"}

    def test_completes_new_answers_from_the_register(self, cast):
        row = rows_of(receive(cast, filled(cast, cast.village)))["L-1"]
        assert row.answers["library_type"] == "public"

    def test_runs_the_checks_and_names_the_cell(self, cast):
        data = filled(cast, cast.village, answers={"L-1": {"print_titles": 1250, "print_items": 1180}})
        row = rows_of(receive(cast, data))["L-1"]
        assert any(said.startswith("Baris 7, kolom T:") and "1.250" in said for said in row.must_fix)

    def test_takes_an_explanation_for_what_asks_one(self, cast):
        data = filled(cast, cast.village, answers={"L-1": {"users_total": 14_600}})
        explained = nasty.patch(
            data, SHEET, r'<c r="AW7"( s="\d+")/>', r'<c r="AW7"\1 t="inlineStr"><is><t>Ada pameran</t></is></c>'
        )
        assert rows_of(receive(cast, data))["L-1"].explain
        row = rows_of(receive(cast, explained))["L-1"]
        assert not row.explain
        assert set(row.reasons.values()) == {"Ada pameran"}

    def test_another_institution_is_not_read(self, cast):
        data = filled(cast, cast.village, cast.elsewhere)
        row = rows_of(receive(cast, data, by=cast.operator))["L-3"]
        assert row.state == "refused"
        assert row.changes == ()
        assert "bukan tugas Anda" in row.notes[0]
        assert "Loktuan" not in str(row)

    def test_an_unknown_institution_gets_the_same_sentence(self, cast):
        data = nasty.patch(filled(cast, cast.village), "xl/sharedStrings.xml", "<t>L-1</t>", "<t>X-9</t>")
        assert "bukan tugas Anda" in rows_of(receive(cast, data))["X-9"].notes[0]

    def test_a_return_that_was_sent_is_not_changed(self, cast):
        cast.submitted()
        row = rows_of(receive(cast, filled(cast, cast.village, answers={"L-1": {"print_titles": 7}})))["L-1"]
        assert row.state == "refused"
        assert "terkirim dan tidak dapat diubah" in row.notes[0]

    def test_a_return_that_was_sent_may_stand_unchanged_in_a_workbook(self, cast):
        cast.submitted()
        row = rows_of(receive(cast, template(cast, cast.village, cast.school)))["L-1"]
        assert row.state == "unchanged"

    def test_an_answer_to_a_question_that_is_not_put_is_named(self, cast):
        pattern, number = r'<c r="H7" s="(\d+)" t="s"><v>\d+</v></c>', r'<c r="H7" s="\1"><v>12</v></c>'
        row = rows_of(receive(cast, nasty.patch(filled(cast, cast.village), SHEET, pattern, number)))["L-1"]
        assert row.state == "refused"
        assert "kolom H" in row.notes[0]
        assert "tidak berlaku bagi lembaga ini" in row.notes[0]

    def test_previews_that_nobody_came_back_to_are_emptied(self, cast):
        data = filled(cast, cast.village)
        old = receive(cast, data)
        Upload.objects.update(at=NOW - timedelta(days=15))
        receive(cast, data)
        old.refresh_from_db()
        assert (old.state, old.rows) == ("discarded", [])

    def test_what_somebody_else_changed_since_the_template_is_a_conflict(self, cast):
        cast.save()
        data = filled(cast, cast.village, answers={"L-1": {"print_titles": 1050}})
        cast.save(print_titles=1060)
        row = rows_of(receive(cast, data))["L-1"]
        assert row.state == "conflict"
        assert "diubah orang lain: Judul tercetak" in row.notes[0]

    def test_what_somebody_else_changed_elsewhere_is_kept(self, cast):
        cast.save()
        data = filled(cast, cast.village, answers={"L-1": {"print_titles": 1050}})
        cast.save(users_total=1500)
        assert set(rows_of(receive(cast, data))["L-1"].answers) == {"print_titles"}

    def test_a_closed_round_takes_nothing(self, cast):
        data = filled(cast, cast.village)
        with pytest.raises(FileRefused, match="sudah ditutup pada 14 April 2026"):
            receive(cast, data, at=datetime(2026, 5, 1, tzinfo=WITA))

    def test_a_round_that_is_not_open_yet_takes_nothing(self, cast):
        data = filled(cast, cast.village)
        with pytest.raises(FileRefused, match="baru dibuka pada 5 Januari 2026"):
            receive(cast, data, at=datetime(2026, 1, 1, tzinfo=WITA))

    def test_a_refused_file_leaves_nothing_behind(self, cast):
        with pytest.raises(FileRefused):
            receive(cast, b"bukan berkas")
        assert not Upload.objects.exists()

    def test_is_journalled(self, cast):
        receive(cast, filled(cast, cast.village))
        assert JournalEntry.objects.filter(action="upload.receive", by=cast.officer).count() == 1


class TestConfirm:
    def test_stores_what_was_previewed(self, cast):
        confirm(cast, receive(cast, filled(cast, cast.village, cast.school)))
        assert cast.submission.latest.answers["print_titles"] == complete_answers(cast.submission)["print_titles"]
        assert cast.of(cast.school).latest.channel == "xlsx"

    def test_keeps_the_name_and_hash_of_the_file_with_the_revision(self, cast):
        upload = receive(cast, filled(cast, cast.village))
        confirm(cast, upload)
        revision = cast.submission.latest
        assert (revision.file_name, revision.file_sha256) == ("isian kutim.xlsx", upload.sha256)

    def test_a_row_with_an_unreadable_cell_is_left_out_whole(self, cast):
        data = filled(cast, cast.village, cast.school)
        pattern = r'<c r="T7" s="(\d+)"><v>[0-9]+</v></c>'
        broken = nasty.patch(data, SHEET, pattern, r'<c r="T7" s="\1" t="inlineStr"><is><t>banyak</t></is></c>')
        after = confirm(cast, receive(cast, broken))
        assert sorted(row.state for row in after.values()) == ["refused", "saved"]
        assert Revision.objects.filter(submission__round=cast.round).count() == 1

    def test_what_must_be_fixed_is_stored_as_a_draft_and_stays_listed(self, cast):
        data = filled(cast, cast.village, answers={"L-1": {"print_titles": 1250, "print_items": 1180}})
        after = confirm(cast, receive(cast, data))["L-1"]
        assert after.state == "saved"
        assert after.must_fix
        assert cast.submission.state == "draft"

    def test_the_same_file_again_changes_nothing(self, cast):
        data = filled(cast, cast.village, cast.school)
        confirm(cast, receive(cast, data))
        again = rows_of(receive(cast, data))
        assert {row.state for row in again.values()} == {"unchanged"}

    def test_does_not_overwrite_what_was_saved_since_the_preview(self, cast):
        upload = receive(cast, filled(cast, cast.village))
        cast.save(print_titles=5, print_items=9)
        after = confirm(cast, upload)["L-1"]
        assert after.state == "conflict"
        assert "sejak pratinjau" in after.notes[0]
        assert cast.submission.latest.answers["print_titles"] == 5

    def test_one_conflict_does_not_keep_the_others_out(self, cast):
        upload = receive(cast, filled(cast, cast.village, cast.school))
        cast.save(print_titles=5, print_items=9)
        assert confirm(cast, upload)["L-2"].state == "saved"

    def test_keeps_no_answers_in_the_upload_afterwards(self, cast):
        upload = receive(cast, filled(cast, cast.village))
        assert all(row.changes == () for row in confirm(cast, upload).values())

    def test_cannot_be_done_twice(self, cast):
        upload = receive(cast, filled(cast, cast.village))
        confirm(cast, upload)
        with pytest.raises(NothingToConfirm, match="sudah selesai"):
            confirm(cast, upload)

    def test_a_right_that_ended_since_the_preview_stores_nothing(self, cast):
        upload = receive(cast, filled(cast, cast.village), by=cast.operator)
        cast.operator.memberships.update(valid_to=date(2020, 2, 1))
        confirm(cast, upload, by=cast.operator)
        assert cast.submission.latest is None

    def test_who_uploads_does_not_verify(self, cast):
        confirm(cast, receive(cast, filled(cast, cast.village), by=cast.verifier), by=cast.verifier)
        cast.save()
        collection.submit(cast.submission, by=cast.operator, at=NOW)
        with pytest.raises(WrongPerson):
            collection.verify(cast.submission, by=cast.verifier, at=NOW)


class TestDiscard:
    def test_forgets_the_answers(self, cast):
        upload = actions.discard(receive(cast, filled(cast, cast.village)), by=cast.officer)
        assert upload.rows == []
        assert not Revision.objects.filter(submission__round=cast.round).exists()

    def test_cannot_be_confirmed_any_more(self, cast):
        upload = actions.discard(receive(cast, filled(cast, cast.village)), by=cast.officer)
        with pytest.raises(NothingToConfirm, match="dibatalkan"):
            confirm(cast, upload)
