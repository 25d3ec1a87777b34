"""The official document: in the form of 2020, the same bytes for the same words, editions with their reason."""

from hashlib import sha256

import pytest

from etam.assessments.documents import storage
from etam.meetings import actions
from etam.meetings.actions import Signing
from etam.meetings.documents.composing import NOT_RECORDED, body, compose
from etam.meetings.exceptions import BadInput, WrongState
from etam.meetings.models import Meeting, Point
from etam.meetings.tests.table import REPRESENTATIVE, adopted

pytestmark = pytest.mark.usefixtures("var")


def words(meeting):
    return body(meeting, list(meeting.points.filter(state=Point.State.ADOPTED).order_by("number")))


class TestWords:
    def test_of_2020_stand_as_they_were_adopted(self, cast):
        found = words(cast.adopted())
        assert [number for number, _ in found["points"]] == list("1234567")
        # The seventh point, from the public document.
        assert found["points"][6][1].startswith("Rapat Koordinasi Teknis Bidang Perpustakaan dan Kearsipan Tahun 2021 ")
        assert found["held"] == ["Gedung Awa Mangkuruku, Tana Grogot, Kabupaten Paser", "17–18 Maret 2020"]
        assert found["place_and_day"] == ["Ditetapkan pada tanggal 18 Maret 2020"]

    def test_of_2020_say_what_is_not_known_and_invent_nobody(self, cast):
        found = words(cast.adopted())
        assert {row[0] for row in found["representatives"] + found["acknowledges"]} == {NOT_RECORDED}
        assert found["no_considerations"] == "Bagian menimbang tidak tercatat di sini."

    def test_name_who_signs_and_who_takes_note(self, cast):
        taker = Signing("acknowledges", "Budi", "Sekretaris Daerah", "Kutai Timur")
        meeting = adopted(cast)
        actions.sign(meeting, number="1", signatories=[taker, REPRESENTATIVE], by=cast.officer)
        found = words(meeting)
        assert found["place_and_day"][-1] == "pada tanggal 17 Maret 2026"
        assert found["representatives"] == [["Siti Aminah", "Kepala Dinas", "DPK Kutai Timur"]]
        assert found["acknowledges"] == [["Budi", "Sekretaris Daerah", "Kutai Timur"]]
        assert found["no_considerations"] == ""

    def test_go_without_a_place_that_nobody_named(self, cast):
        nowhere = cast.meeting(label="Rakor", host=None, venue="")
        assert words(adopted(cast, nowhere))["place_and_day"] == ["Ditetapkan pada tanggal 17 Maret 2026"]


def test_the_same_words_give_the_same_bytes(cast):
    meeting = adopted(cast)
    first, again = compose(meeting, edition=1), compose(Meeting.objects.get(pk=meeting.pk), edition=1)
    assert sha256(first.data).hexdigest() == sha256(again.data).hexdigest()
    assert first.data.startswith(b"%PDF-")


class TestMakeDocument:
    def test_waits_for_the_adoption(self, cast):
        with pytest.raises(WrongState, match="sesudah rekomendasi ditetapkan"):
            actions.make_document(cast.planned, by=cast.officer)

    def test_keeps_what_was_set(self, cast):
        made = actions.make_document(adopted(cast), by=cast.officer)
        assert (made.edition, made.reason) == (1, "")
        assert storage.fetch(made.sha256).startswith(b"%PDF-")

    def test_gives_the_latest_edition_while_nothing_changed(self, cast):
        meeting = adopted(cast)
        assert actions.make_document(meeting, by=cast.officer) == actions.make_document(meeting, by=cast.officer)

    def test_asks_why_there_is_another_and_keeps_both(self, cast):
        meeting = adopted(cast)
        first = actions.make_document(meeting, by=cast.officer)
        actions.sign(meeting, number="045/13/DPK", signatories=[REPRESENTATIVE], by=cast.officer)
        with pytest.raises(BadInput, match="Tulis mengapa ada terbitan baru"):
            actions.make_document(meeting, by=cast.officer)
        second = actions.make_document(meeting, reason="Nomor dilengkapi.", by=cast.officer)
        assert (second.edition, second.reason) == (2, "Nomor dilengkapi.")
        assert storage.is_whole(first.sha256)
        assert first.content_sha256 != second.content_sha256
