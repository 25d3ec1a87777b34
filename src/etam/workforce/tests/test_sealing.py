"""Sealing at rest, keys that are replaced, and digests that find a NIP twice."""

import base64

import pytest

from etam.workforce import sealing
from etam.workforce.actions.personal_data import Resealed, reseal_all
from etam.workforce.models import Holder
from etam.workforce.queries.people import person_of
from etam.workforce.tests.holding import SITI, make_cast

OLD, NEW = (base64.urlsafe_b64encode(bytes([number]) * 32).decode() for number in (1, 2))


@pytest.fixture
def keys(settings):
    def use(*given):
        settings.SEAL_KEYS = given

    use(OLD)
    return use


@pytest.fixture
def cast(db):
    return make_cast()


class TestSeal:
    def test_opens_again(self, keys):
        assert sealing.unseal(sealing.seal({"name": "Siti"})) == {"name": "Siti"}

    def test_tells_nothing(self, keys):
        sealed = sealing.seal(SITI.as_document())
        assert not any(part.encode() in sealed for part in (SITI.nip, SITI.name, "1985"))

    def test_never_looks_the_same_twice(self, keys):
        assert sealing.seal({}) != sealing.seal({})

    def test_refuses_what_was_changed(self, keys):
        sealed = sealing.seal({"name": "Siti"})
        with pytest.raises(sealing.SealLost, match="ETAM_SEAL_KEYS"):
            sealing.unseal(sealed[:-4] + b"AAA=")

    def test_a_later_key_still_opens(self, keys):
        sealed = sealing.seal({"name": "Siti"})
        keys(NEW, OLD)
        assert sealing.unseal(sealed) == {"name": "Siti"}

    def test_without_its_key_it_stays_shut(self, keys):
        sealed = sealing.seal({"name": "Siti"})
        keys(NEW)
        with pytest.raises(sealing.SealLost):
            sealing.unseal(sealed)


class TestDigest:
    def test_finds_the_same_nip(self, keys):
        assert sealing.digest(SITI.nip) == sealing.digest(SITI.nip)

    def test_differs_with_the_key(self, keys):
        first = sealing.digest(SITI.nip)
        keys(NEW)
        assert sealing.digest(SITI.nip) != first

    def test_finds_older_marks_while_keys_are_replaced(self, keys):
        first = sealing.digest(SITI.nip)
        keys(NEW, OLD)
        assert first in sealing.digests(SITI.nip)


class TestReseal:
    def test_what_is_stored_opens_with_the_new_key_alone(self, keys, cast):
        row = cast.record()
        keys(NEW, OLD)
        assert reseal_all() == Resealed(1, 0)
        keys(NEW)
        row.refresh_from_db()
        assert person_of(row) == SITI
        assert row.nip_digest == sealing.digest(SITI.nip)

    def test_changes_nothing_when_something_does_not_open(self, keys, cast):
        row = cast.record()
        keys(NEW)
        with pytest.raises(sealing.SealLost, match=f"Pemangku {row.pk}: "):
            reseal_all()
        assert bytes(Holder.objects.get().sealed) == bytes(row.sealed)

    def test_a_dry_run_only_counts(self, keys, cast):
        row = cast.record()
        keys(NEW, OLD)
        assert reseal_all(dry_run=True) == Resealed(1, 0)
        assert bytes(Holder.objects.get().sealed) == bytes(row.sealed)
