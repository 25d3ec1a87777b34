"""What everybody may know of a meeting, and whether a document is the one that holds."""

from datetime import date

import pytest

from etam.assessments.documents import storage
from etam.followup import actions as followup
from etam.meetings.actions import load_meetings
from etam.meetings.models import AgendaItem, Material, Meeting, MeetingDocument, Participant
from etam.publishing import meetings
from etam.publishing.tests.assessed import NOON
from etam.publishing.tests.cast import SECRET_PERSON

URL = "/rapat/rakornis-2020/"
OLD, NEW = "a" * 64, "0123456789abcdef" * 4


@pytest.fixture
def held(world):
    load_meetings()
    return Meeting.objects.get(code="rakornis-2020")


def text(client, path: str) -> str:
    return " ".join(client.get(path).content.decode().replace("\u2060", "").split())


def editions(held: Meeting) -> list[MeetingDocument]:
    for number, (content, reason) in enumerate(((OLD, ""), (NEW, "Nomor naskah ditambahkan.")), 1):
        data = b"%PDF " + content.encode()
        sha = storage.keep(data)
        MeetingDocument.objects.create(
            meeting=held, edition=number, sha256=sha, content_sha256=content, size_bytes=9, reason=reason, at=NOON
        )
    return list(held.documents.all())


class TestList:
    def test_holds_every_meeting_and_how_sure_it_is(self, client, held):
        page = text(client, "/rapat/")
        assert page.count('<th scope="row">') == Meeting.objects.count()
        assert "Rekomendasi ditetapkan" in page
        assert "sumber kedua" in page

    def test_says_that_none_is_known(self, client, world):
        assert "Belum ada rapat" in text(client, "/rapat/")


class TestPage:
    def test_quotes_the_points_and_says_that_nothing_is_planned(self, client, held):
        page = text(client, URL)
        assert "<h1>Rakornis 2020 menetapkan tujuh rekomendasi; belum ada rencana aksi yang tercatat</h1>" in page
        assert "dalam pembangunan perpustakaan sekolah melalui dana BOS" in page

    def test_says_who_does_what_by_when(self, client, held, world):
        item = followup.Item(
            number=1, text="Bunyi", topic="library", owner_name="Bappeda", action="Susun", due_on=date(2199, 2, 1)
        )
        followup.issue(
            source="meeting", source_id="rakornis-2020-4", source_title="R4", source_url="", items=[item], by=None
        )
        page = text(client, URL)
        assert "0 dari 1 rencana aksinya tuntas</h1>" in page
        assert "Bappeda · batas 1 Februari 2199" in page

    def test_of_a_meeting_without_known_points_says_so(self, client, held):
        assert "Rakorda 2025 terlaksana; rekomendasinya belum diketahui" in text(client, "/rapat/rakorda-2025/")

    def test_names_nobody_who_came_or_spoke(self, client, held):
        Participant.objects.create(meeting=held, person_name=SECRET_PERSON, institution_name="Dinas", added_at=NOON)
        AgendaItem.objects.create(
            meeting=held, day=held.starts_on, title="Paparan", speaker=SECRET_PERSON, speaker_position="Kepala Dinas"
        )
        page = text(client, URL)
        assert "Kepala Dinas" in page
        assert SECRET_PERSON not in page

    def test_leads_to_addresses_but_not_to_files_of_institutions(self, client, held):
        Material.objects.create(meeting=held, title="Paparan", url="https://contoh.go.id/paparan", at=NOON)
        assert 'href="https://contoh.go.id/paparan"' in text(client, URL)

    def test_is_not_there_for_a_meeting_nobody_knows(self, client, world):
        assert client.get("/rapat/rakor-1999/").status_code == 404


@pytest.mark.usefixtures("var")
class TestDocument:
    @pytest.mark.parametrize(
        ("asked", "edition", "is_current"),
        [(NEW[:16], 2, True), (f" {NEW[:16].upper()} ", 2, True), (OLD[:16], 1, False), (NEW[:8], None, False)],
    )
    def test_is_known_by_what_is_printed_on_it(self, held, asked, edition, is_current):
        found = meetings.check(editions(held), asked)
        assert (found.edition.edition if found.edition else None, found.is_current) == (edition, is_current)

    def test_that_was_replaced_says_by_which_and_why(self, client, held):
        editions(held)
        page = text(client, f"{URL}?sidik={OLD[:16]}")
        assert "milik terbitan 1, yang sudah diganti. Yang berlaku terbitan 2: Nomor naskah ditambahkan." in page

    def test_with_another_mark_is_not_from_here(self, client, held):
        editions(held)
        assert "bukan dari sini atau isinya diubah" in text(client, f"{URL}?sidik=ffffffffffffffff")

    def test_can_be_fetched_in_its_latest_edition(self, client, held):
        assert client.get(f"{URL}dokumen.pdf").status_code == 404
        editions(held)
        answer = client.get(f"{URL}dokumen.pdf")
        assert (answer["Content-Type"], answer.content) == ("application/pdf", b"%PDF " + NEW.encode())

    def test_is_not_handed_out_damaged(self, client, held):
        latest = editions(held)[0]
        storage.path_of(latest.sha256).write_bytes(b"other")
        assert client.get(f"{URL}dokumen.pdf").status_code == 404
