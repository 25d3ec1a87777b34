from datetime import date

import pytest

from etam.accounts import journal
from etam.regulations import actions
from etam.regulations.actions import Passage, Terms, editing, load_regulations
from etam.regulations.exceptions import BadInput, Changed, Impossible, Twice, WrongState
from etam.regulations.force import Force
from etam.regulations.models import Flag, Origin, Regulation
from etam.regulations.queries.register import standing_of
from etam.regulations.seals import seal
from etam.regulations.tests.cast import NOW, TEXT_SEEN, TODAY, details, officer, regulation

pytestmark = pytest.mark.django_db


@pytest.fixture
def rina():
    return officer()


class TestAdd:
    def test_makes_a_code_and_waits_to_be_verified(self, rina):
        made = actions.add(details(), by=rina, at=NOW)
        assert (made.code, made.status, made.origin) == (
            "PERATURAN-PERPUSNAS-40-2024",
            "perlu verifikasi",
            Origin.ENTERED,
        )
        assert (made.edited_at, made.edited_by) == (NOW, rina)
        assert journal.of(made).get().detail["after"]["title"] == "Contoh peraturan"

    def test_writes_the_type_as_the_register_does(self, rina):
        made = actions.add(details(type="peraturan perpustakaan nasional"), by=rina, at=NOW)
        assert made.type == "Peraturan Perpusnas"

    def test_tells_regions_apart_in_the_code(self, rina):
        made = actions.add(details(type="Peraturan Bupati", issuer="Pemerintah Kabupaten Berau"), by=rina, at=NOW)
        assert made.code == "PERATURAN-BUPATI-BERAU-40-2024"

    def test_names_the_one_that_somebody_else_enters_at_the_same_moment(self, rina, monkeypatch):
        def while_another_officer_is_quicker(*words, **more):
            monkeypatch.undo()
            regulation(rina)
            return "ANOTHER-CODE"

        monkeypatch.setattr(editing, "new_code", while_another_officer_is_quicker)
        with pytest.raises(Twice, match="sudah tercatat"):
            actions.add(details(), by=rina, at=NOW)

    def test_of_a_number_that_is_there_names_the_one(self, rina):
        one = regulation(rina)
        with pytest.raises(Twice) as problem:
            actions.add(details(number="Nomor 040", issuer="Perpusnas RI"), by=rina, at=NOW)
        assert problem.value.existing == one

    def test_of_the_same_number_of_another_region_is_another(self, rina):
        for place in ("Berau", "Paser"):
            actions.add(details(type="Peraturan Bupati", issuer=f"Pemerintah Kabupaten {place}"), by=rina, at=NOW)
        assert Regulation.objects.count() == 2


class TestChange:
    def test_says_what_it_was_and_what_it_is(self, rina):
        one = regulation(rina)
        actions.change(one, details(title="Judul baru", set_on=date(2024, 5, 2)), seen=seal(one), by=rina, at=NOW)
        entry = journal.of(one)[0]
        assert entry.summary == "Mengubah Peraturan Perpusnas 40/2024: judul dan tanggal penetapan."
        assert entry.detail["before"] == {"title": "Contoh peraturan", "set_on": ""}
        assert entry.detail["after"] == {"title": "Judul baru", "set_on": "2024-05-02"}

    def test_by_a_second_person_who_saw_another_text_is_refused_by_name(self, rina):
        one, dewi = regulation(rina), officer("Dewi")
        seen = seal(one)
        actions.change(one, details(title="Judul Dewi"), seen=seen, by=dewi, at=NOW)
        with pytest.raises(Changed, match="Dewi mengubah peraturan ini"):
            actions.change(one, details(title="Judul Rina"), seen=seen, by=rina, at=NOW)
        one.refresh_from_db()
        assert one.title == "Judul Dewi"

    def test_keeps_newer_content_away(self, rina):
        load_regulations()
        one = Regulation.objects.get(code="PERPUSNAS-4-2024")
        fields = {name: getattr(one, name) for name in details().__dict__}
        actions.change(one, details(**{**fields, "title": "Dibetulkan"}), seen=seal(one), by=rina, at=NOW)
        one.refresh_from_db()
        assert (one.title, one.edited_by) == ("Dibetulkan", rina)

    def test_that_would_make_it_older_than_what_it_revokes_is_refused(self, rina):
        one = regulation(rina, 41)
        actions.relate(one, "mencabut", regulation(rina, year=2020), Terms(), by=rina, at=NOW)
        with pytest.raises(BadInput, match="lebih dulu ditetapkan") as problem:
            actions.change(one, details(number="41", year=2019), seen=seal(one), by=rina, at=NOW)
        assert problem.value.field == "year"

    def test_of_its_last_day_puts_in_force_in_doubt(self, rina):
        one = regulation(rina)
        one.status = "berlaku"
        one.save()
        actions.change(one, details(ended_on=TODAY), seen=seal(one), by=rina, at=NOW)
        one.refresh_from_db()
        assert one.status == "perlu verifikasi"

    def test_into_the_number_of_another_is_refused(self, rina):
        one, _ = regulation(rina), regulation(rina, 41)
        with pytest.raises(Twice):
            actions.change(one, details(number="41"), seen=seal(one), by=rina, at=NOW)


class TestMarkChecked:
    def check(self, one, by, **changes):
        given = {"status": "berlaku", "confidence": "official", "checked_on": TODAY, "note": TEXT_SEEN}
        return actions.mark_checked(one, **{**given, **changes}, seen=seal(one), by=by, at=NOW)

    def test_says_who_saw_the_text_and_settles_the_status(self, rina):
        one = self.check(regulation(rina), rina)
        assert (one.status, one.confidence, one.checked_on, one.checked_by) == ("berlaku", "official", TODAY, rina)

    def test_needs_the_place_where_the_text_was_seen(self, rina):
        with pytest.raises(BadInput, match="di mana naskahnya"):
            self.check(regulation(rina), rina, note=" ")

    def test_is_not_of_a_day_to_come(self, rina):
        with pytest.raises(BadInput, match="belum tiba"):
            self.check(regulation(rina), rina, checked_on=date(2026, 11, 27))

    def test_does_not_say_in_force_against_a_revocation(self, rina):
        old, new = regulation(rina, year=2020), regulation(rina, 41)
        actions.relate(new, "mencabut", old, Terms(), by=rina, at=NOW)
        old.refresh_from_db()
        with pytest.raises(BadInput, match="PERATURAN-PERPUSNAS-41-2024"):
            self.check(old, rina)


class TestRelate:
    def test_ends_what_is_revoked(self, rina):
        old, new = regulation(rina, year=2020), regulation(rina, 41)
        actions.relate(new, "mencabut", old, Terms(since=date(2025, 1, 1), confidence="official"), by=rina, at=NOW)
        old.refresh_from_db()
        assert old.status == "dicabut"
        assert standing_of(old.code, TODAY).force == Force.ENDED
        assert standing_of(old.code, date(2024, 12, 31)).force != Force.ENDED

    def test_flags_what_rests_on_it(self, rina):
        load_regulations()
        old, new = Regulation.objects.get(code="PERPUSNAS-5-2023"), regulation(rina)
        actions.relate(new, "mencabut", old, Terms(confidence="official"), by=rina, at=NOW)
        assert Flag.objects.filter(regulation=old, by_regulation=new, cleared_at=None).exists()

    def test_leaves_the_status_where_only_a_part_is_revoked(self, rina):
        old, new = regulation(rina, year=2020), regulation(rina, 41)
        actions.relate(new, "mencabut", old, Terms(["23"], confidence="official"), by=rina, at=NOW)
        old.refresh_from_db()
        assert old.status == "perlu verifikasi"

    def test_in_a_circle_is_refused_with_the_chain(self, rina):
        first, second, third = (regulation(rina, number) for number in (41, 42, 43))
        actions.relate(first, "mencabut", second, Terms(), by=rina, at=NOW)
        actions.relate(second, "mengubah", third, Terms(), by=rina, at=NOW)
        with pytest.raises(Impossible, match=r"43-2024 → .*41-2024 → .*42-2024 → .*43-2024"):
            actions.relate(third, "menggantikan", first, Terms(), by=rina, at=NOW)

    def test_twice_is_refused(self, rina):
        old, new = regulation(rina, year=2020), regulation(rina, 41)
        actions.relate(new, "mengubah", old, Terms(), by=rina, at=NOW)
        with pytest.raises(BadInput, match="Sudah tercatat"):
            actions.relate(new, "mengubah", old, Terms(), by=rina, at=NOW)

    def test_stands_in_the_history_of_both(self, rina):
        old, new = regulation(rina, year=2020), regulation(rina, 41)
        actions.relate(new, "mengubah", old, Terms(), by=rina, at=NOW)
        assert journal.of(old)[0].summary == journal.of(new)[0].summary


class TestWithdrawRelation:
    def test_puts_the_status_in_doubt_again(self, rina):
        old, new = regulation(rina, year=2020), regulation(rina, 41)
        row = actions.relate(new, "mencabut", old, Terms(confidence="official"), by=rina, at=NOW)
        actions.withdraw_relation(row, reason="Salah baca.", by=rina, at=NOW)
        old.refresh_from_db()
        assert old.status == "perlu verifikasi"
        assert standing_of(old.code, TODAY).force == Force.UNCERTAIN

    def test_needs_a_reason_and_happens_once(self, rina):
        row = actions.relate(regulation(rina, 41), "mengubah", regulation(rina, year=2020), Terms(), by=rina, at=NOW)
        with pytest.raises(BadInput, match="alasan"):
            actions.withdraw_relation(row, reason=" ", by=rina, at=NOW)
        actions.withdraw_relation(row, reason="Salah baca.", by=rina, at=NOW)
        with pytest.raises(WrongState, match="sudah ditarik"):
            actions.withdraw_relation(row, reason="Salah baca.", by=rina, at=NOW)

    def test_can_be_taken_back_by_recording_it_again(self, rina):
        old, new = regulation(rina, year=2020), regulation(rina, 41)
        row = actions.relate(new, "mengubah", old, Terms(), by=rina, at=NOW)
        actions.withdraw_relation(row, reason="Salah baca.", by=rina, at=NOW)
        again = actions.relate(new, "mengubah", old, Terms(note="Pasal I."), by=rina, at=NOW)
        assert (again.pk, again.withdrawn_at, again.note) == (row.pk, None, "Pasal I.")

    def test_can_be_restored_as_it_was_and_settles_the_status_again(self, rina):
        old, new = regulation(rina, year=2020), regulation(rina, 41)
        row = actions.relate(new, "mencabut", old, Terms(confidence="official", note="Pasal 9."), by=rina, at=NOW)
        actions.withdraw_relation(row, reason="Salah baca.", by=rina, at=NOW)
        again = actions.restore_relation(row, by=rina, at=NOW)
        old.refresh_from_db()
        assert (again.withdrawn_at, again.note, old.status) == (None, "Pasal 9.", "dicabut")

    def test_is_restored_once(self, rina):
        row = actions.relate(regulation(rina, 41), "mengubah", regulation(rina, year=2020), Terms(), by=rina, at=NOW)
        with pytest.raises(WrongState, match="sudah dipulihkan"):
            actions.restore_relation(row, by=rina, at=NOW)


class TestChangeRelation:
    def test_says_what_it_was_and_what_it_is(self, rina):
        row = actions.relate(regulation(rina, 41), "mencabut", regulation(rina, year=2020), Terms(), by=rina, at=NOW)
        actions.change_relation(row, Terms(["23(6)"], "88"), seen=seal(row), by=rina, at=NOW)
        assert journal.of(row.subject)[0].detail["after"] == {"articles": ["23(6)"], "by_article": "88"}

    def test_of_one_that_another_changed_is_refused(self, rina):
        row = actions.relate(regulation(rina, 41), "mencabut", regulation(rina, year=2020), Terms(), by=rina, at=NOW)
        seen = seal(row)
        actions.change_relation(row, Terms(note="Dewi"), seen=seen, by=officer("Dewi"), at=NOW)
        with pytest.raises(Changed):
            actions.change_relation(row, Terms(note="Rina"), seen=seen, by=rina, at=NOW)


class TestArticles:
    def test_are_recorded_changed_and_taken_out(self, rina):
        one = regulation(rina)
        row = actions.add_article(one, "23(6)", Passage("Anggaran"), by=rina, at=NOW)
        row = actions.change_article(row, Passage("Anggaran perpustakaan"), seen=seal(row), by=rina, at=NOW)
        actions.withdraw_article(row, reason="Pasal lain.", by=rina, at=NOW)
        assert not one.articles.standing().exists()
        assert [entry.action for entry in journal.of(one)[:3]] == [
            "regulation.article_withdraw",
            "regulation.article_change",
            "regulation.article_add",
        ]

    def test_stand_once(self, rina):
        one = regulation(rina)
        actions.add_article(one, "23", Passage("Anggaran"), by=rina, at=NOW)
        with pytest.raises(BadInput, match="sudah tercatat"):
            actions.add_article(one, "23", Passage("Anggaran"), by=rina, at=NOW)
