"""The sheet of a proposal: what stands on it, and who gets it."""

import io

import pytest
from pypdf import PdfReader

from etam.workforce.documents.proposal import compose
from etam.workforce.models import Proposal
from etam.workforce.tests.proposed import Desks, decided, fresh, make_desks, sent, started


@pytest.fixture
def desks(db, settings) -> Desks:
    settings.SECOND_FACTOR_ROLES = set()
    return make_desks()


def read(data: bytes) -> str:
    pages = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)
    # Places where a long word may break.
    return " ".join(pages.replace("\u200b", "").split())


def sheet(proposal: Proposal) -> str:
    return read(compose(fresh(proposal)).data)


def test_shows_each_level_with_its_sum_and_what_each_desk_said(desks: Desks) -> None:
    told = sheet(decided(desks))
    assert "5 dari 6 Pustakawan disetujui" in told
    # Need; holders unknown; unit, Biro Organisasi, Perpusnas, BKD, KemenPANRB; filled.
    assert "Ahli Muda 2 – 2 2 2 2 1 0" in told
    assert "Jumlah 6 – 6 6 6 6 5 0" in told


def test_shows_the_desks_that_it_passed_with_their_letters(desks: Desks) -> None:
    told = sheet(decided(desks))
    assert "Biro atau Bagian Organisasi Meneruskan ke Perpusnas" in told
    assert "800/12/ORG" in told


def test_names_the_analysis_that_it_rests_on(desks: Desks) -> None:
    one = sent(desks)
    told = sheet(one)
    assert "Pustakawan 2026. Ditetapkan" in told
    assert f"/meja/jabatan/beban-kerja/{one.workload_id}/" in told.replace(" ", "")


def test_leaves_room_for_three_signatures(desks: Desks) -> None:
    told = sheet(sent(desks))
    assert "Kepala unit pengusul" in told
    assert "BKD/BKPSDM" in told


def test_says_that_a_draft_is_a_draft(desks: Desks) -> None:
    told = sheet(started(desks))
    assert "Draf: belum dikirim" in told
    assert "Usulan ini belum dikirim." in told


def test_is_the_same_for_the_same_steps(desks: Desks) -> None:
    one = sent(desks)
    assert compose(fresh(one)).data == compose(fresh(one)).data


def test_is_linked_and_downloaded_by_who_sees_the_proposal(desks: Desks, sign_in) -> None:
    one = decided(desks)
    client = sign_in(desks.biro)
    page = client.get(f"/meja/jabatan/usulan/{one.pk}/").content.decode()
    assert f"/meja/jabatan/usulan/{one.pk}/usulan.pdf" in page
    answer = client.get(f"/meja/jabatan/usulan/{one.pk}/usulan.pdf")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_is_not_found_by_an_agency_that_it_did_not_come_to(desks: Desks, sign_in) -> None:
    assert sign_in(desks.anri).get(f"/meja/jabatan/usulan/{sent(desks).pk}/usulan.pdf").status_code == 404
