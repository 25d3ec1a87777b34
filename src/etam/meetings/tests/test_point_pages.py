"""Pages on which a meeting drafts together: at the desk, and under an invitation without an account."""

import pytest
from django.urls import reverse

from etam.meetings import actions
from etam.meetings.models import Comment, Point
from etam.meetings.tests.table import TEXT, adopted, at_desk, drafted, of_participant, proposed

NEW = {"new-text": TEXT, "new-topic": "library"}


def text(answer):
    return answer.content.decode()


def desk(meeting, point=None):
    if point is None:
        return reverse("meetings:points", args=[meeting.code])
    return reverse("meetings:point", args=[meeting.code, point.pk])


def invited(token, point=None):
    if point is None:
        return reverse("invited-points", args=[token])
    return reverse("invited-point", args=[token, point.pk])


class TestUnderAnInvitation:
    def test_somebody_without_account_proposes_and_comments(self, cast, client):
        participant, token = cast.invited()
        answer = client.post(invited(token), NEW)
        point = Point.objects.get()
        assert answer.url == invited(token, point)
        assert (point.participant, point.by) == (participant, None)
        client.post(answer.url, {"do": "comment", "comment-text": "Mulai dari Muara Wahau."})
        assert "Mulai dari Muara Wahau." in text(client.get(answer.url))

    def test_the_drafting_team_is_named(self, cast, client):
        cast.participant(person_name="Murni", part="drafter", institution_name="Dinas Arsip")
        _, token = cast.invited()
        page = text(client.get(invited(token)))
        assert "Murni" in page
        assert "Dinas Arsip" in page

    def test_a_drafter_words_and_another_participant_does_not(self, cast, client):
        point = proposed(cast)
        _, drafter = cast.invited(part="drafter")
        _, other = cast.invited(person_name="Nina")
        data = {"do": "word", "word-text": "Lebih jelas.", "word-topic": "library", "word-seen": "1"}
        assert client.post(invited(other, point), data).status_code == 403
        assert client.post(invited(drafter, point), data).status_code == 302
        assert Point.objects.get().text == "Lebih jelas."

    def test_a_link_that_was_taken_back_gives_the_text_back(self, cast, client):
        participant, token = cast.invited()
        actions.take_back(participant, by=cast.officer)
        answer = client.post(invited(token), {"new-text": "Yang sudah ditulis."})
        assert answer.status_code == 410
        assert "Yang sudah ditulis." in text(answer)
        assert not Point.objects.exists()

    def test_opens_no_point_of_another_meeting(self, cast, client):
        _, token = cast.invited()
        other = proposed(cast, cast.meeting(label="Rakor"))
        assert client.get(invited(token, other)).status_code == 404


class TestAtTheDesk:
    def test_names_of_drafters_are_for_those_who_take_part(self, cast, sign_in):
        cast.participant(person_name="Murni", part="drafter", institution_name="Dinas Arsip")
        page = text(sign_in(cast.observer).get(desk(cast.planned)))
        assert "Dinas Arsip" in page
        assert "Murni" not in page

    def test_a_reader_sees_and_does_not_speak(self, cast, sign_in):
        point, client = proposed(cast), sign_in(cast.observer)
        assert "Kirim usulan" not in text(client.get(desk(cast.planned)))
        assert client.post(desk(cast.planned), NEW).status_code == 403
        assert client.post(desk(cast.planned, point), {"do": "comment", "comment-text": "Hm."}).status_code == 403

    def test_a_participant_with_account_speaks_in_whatever_role(self, cast, sign_in):
        cast.participant(person_name="Sari", user=cast.assessor)
        assert sign_in(cast.assessor).post(desk(cast.planned), NEW).status_code == 302
        assert Point.objects.get().by == cast.assessor
        assert f'"{cast.planned.get_absolute_url()}"' not in text(sign_in(cast.assessor).get(desk(cast.planned)))

    def test_who_was_slower_keeps_the_text_and_saves_again(self, cast, sign_in):
        point, client = drafted(cast), sign_in(cast.second_officer)
        actions.revise(point, text="Dari Rina.", topic="library", seen=1, by=at_desk(cast.officer, cast.planned))
        data = {"do": "word", "word-text": "Dari Bayu.", "word-topic": "library", "word-seen": "1"}
        answer = client.post(desk(cast.planned, point), data)
        assert answer.status_code == 409
        page = text(answer)
        assert "Dari Bayu.</textarea>" in page
        assert "dihapus: </span>Rina.</del>" in page
        assert "ditambah: </span>Bayu.</ins>" in page
        assert 'name="word-seen" value="2"' in page
        assert client.post(desk(cast.planned, point), {**data, "word-seen": "2"}).status_code == 302
        assert list(point.texts.order_by("number").values_list("text", flat=True)) == [TEXT, "Dari Rina.", "Dari Bayu."]

    def test_the_proposer_takes_an_untouched_proposal_back_and_nobody_elses(self, cast, client):
        participant, token = cast.invited()
        own, other = proposed(cast, by=of_participant(participant)), proposed(cast)
        data = {"do": "withdraw", "withdraw-reason": "Sudah ada."}
        assert client.post(invited(token, other), data).status_code == 403
        assert client.post(invited(token, own), data).status_code == 302
        assert dict(Point.objects.values_list("pk", "state")) == {own.pk: "withdrawn", other.pk: "proposed"}

    def test_a_comment_is_withdrawn_by_its_author_only(self, cast, client):
        point, (_, token) = proposed(cast), cast.invited()
        said = actions.comment(point, text="Setuju.", by=at_desk(cast.officer, cast.planned))
        assert client.post(invited(token, point), {"do": "unsay", "comment": said.pk}).status_code == 403
        assert Comment.objects.get().withdrawn_at is None

    def test_the_team_orders_and_merges(self, cast, sign_in):
        first, second, client = drafted(cast, "Satu."), drafted(cast, "Dua."), sign_in(cast.officer)
        client.post(desk(cast.planned, second), {"do": "up"})
        second.refresh_from_db()
        assert second.position == 1
        client.post(desk(cast.planned, first), {"do": "merge", "merge-into": second.pk})
        first.refresh_from_db()
        assert first.merged_into == second

    @pytest.mark.parametrize("step", ["comment", "word", "withdraw"])
    def test_an_adopted_point_says_that_it_stands_still(self, cast, sign_in, step):
        meeting = adopted(cast)
        point = meeting.points.first()
        data = {"comment-text": "Terlambat.", "word-text": "Lain.", "word-topic": "library", "word-seen": "1",
                "withdraw-reason": "Batal."}  # fmt: skip
        answer = sign_in(cast.officer).post(desk(meeting, point), {"do": step, **data})
        assert answer.status_code == 422
        assert "isi rapat ini tidak berubah lagi" in text(answer)


def test_the_list_asks_no_more_for_more_points(cast, sign_in, django_assert_num_queries):
    client = sign_in(cast.observer)
    proposed(cast)
    client.get(desk(cast.planned))
    with django_assert_num_queries(7):
        client.get(desk(cast.planned))
    proposed(cast)
    with django_assert_num_queries(7):
        client.get(desk(cast.planned))
