import hashlib
import io
import zipfile

import pytest

from etam.indices.models import Release


@pytest.fixture
def base(world, folder) -> str:
    return f"/rilis/{world.latest.code}"


class TestReleaseFile:
    def test_gives_the_very_bytes(self, client, base, folder):
        answer = client.get(f"{base}/results.csv")
        assert answer.content == (folder / "results.csv").read_bytes()
        assert answer["ETag"] == f'"{hashlib.sha256(answer.content).hexdigest()}"'

    def test_is_handed_over_as_a_file_that_no_browser_guesses_at(self, client, base):
        answer = client.get(f"{base}/results.csv")
        assert answer["Content-Disposition"] == 'attachment; filename="budaya-2024-2-results.csv"'
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Type"] == "text/csv; charset=utf-8"

    def test_may_be_kept_for_ever(self, client, base):
        assert "immutable" in client.get(f"{base}/results.csv")["Cache-Control"]

    def test_is_not_sent_again(self, client, base):
        etag = client.get(f"{base}/results.csv")["ETag"]
        assert client.get(f"{base}/results.csv", headers={"if-none-match": etag}).status_code == 304

    def test_includes_the_manifest(self, client, base):
        assert set(client.get(f"{base}/manifest.json").json()["files"]) == {"figures.parquet", "results.csv"}

    def test_refuses_what_the_manifest_does_not_name(self, client, base, folder):
        assert (folder / "secret.txt").is_file()
        assert client.get(f"{base}/secret.txt").status_code == 404

    @pytest.mark.parametrize(
        "path", ["../outside.txt", "..%2foutside.txt", "%2e%2e/outside.txt", "/etc/passwd", "..\\outside.txt", ""]
    )
    def test_never_leaves_the_folder(self, client, base, folder, path):
        (folder.parent / "outside.txt").write_text("outside")
        assert b"outside" not in client.get(f"{base}/{path}", follow=True).content

    def test_refuses_a_link_that_leads_out_of_the_folder(self, client, base, folder):
        (folder.parent / "outside.txt").write_text("outside")
        (folder / "results.csv").unlink()
        (folder / "results.csv").symlink_to(folder.parent / "outside.txt")
        assert client.get(f"{base}/results.csv").status_code == 404

    def test_of_a_proposed_release_does_not_exist(self, client, world, base):
        Release.objects.filter(pk=world.latest.pk).update(state=Release.State.PROPOSED, published_by=None)
        assert client.get(f"{base}/results.csv").status_code == 404

    def test_cannot_be_written(self, client, base):
        assert client.post(f"{base}/results.csv").status_code == 405


class TestWholeFolder:
    def test_packs_the_manifest_and_what_it_names(self, client, base):
        packed = zipfile.ZipFile(io.BytesIO(client.get(f"{base}.zip").content))
        names = {name.removeprefix("budaya-2024-2/") for name in packed.namelist()}
        assert names == {"manifest.json", "results.csv", "figures.parquet"}

    def test_is_the_same_bytes_each_time(self, client, base):
        assert client.get(f"{base}.zip").content == client.get(f"{base}.zip").content


class TestFolder:
    def test_leads_a_person_to_the_page(self, client, base):
        assert client.get(f"{base}/").url == "/peringkat/budaya-2024-2/"
