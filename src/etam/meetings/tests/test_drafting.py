"""Drafting together: proposed, commented, worded, ordered, merged, withdrawn; nothing of it lost."""

import pytest

from etam.accounts.models import JournalEntry
from etam.meetings import actions
from etam.meetings.exceptions import BadInput, Overtaken, WrongState
from etam.meetings.models import Comment, Point
from etam.meetings.queries import points as reading
from etam.meetings.tests.table import TEXT, adopted, at_desk, drafted, of_participant, proposed


def texts(point):
    return [one.text for one in point.texts.order_by("number")]


def order(cast):
    return [one.text for one in reading.on_the_table(cast.planned).order]


class TestPropose:
    def test_keeps_the_first_wording_with_its_author(self, cast):
        seat = of_participant(cast.participant())
        point = proposed(cast, by=seat)
        assert (point.state, texts(point)) == ("proposed", [TEXT])
        assert reading.author(point) == "Perpustakaan Desa Nehes Liah Bing"

    def test_leaves_no_name_in_the_journal(self, cast):
        proposed(cast, by=of_participant(cast.participant()))
        entry = JournalEntry.objects.filter(action="point_proposed").get()
        assert entry.by is None
        assert "lewat undangan" in entry.summary
        assert "Hartati" not in entry.summary

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"text": " "}, "Tulis bunyi butirnya."),
            ({"topic": "weather"}, "Pilih salah satu topik."),
            ({"text": "a" * 4001}, "Ringkas sampai 4.000 huruf."),
            ({"title": "a" * 201}, "Judul singkat paling panjang 200 huruf."),
        ],
    )
    def test_says_what_is_wrong(self, cast, changes, sentence):
        with pytest.raises(BadInput, match=sentence):
            proposed(cast, **changes)
        assert not Point.objects.exists()


class TestComment:
    def test_needs_words(self, cast):
        with pytest.raises(BadInput):
            actions.comment(proposed(cast), text=" ", by=at_desk(cast.officer, cast.planned))

    def test_leaves_a_trace_when_it_is_withdrawn(self, cast):
        point, seat = proposed(cast), at_desk(cast.officer, cast.planned)
        said = actions.comment(point, text="Siapa yang membiayai?", by=seat)
        actions.withdraw_comment(said, by=seat)
        assert Comment.objects.get().withdrawn_at is not None


class TestRevise:
    def test_takes_a_proposal_up_as_it_stands(self, cast):
        point = drafted(cast)
        assert (point.state, point.position, texts(point)) == ("drafted", 1, [TEXT])

    def test_keeps_every_wording(self, cast):
        point = drafted(cast)
        actions.revise(point, text="Lebih pendek.", topic="staff", seen=1, by=at_desk(cast.officer, cast.planned))
        point.refresh_from_db()
        assert (point.text, point.topic, texts(point)) == ("Lebih pendek.", "staff", [TEXT, "Lebih pendek."])
        latest, first = reading.history(point)
        assert [one.kind for one in latest.pieces] == ["removed", "added"]
        assert first.pieces == []

    def test_tells_that_somebody_else_was_faster_and_keeps_theirs(self, cast):
        point, seat = drafted(cast), at_desk(cast.officer, cast.planned)
        actions.revise(point, text="Dari Rina.", topic="library", seen=1, by=seat)
        with pytest.raises(Overtaken, match="rumusan 2 disimpan orang lain"):
            actions.revise(
                point, text="Dari Bayu.", topic="library", seen=1, by=at_desk(cast.second_officer, cast.planned)
            )
        assert texts(point) == [TEXT, "Dari Rina."]


class TestMove:
    def test_changes_places_with_the_neighbour(self, cast):
        first, second, third = (drafted(cast, f"{name}.") for name in ("Satu", "Dua", "Tiga"))
        seat = at_desk(cast.officer, cast.planned)
        actions.move(third, up=True, by=seat)
        assert order(cast) == ["Satu.", "Tiga.", "Dua."]
        actions.move(first, up=True, by=seat)
        actions.move(second, up=False, by=seat)
        assert order(cast) == ["Satu.", "Tiga.", "Dua."]

    def test_takes_the_numbers_of_adopted_points_along(self, cast):
        first, second = drafted(cast, "Satu."), drafted(cast, "Dua.")
        for one in (first, second):
            actions.decide(one, adopts=True, by=cast.officer)
        actions.move(second, up=True, by=at_desk(cast.officer, cast.planned))
        assert dict(Point.objects.values_list("text", "number")) == {"Dua.": 1, "Satu.": 2}

    def test_asks_for_a_wording_first(self, cast):
        with pytest.raises(WrongState, match="Rumuskan dulu"):
            actions.move(proposed(cast), up=True, by=at_desk(cast.officer, cast.planned))


class TestMerge:
    def test_names_the_target_and_brings_the_comments(self, cast):
        one, target, seat = proposed(cast), drafted(cast, "Sasaran."), at_desk(cast.officer, cast.planned)
        actions.comment(one, text="Setuju.", by=seat)
        actions.merge(one, into=target, by=seat)
        assert (one.state, one.merged_into) == ("merged", target)
        assert [said.text for said in reading.comments(target)] == ["Setuju."]
        assert {point.pk: point.said for point in reading.on_the_table(cast.planned).order} == {target.pk: 1}

    def test_follows_a_target_that_is_merged_itself(self, cast):
        first, second, third = (proposed(cast, text=f"{name}.") for name in ("Satu", "Dua", "Tiga"))
        seat = at_desk(cast.officer, cast.planned)
        actions.comment(first, text="Setuju.", by=seat)
        actions.merge(first, into=second, by=seat)
        actions.merge(second, into=third, by=seat)
        first.refresh_from_db()
        assert first.merged_into == third
        assert reading.comments(third).count() == 1

    def test_refuses_itself_and_points_of_other_meetings(self, cast):
        point, seat = proposed(cast), at_desk(cast.officer, cast.planned)
        other = proposed(cast, cast.meeting(label="Rakor"))
        for target in (point, other):
            with pytest.raises(BadInput, match="Pilih butir lain dari rapat ini"):
                actions.merge(point, into=target, by=seat)


class TestWithdraw:
    def test_needs_a_reason_and_keeps_the_text(self, cast):
        point, seat = proposed(cast), at_desk(cast.officer, cast.planned)
        with pytest.raises(BadInput):
            actions.withdraw(point, reason=" ", by=seat)
        actions.withdraw(point, reason="Sudah diatur.", by=seat)
        assert (point.state, point.text, point.decided_note) == ("withdrawn", TEXT, "Sudah diatur.")
        with pytest.raises(WrongState, match="sudah ditarik"):
            actions.comment(point, text="Sayang.", by=seat)


def test_nothing_is_drafted_once_the_meeting_has_adopted(cast):
    meeting = adopted(cast)
    point, seat = meeting.points.first(), at_desk(cast.officer, meeting)
    steps = (
        lambda: proposed(cast, meeting),
        lambda: actions.comment(point, text="Terlambat.", by=seat),
        lambda: actions.revise(point, text="Lain.", topic="library", seen=1, by=seat),
        lambda: actions.move(point, up=False, by=seat),
        lambda: actions.merge(point, into=meeting.points.last(), by=seat),
        lambda: actions.withdraw(point, reason="Batal.", by=seat),
    )
    for step in steps:
        with pytest.raises(WrongState, match="sudah ditetapkan pada 17 Maret 2026"):
            step()
    point.refresh_from_db()
    assert (point.text, point.number) == ("Butir yang ke-1.", 1)
