"""Handing a file over."""

import pytest
from django.test import Client, RequestFactory

from etam.evidence import serving, storage
from etam.evidence.models import Evidence
from etam.evidence.tests import files
from etam.evidence.tests.cast import Cast


@pytest.fixture
def evidence(cast: Cast) -> Evidence:
    return cast.receive(file_name="SK Bupati №1.pdf.exe")


class TestDownload:
    def test_is_an_attachment_that_nothing_may_run_in(self, cast: Cast, evidence: Evidence, client: Client):
        client.force_login(cast.operator)
        answer = client.get(f"/meja/bukti/berkas/{evidence.code}/unduh/", headers={"Accept-Encoding": "gzip"})
        assert b"".join(answer.streaming_content) == storage.path_of(evidence.sha256).read_bytes()
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith("attachment; filename*=utf-8''")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert answer.headers["Content-Length"] == str(evidence.size_bytes)

    def test_is_not_sent_again_to_one_who_has_it(self, evidence: Evidence):
        request = RequestFactory().get("/", headers={"If-None-Match": f'"{evidence.sha256}"'})
        answer = serving.download(evidence, request)
        assert answer.status_code == 304
        assert answer.headers["ETag"] == f'"{evidence.sha256}"'

    def test_is_sent_to_one_who_has_another(self, evidence: Evidence):
        request = RequestFactory().get("/", headers={"If-None-Match": '"0000"'})
        assert serving.download(evidence, request).status_code == 200

    def test_needs_no_request(self, evidence: Evidence):
        assert serving.download(evidence).status_code == 200

    @pytest.mark.parametrize("damage", ["gone", "cut"])
    def test_says_clearly_when_the_bytes_are_not_there(self, cast: Cast, evidence: Evidence, client: Client, damage):
        path = storage.path_of(evidence.sha256)
        path.unlink() if damage == "gone" else path.write_bytes(b"%PDF-")
        client.force_login(cast.operator)
        answer = client.get(f"/meja/bukti/berkas/{evidence.code}/unduh/")
        assert answer.status_code == 404
        assert "tidak ada di tempat penyimpanan" in answer.content.decode()
        assert serving.download(evidence).status_code == 404


class TestNameOf:
    @pytest.mark.parametrize(
        ("given", "name"),
        [
            ("sk.pdf", "B7K3QP sk.pdf"),
            ("laporan.pdf.exe", "B7K3QP laporan.pdf.pdf"),
            ("tanpa akhiran", "B7K3QP tanpa akhiran.pdf"),
            ('a"b;c.pdf', "B7K3QP a-b;c.pdf"),
            ("...", "B7K3QP berkas.pdf"),
        ],
    )
    def test_ends_as_its_content_is(self, given, name):
        assert serving.name_of(Evidence(code="B7K3QP", file_name=given, media_type="application/pdf")) == name

    def test_follows_the_picture_that_was_kept(self, cast: Cast):
        kept = cast.receive(files.picture("PNG"), type="photo", file_name="IMG.jpg")
        assert serving.name_of(kept) == f"{kept.code} IMG.png"
