"""Files come in, are corrected, replaced and withdrawn."""

import re
from datetime import date, timedelta

import pytest
from django.db import IntegrityError

from etam.accounts.models import JournalEntry
from etam.evidence import actions, codes, storage
from etam.evidence.actions.keeping import plain_name
from etam.evidence.exceptions import AlreadyKept, CannotDo, FileRefused
from etam.evidence.models import Evidence, Use
from etam.evidence.tests import files
from etam.evidence.tests.cast import NOW, Cast
from etam.web.tests import nasty


def stored_files(var) -> list[str]:
    return sorted(path.name for path in (var / "files").rglob("*") if path.is_file())


class TestCodes:
    def test_have_no_signs_that_look_alike(self):
        assert not set("".join(codes.new_code() for _ in range(500))) & set("01OIL")

    def test_are_never_taken_for_a_number(self):
        for _ in range(500):
            assert re.fullmatch(r"[A-Z]\d[A-Z]\d[A-Z]{2}", codes.new_code())

    @pytest.mark.parametrize("written", ["B7K3QP", "b7k3qp", " b7k 3qp ", "B7K-3QP"])
    def test_are_read_as_people_write_them(self, written):
        assert codes.as_code(written) == "B7K3QP"

    @pytest.mark.parametrize("written", ["", "B7K3Q", "B7K3QPX", "0O1IL2", "SK 2024"])
    def test_know_what_is_none(self, written):
        assert codes.as_code(written) == ""


class TestReceive:
    def test_keeps_the_bytes_under_their_sha256(self, cast: Cast, var):
        data = files.pdf()
        evidence = cast.receive(data)
        assert (var / "files" / "evidence" / evidence.sha256[:2] / evidence.sha256).read_bytes() == data
        assert evidence.sha256 == evidence.received_sha256 == storage.digest(data)
        assert (evidence.media_type, evidence.size_bytes) == ("application/pdf", len(data))

    def test_remembers_what_came_and_what_was_kept_of_a_photo(self, cast: Cast):
        data = files.photo()
        evidence = cast.receive(data, type="photo", file_name="IMG_1.PDF")
        assert evidence.received_sha256 == storage.digest(data) != evidence.sha256
        assert storage.digest(storage.path_of(evidence.sha256).read_bytes()) == evidence.sha256
        assert evidence.media_type == "image/jpeg"

    def test_takes_a_file_from_a_path(self, cast: Cast, tmp_path):
        (tmp_path / "sk.pdf").write_bytes(files.pdf())
        received = actions.receive(
            institution=cast.library, path=tmp_path / "sk.pdf", file_name="sk.pdf", type="decree", title="SK", by=None
        )
        assert received.title == "SK"

    def test_refuses_a_large_path_before_it_is_read(self, cast: Cast, tmp_path, settings):
        settings.UPLOAD_LIMIT_BYTES = 100
        (tmp_path / "sk.pdf").write_bytes(files.pdf())
        with pytest.raises(FileRefused, match="lebih besar"):
            actions.receive(
                institution=cast.library, path=tmp_path / "sk.pdf", file_name="a", type="decree", title="SK", by=None
            )

    @pytest.mark.parametrize("data", [b"", b"bukan apa-apa", nasty.old_xls(), files.pdf(files.with_script)])
    def test_keeps_nothing_of_what_it_refuses(self, cast: Cast, var, data):
        with pytest.raises(FileRefused):
            cast.receive(data)
        assert not Evidence.objects.exists()
        assert stored_files(var) == []

    def test_keeps_no_row_when_the_disk_refuses(self, cast: Cast, var, monkeypatch):
        def full(source, target):
            raise OSError("No space left on device")

        monkeypatch.setattr(storage.os, "replace", full)
        with pytest.raises(OSError, match="No space"):
            cast.receive()
        assert not Evidence.objects.exists()
        assert stored_files(var) == []

    @pytest.mark.parametrize(
        ("given", "word"),
        [
            ({"title": "  "}, "judul"),
            ({"type": "tidak-ada"}, "Pilih jenis"),
            ({"type": "report", "data": files.photo()}, "Pilih jenis lain"),
            ({"issued_on": date(2026, 2, 1), "valid_until": date(2026, 1, 31)}, "mendahului"),
        ],
    )
    def test_says_what_does_not_fit(self, cast: Cast, given, word):
        with pytest.raises(CannotDo, match=word):
            cast.receive(**given)

    def test_writes_down_who_did_it(self, cast: Cast):
        evidence = cast.receive()
        entry = JournalEntry.objects.get(action="evidence.receive")
        assert (entry.by, entry.subject_id) == (cast.operator, str(evidence.pk))

    def test_finds_another_code_when_one_is_taken(self, cast: Cast, monkeypatch):
        first = cast.receive()
        given = iter([first.code, first.code, "B7K3QP"])
        monkeypatch.setattr("etam.evidence.actions.keeping.new_code", lambda: next(given))
        assert cast.receive().code == "B7K3QP"


class TestTheSameFileTwice:
    def test_names_the_one_that_is_there(self, cast: Cast):
        data = files.pdf()
        first = cast.receive(data)
        with pytest.raises(AlreadyKept, match=first.code) as caught:
            cast.receive(data, title="Judul lain")
        assert caught.value.existing == first

    def test_is_seen_when_a_kept_photo_comes_back(self, cast: Cast):
        kept = cast.receive(files.photo(), type="photo")
        with pytest.raises(AlreadyKept, match=kept.code):
            cast.receive(storage.path_of(kept.sha256).read_bytes(), type="photo")

    def test_is_no_matter_for_another_institution(self, cast: Cast, var):
        data = files.pdf()
        assert cast.receive(data).sha256 == cast.receive(data, institution=cast.elsewhere).sha256
        assert len(stored_files(var)) == 1

    def test_is_allowed_after_the_first_was_withdrawn(self, cast: Cast):
        data = files.pdf()
        actions.withdraw(cast.receive(data), reason="Salah unggah", by=cast.operator)
        assert cast.receive(data).withdrawn_at is None

    def test_names_the_newer_edition_of_a_replaced_one(self, cast: Cast):
        data = files.pdf()
        newer = cast.receive(replaces=cast.receive(data))
        with pytest.raises(AlreadyKept, match=f"digantikan oleh {newer.code}"):
            cast.receive(data)

    def test_is_refused_by_the_database_too(self, cast: Cast):
        evidence = cast.receive()
        evidence.pk, evidence.code = None, "B7K3QP"
        with pytest.raises(IntegrityError):
            evidence.save(force_insert=True)

    def test_is_named_when_somebody_else_was_faster(self, cast: Cast, monkeypatch):
        data, first = files.pdf(), None
        look = actions.keeping._refuse_double

        def late(evidence):
            nonlocal first
            if first is None:
                monkeypatch.setattr(actions.keeping, "_refuse_double", look)
                first = cast.receive(data)

        monkeypatch.setattr(actions.keeping, "_refuse_double", late)
        with pytest.raises(AlreadyKept, match="sudah ada"):
            cast.receive(data)
        assert Evidence.objects.get() == first


class TestReplace:
    def test_takes_the_uses_along(self, cast: Cast):
        old = cast.receive()
        actions.use(old, place="assessment", place_id=7, element="a1", by=cast.operator, title="Akreditasi 2026")
        new = cast.receive(replaces=old)
        moved = new.uses.get()
        assert (moved.place_id, moved.element, moved.title) == ("7", "a1", "Akreditasi 2026")
        assert old.uses.get().released_at == NOW

    def test_leaves_what_was_decided(self, cast: Cast):
        old = cast.receive()
        actions.use(old, place="assessment", place_id=7, by=cast.operator)
        actions.fix_uses(place="assessment", place_id=7, by=cast.officer)
        assert not cast.receive(replaces=old).uses.exists()
        assert old.uses.get().released_at is None

    def test_happens_once(self, cast: Cast):
        old = cast.receive()
        newer = cast.receive(replaces=old)
        with pytest.raises(CannotDo, match=f"digantikan oleh {newer.code}"):
            cast.receive(replaces=old)

    def test_is_refused_across_institutions(self, cast: Cast):
        old = cast.receive()
        with pytest.raises(CannotDo, match="lembaga lain"):
            cast.receive(institution=cast.elsewhere, replaces=old)


class TestWithdraw:
    def test_keeps_file_and_uses_and_says_why(self, cast: Cast):
        evidence = cast.receive()
        actions.use(evidence, place="assessment", place_id=7, by=cast.operator)
        withdrawn = actions.withdraw(evidence, reason="SK dicabut.", by=cast.operator, at=NOW)
        assert (withdrawn.withdrawn_at, withdrawn.withdrawn_by) == (NOW, cast.operator)
        assert storage.path_of(evidence.sha256).is_file()
        assert Use.objects.get().released_at is None

    def test_needs_a_reason(self, cast: Cast):
        with pytest.raises(CannotDo, match="alasan"):
            actions.withdraw(cast.receive(), reason=" ", by=cast.operator)

    def test_happens_once(self, cast: Cast):
        evidence = actions.withdraw(cast.receive(), reason="Salah", by=cast.operator)
        with pytest.raises(CannotDo, match="sudah ditarik"):
            actions.withdraw(evidence, reason="Salah lagi", by=cast.operator)


class TestCorrect:
    def test_changes_what_was_said_and_writes_both_down(self, cast: Cast):
        evidence = cast.receive()
        end = date(2027, 1, 1)
        changed = actions.correct(
            evidence, type="report", title="Laporan", issued_on=None, valid_until=end, by=cast.operator
        )
        assert (changed.title, changed.valid_until) == ("Laporan", end)
        detail = JournalEntry.objects.get(action="evidence.correct").detail
        assert detail["before"]["title"] == "SK pendirian perpustakaan"
        assert detail["after"]["valid_until"] == "2027-01-01"

    def test_refuses_a_type_that_does_not_come_as_such_a_file(self, cast: Cast):
        evidence = cast.receive(files.photo(), type="photo")
        with pytest.raises(CannotDo, match="Laporan"):
            actions.correct(evidence, type="report", title="x", issued_on=None, valid_until=None, by=cast.operator)


class TestViews:
    def views(self) -> int:
        return JournalEntry.objects.filter(action="evidence.view").count()

    def test_of_outsiders_are_noted_once_a_day(self, cast: Cast):
        evidence = cast.receive()
        for at in (NOW, NOW + timedelta(hours=2), NOW + timedelta(days=1)):
            actions.note_view(evidence, by=cast.officer, at=at)
        assert self.views() == 2

    def test_of_the_institution_itself_are_not_noted(self, cast: Cast):
        actions.note_view(cast.receive(), by=cast.operator, at=NOW)
        assert self.views() == 0


class TestNames:
    @pytest.mark.parametrize(
        ("given", "shown"),
        [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\a\\sk.pdf", "sk.pdf"),
            ("foto\u202egpj.exe", "fotogpj.exe"),
            ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
            ("", "berkas"),
            ("..", "berkas"),
            ("\0", "berkas"),
        ],
    )
    def test_lose_folders_and_what_cannot_be_seen(self, given, shown):
        assert plain_name(given) == shown

    def test_keep_their_ending_when_they_are_long(self):
        assert plain_name("x" * 300 + ".pdf").endswith("x.pdf")
