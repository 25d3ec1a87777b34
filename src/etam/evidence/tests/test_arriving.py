"""Files that come in parts: resumed after a cut, from two tabs, refused, cancelled, forgotten."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as some

from etam.evidence import actions, storage
from etam.evidence.actions.arriving import KEPT, MAX_WAITING, PART_BYTES
from etam.evidence.exceptions import AlreadyKept, CannotDo, FileRefused, PartRefused
from etam.evidence.models import Evidence, Incoming
from etam.evidence.tests import files
from etam.evidence.tests.cast import NOW, Cast

DETAILS = {"type": "decree", "title": "SK"}


def begin(cast: Cast, data: bytes, *, sha256: str | None = None, name: str = "sk.pdf", at=NOW) -> Incoming:
    sha = storage.digest(data) if sha256 is None else sha256
    return actions.begin(
        institution=cast.library, file_name=name, size_bytes=len(data), sha256=sha, by=cast.operator, at=at
    )


def send(cast: Cast, incoming: Incoming, data: bytes, step: int, until: int | None = None) -> Incoming:
    while incoming.received_bytes < (len(data) if until is None else until):
        part = data[incoming.received_bytes : incoming.received_bytes + step]
        incoming = actions.add_part(incoming, offset=incoming.received_bytes, data=part, by=cast.operator, at=NOW)
    return incoming


class TestParts:
    def test_become_the_file(self, cast: Cast, var):
        data = files.scanned_pdf(3 * PART_BYTES)
        incoming = send(cast, begin(cast, data), data, PART_BYTES)
        evidence = actions.complete(incoming, by=cast.operator, **DETAILS)
        assert storage.path_of(evidence.sha256).read_bytes() == data
        assert not Incoming.objects.exists()
        assert list((var / "incoming").iterdir()) == []

    def test_go_on_after_a_cut(self, cast: Cast):
        data = files.scanned_pdf(3 * PART_BYTES)
        send(cast, begin(cast, data), data, PART_BYTES, until=PART_BYTES)
        again = begin(cast, data, name="nama lain.pdf")
        assert again.received_bytes == PART_BYTES
        assert actions.complete(send(cast, again, data, PART_BYTES), by=cast.operator, **DETAILS)

    def test_go_on_by_name_and_size_where_the_sender_knows_no_hash(self, cast: Cast):
        data = files.pdf()
        first = begin(cast, data, sha256="")
        assert begin(cast, data, sha256="") == first
        assert begin(cast, data, sha256="", name="lain.pdf") != first

    def test_written_before_the_count_failed_are_written_over(self, cast: Cast):
        data = files.pdf()
        incoming = begin(cast, data)
        storage.append(incoming.key, 0, b"sampah yang tak pernah dihitung" * 10)
        assert actions.complete(send(cast, incoming, data, 100), by=cast.operator, **DETAILS)

    def test_from_two_tabs_join_into_one_file(self, cast: Cast):
        data = files.pdf()
        one, two = begin(cast, data), begin(cast, data)
        actions.add_part(one, offset=0, data=data[:200], by=cast.operator)
        with pytest.raises(PartRefused) as caught:
            actions.add_part(two, offset=0, data=data[:200], by=cast.operator)
        assert caught.value.received_bytes == 200
        two.refresh_from_db()
        complete = send(cast, two, data, 200)
        assert actions.complete(complete, by=cast.operator, **DETAILS)
        with pytest.raises(PartRefused, match="tab lain"):
            actions.add_part(one, offset=200, data=data[200:], by=cast.operator)

    @pytest.mark.parametrize(("offset", "length"), [(1, 10), (0, 0), (0, PART_BYTES + 1)])
    def test_that_do_not_fit_are_refused(self, cast: Cast, offset, length):
        incoming = begin(cast, files.scanned_pdf(2 * PART_BYTES))
        with pytest.raises(PartRefused):
            actions.add_part(incoming, offset=offset, data=bytes(length), by=cast.operator)
        incoming.refresh_from_db()
        assert incoming.received_bytes == 0

    def test_beyond_the_announced_end_are_refused(self, cast: Cast):
        data = files.pdf()
        with pytest.raises(PartRefused):
            actions.add_part(begin(cast, data), offset=0, data=data + b"x", by=cast.operator)

    def test_of_another_person_are_refused(self, cast: Cast):
        incoming = begin(cast, files.pdf())
        with pytest.raises(PartRefused):
            actions.add_part(incoming, offset=0, data=b"%PDF-1.7", by=cast.neighbour)

    def test_of_a_wrong_kind_are_refused_at_once_and_forgotten(self, cast: Cast):
        incoming = begin(cast, b"MZ" + bytes(1000), sha256="")
        with pytest.raises(FileRefused, match="program"):
            actions.add_part(incoming, offset=0, data=b"MZ" + bytes(500), by=cast.operator)
        assert not Incoming.objects.exists()

    @given(some.lists(some.integers(1, 700), min_size=1, max_size=12))
    @hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
    def test_of_any_length_give_the_same_bytes(self, cast: Cast, lengths):
        data = files.pdf()
        incoming = begin(cast, data)
        for length in [*lengths, len(data)]:
            at = incoming.received_bytes
            if part := data[at : at + length]:
                incoming = actions.add_part(incoming, offset=at, data=part, by=cast.operator)
        assert storage.incoming_bytes(incoming.key) == data
        actions.cancel(incoming, by=cast.operator)


class TestBegin:
    @pytest.mark.parametrize(("size", "word"), [(0, "kosong"), (21 * 2**20, "lebih besar dari 20 MB")])
    def test_refuses_by_size_before_anything_is_sent(self, cast: Cast, size, word):
        with pytest.raises(FileRefused, match=word):
            actions.begin(institution=cast.library, file_name="a", size_bytes=size, sha256="", by=cast.operator)

    def test_refuses_more_than_ten_waiting(self, cast: Cast):
        for _ in range(MAX_WAITING):
            begin(cast, files.pdf())
        with pytest.raises(FileRefused, match="belum selesai"):
            begin(cast, files.pdf())

    def test_forgets_what_was_left_alone_for_a_week(self, cast: Cast, var):
        data = files.pdf()
        send(cast, begin(cast, data), data, 100, until=100)
        begin(cast, files.pdf(), at=NOW + KEPT + timedelta(seconds=1))
        assert Incoming.objects.count() == 1
        assert list((var / "incoming").iterdir()) == []


class TestComplete:
    def test_waits_until_everything_is_there(self, cast: Cast):
        data = files.scanned_pdf(2 * PART_BYTES)
        incoming = send(cast, begin(cast, data), data, PART_BYTES, until=PART_BYTES)
        with pytest.raises(PartRefused, match="Baru 524 kB dari 1,1 MB yang sampai"):
            actions.complete(incoming, by=cast.operator, **DETAILS)

    def test_refuses_bytes_that_are_not_what_was_announced(self, cast: Cast):
        data = files.pdf()
        incoming = send(cast, begin(cast, data, sha256="0" * 64), data, 200)
        with pytest.raises(FileRefused, match="tidak sama"):
            actions.complete(incoming, by=cast.operator, **DETAILS)
        assert not Incoming.objects.exists()
        assert not Evidence.objects.exists()

    def test_keeps_what_arrived_while_the_details_do_not_fit(self, cast: Cast):
        data = files.pdf()
        incoming = send(cast, begin(cast, data), data, 200)
        with pytest.raises(CannotDo):
            actions.complete(incoming, by=cast.operator, type="decree", title="")
        assert actions.complete(incoming, by=cast.operator, **DETAILS)

    def test_names_a_file_that_is_there_already(self, cast: Cast):
        data = files.pdf()
        existing = cast.receive(data)
        incoming = send(cast, begin(cast, data), data, 200)
        with pytest.raises(AlreadyKept, match=existing.code):
            actions.complete(incoming, by=cast.operator, **DETAILS)
        assert not Incoming.objects.exists()
