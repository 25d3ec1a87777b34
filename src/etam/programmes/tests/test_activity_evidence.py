"""Files that show what a sub-activity did: chosen, replaced, withdrawn."""

import pytest
from django.utils import timezone

from etam.evidence import actions as evidence
from etam.evidence.actions.using import move_uses
from etam.evidence.tests.cast import paper
from etam.programmes.actions import reporting
from etam.programmes.exceptions import BadInput
from etam.programmes.tests.cast_of_programmes import NOW, make_programmes
from etam.programmes.tests.test_activity_pages import text, url


@pytest.fixture(autouse=True)
def now(monkeypatch, settings):
    settings.SECOND_FACTOR_ROLES = set()
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def cast(db):
    return make_programmes()


def replaced(old):
    """The file that took the place of another, as when somebody uploads a newer one."""
    new = paper(old.institution, title="Laporan lengkap", replaces=old)
    move_uses(old, new)
    return new


class TestChoosing:
    def test_shows_on_the_page_and_counts_no_longer_as_missing(self, cast, sign_in):
        row, file = cast.record(), paper(cast.office, title="Laporan kegiatan")
        client = sign_in(cast.operator)
        answer = client.post(url("activity_evidence", row.pk), {"evidence": [file.code]})
        assert answer.url == url("activity", row.pk)
        assert "Laporan kegiatan" in text(client.get(answer.url))
        assert "tanpa bukti" not in text(client.get(url("office_year", "A6408", 2025)))

    def test_lets_go_of_what_is_not_chosen_any_more(self, cast, sign_in):
        row, first, second = cast.record(), paper(cast.office), paper(cast.office)
        reporting.attach(row, codes=[first.code, second.code], by=cast.operator, at=NOW)
        sign_in(cast.operator).post(url("activity_evidence", row.pk), {"evidence": [second.code]})
        assert [one.evidence for one in row.papers.all()] == [second]

    def test_refuses_the_file_of_another_office(self, cast, sign_in):
        row, foreign = cast.record(), paper(cast.other)
        answer = sign_in(cast.operator).post(url("activity_evidence", row.pk), {"evidence": [foreign.code]})
        assert answer.status_code == 422
        assert not row.papers.exists()

    def test_is_not_for_readers(self, cast, sign_in):
        row = cast.record()
        for reader in (cast.verifier, cast.observer, cast.neighbour):
            assert sign_in(reader).get(url("activity_evidence", row.pk)).status_code == 404


class TestLater:
    def test_a_newer_file_takes_the_place_of_the_old_one(self, cast, sign_in):
        row, old = cast.record(), paper(cast.office, title="Laporan sementara")
        reporting.attach(row, codes=[old.code], by=cast.operator, at=NOW)
        new = replaced(old)
        client = sign_in(cast.operator)
        shown = text(client.get(url("activity", row.pk)))
        assert "Laporan lengkap" in shown
        assert "Laporan sementara" not in shown
        client.post(url("activity_evidence", row.pk), {"evidence": [new.code]})
        assert [one.evidence for one in row.papers.all()] == [new]

    def test_a_withdrawn_file_is_seen_to_be_withdrawn(self, cast, sign_in):
        row, file = cast.record(), paper(cast.office)
        reporting.attach(row, codes=[file.code], by=cast.operator, at=NOW)
        evidence.withdraw(file, reason="Bukan kegiatan ini", by=cast.operator)
        assert "ditarik" in text(sign_in(cast.operator).get(url("activity", row.pk))).lower()

    def test_a_withdrawn_file_cannot_be_chosen_anew(self, cast):
        file = evidence.withdraw(paper(cast.office), reason="Salah unggah", by=cast.operator)
        with pytest.raises(BadInput, match="Salah unggah"):
            reporting.attach(cast.record(), codes=[file.code], by=cast.operator, at=NOW)
