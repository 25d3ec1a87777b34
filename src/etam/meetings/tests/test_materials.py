"""Materials: files of an institution and addresses, for readers and for those who hold an invitation."""

import pytest

from etam.evidence import storage
from etam.evidence.tests.cast import paper
from etam.meetings import actions
from etam.meetings.exceptions import BadInput, WrongState
from etam.meetings.models import Meeting
from etam.meetings.tests.cast import LAST_DAY

BYTES = b"%PDF-1.7\n"
PAGE = "/meja/rapat/rakornis-2026/materi/"


@pytest.fixture
def file(cast, var):
    kept = {"sha256": storage.keep(BYTES), "size_bytes": len(BYTES)}
    return paper(cast.village, type="report", file_name="paparan.pdf", by=cast.operator, **kept)


class TestAddFiles:
    def test_says_in_the_library_where_the_file_is_used(self, cast, file):
        actions.add_files(cast.planned, cast.village, codes=[file.code], by=cast.officer)
        use = file.uses.get()
        assert (use.place, use.title, use.url) == ("meeting", "Rakornis 2026", "/meja/rapat/rakornis-2026/")

    def test_passes_over_what_is_there(self, cast, file):
        for _ in range(2):
            actions.add_files(cast.planned, cast.village, codes=[file.code], by=cast.officer)
        assert cast.planned.materials.count() == 1

    def test_refuses_a_file_of_another_institution(self, cast, file):
        with pytest.raises(BadInput, match="tidak ada di pustaka bukti Perpustakaan SDN 004"):
            actions.add_files(cast.planned, cast.school, codes=[file.code], by=cast.officer)

    def test_is_refused_once_the_meeting_has_adopted(self, cast, file):
        made = actions.add_link(cast.planned, title="Paparan", url="https://example.id/a", by=cast.officer)
        Meeting.objects.filter(pk=cast.planned.pk).update(state="adopted", adopted_on=LAST_DAY)
        with pytest.raises(WrongState):
            actions.add_files(cast.planned, cast.village, codes=[file.code], by=cast.officer)
        with pytest.raises(WrongState):
            actions.remove_material(made, by=cast.officer)


class TestAddLink:
    @pytest.mark.parametrize("url", ["http://example.id", "javascript:alert(1)", "https://a@b.id", "example.id"])
    def test_refuses_what_is_no_whole_secure_address(self, cast, url):
        with pytest.raises(BadInput, match="diawali https"):
            actions.add_link(cast.planned, title="Paparan", url=url, by=cast.officer)


class TestPages:
    def test_offer_the_files_of_an_institution_by_its_code(self, cast, file, sign_in):
        client = sign_in(cast.officer)
        assert file.code in client.get(f"{PAGE}?lembaga=L-1").content.decode()
        client.post(PAGE, {"do": "files", "lembaga": "L-1", "evidence": file.code})
        assert cast.planned.materials.get().evidence == file

    def test_say_that_a_code_is_unknown(self, cast, sign_in):
        assert "Tidak ada lembaga dengan kode X-9" in sign_in(cast.officer).get(f"{PAGE}?lembaga=X-9").content.decode()

    def test_hand_a_file_to_who_holds_an_invitation_and_to_nobody_after_it_was_taken_back(self, cast, file, client):
        (made,) = actions.add_files(cast.planned, cast.village, codes=[file.code], by=cast.officer)
        participant, token = cast.invited()
        assert made.title in client.get(f"/rapat/undangan/{token}/").content.decode()
        answer = client.get(f"/rapat/undangan/{token}/materi/{made.pk}/")
        assert b"".join(answer.streaming_content) == BYTES
        assert answer["Content-Disposition"].startswith("attachment")
        actions.take_back(participant, by=cast.officer)
        assert client.get(f"/rapat/undangan/{token}/materi/{made.pk}/").status_code == 410

    def test_take_a_material_off(self, cast, file, sign_in):
        (made,) = actions.add_files(cast.planned, cast.village, codes=[file.code], by=cast.officer)
        sign_in(cast.officer).post(f"{PAGE}{made.pk}/lepas/")
        assert not cast.planned.materials.exists()
        assert not file.uses.filter(released_at=None).exists()
