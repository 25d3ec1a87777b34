import pytest

from etam.accounts import journal
from etam.evidence.storage import digest, path_of
from etam.evidence.tests import files
from etam.regulations import actions
from etam.regulations.actions.filing import FOLDER
from etam.regulations.exceptions import BadInput
from etam.regulations.models import PageText, RegulationFile
from etam.regulations.queries.searching import matching, passages, search
from etam.regulations.reading import read_pages
from etam.regulations.tests.cast import NOW, locked, officer, pdf, regulation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("var")]
FIRST = pdf("Ketentuan umum", "Pustakawan memelihara naskah kuno", "Penutup 43/2007")


@pytest.fixture
def rina():
    return officer()


@pytest.fixture
def one(rina):
    return regulation(rina)


def send(one, by, data=FIRST):
    return actions.file_text(one, data=data, file_name="naskah.pdf", source="JDIH", by=by, at=NOW).file


class TestFileText:
    def test_keeps_the_bytes_under_their_own_name_and_counts_pages(self, one, rina):
        file = send(one, rina)
        assert path_of(file.sha256, FOLDER).read_bytes() == FIRST
        assert (file.pages, file.has_text, file.sha256) == (3, True, digest(FIRST))
        assert journal.of(one)[0].summary == "Mengunggah naskah Peraturan Perpusnas 40/2024: naskah.pdf."

    def test_keeps_what_it_replaces_but_no_longer_finds_its_words(self, one, rina):
        earlier = send(one, rina)
        now = send(one, rina, pdf("Bunyi baru"))
        earlier.refresh_from_db()
        assert (earlier.replaced_at, now.replaced_at) == (NOW, None)
        assert path_of(earlier.sha256, FOLDER).is_file()
        assert not matching("naskah kuno").exists()
        assert list(matching("bunyi baru")) == [one]

    def test_says_that_a_scan_has_no_words(self, one, rina):
        assert not send(one, rina, files.pdf()).has_text

    def test_refuses_what_is_current_already(self, one, rina):
        send(one, rina)
        with pytest.raises(BadInput, match="sudah menjadi naskah"):
            send(one, rina)

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            (b"PK\x03\x04 bukan", "bukan PDF"),
            (b"", "kosong"),
            (FIRST[: len(FIRST) // 2], "rusak atau tidak terkirim utuh"),
            (locked(FIRST), "terkunci kata sandi"),
            (files.pdf(files.with_script), "skrip"),
        ],
    )
    def test_refuses_other_files_and_keeps_nothing(self, one, rina, var, data, sentence):
        with pytest.raises(BadInput, match=sentence) as problem:
            send(one, rina, data)
        assert problem.value.field == "file"
        assert not RegulationFile.objects.exists()
        assert not (var / "files" / FOLDER).exists()

    def test_refuses_more_than_the_limit(self, one, rina, settings):
        settings.UPLOAD_LIMIT_BYTES = 2**20
        with pytest.raises(BadInput, match="lebih besar dari 1 MB"):
            send(one, rina, FIRST + b" " * 2**20)


def test_reading_stops_when_it_takes_too_long():
    pages = read_pages(FIRST, 2**20, seconds=-1)
    assert (pages.count, pages.read, pages.texts) == (3, 0, {})


class TestSearch:
    def test_finds_words_of_one_page_by_their_beginnings(self, one, rina):
        send(one, rina)
        assert list(matching("Pustakawan KUNO mem")) == [one]
        assert not matching("ketentuan kuno").exists()

    def test_reads_numbers_with_signs_between_as_two_words(self, one, rina):
        send(one, rina)
        assert one in matching("penutup 2007")

    def test_tells_the_page_and_marks_the_words(self, one, rina):
        send(one, rina)
        found = passages("kuno", [one.code])[one.code]
        assert (found.page, str(found)) == (2, "Pustakawan memelihara naskah kuno")
        assert [piece.text for piece in found.pieces if piece.is_hit] == ["kuno"]

    def test_puts_titles_before_texts(self, one, rina):
        send(one, rina)
        titled = regulation(rina, 41, year=2019, title="Naskah kuno")
        assert [found.regulation for found in search("naskah kuno", 10)] == [titled, one]

    def test_forgets_words_with_their_pages(self, one, rina):
        send(one, rina)
        PageText.objects.all().delete()
        assert not matching("kuno").exists()
