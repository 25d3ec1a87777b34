import sqlite3
import tarfile
from contextlib import closing

import pytest

from etam.config import backup
from etam.evidence import storage


@pytest.fixture
def installation(tmp_path, monkeypatch, settings):
    """A database with one row, a release and a place for backups."""
    var = tmp_path / "var"
    (var / "releases" / "budaya-2024-1").mkdir(parents=True)
    (var / "releases" / "budaya-2024-1" / "results.csv").write_text("unit,index\n")
    database = var / "etam.sqlite3"
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("CREATE TABLE note (text)")
        connection.execute("INSERT INTO note VALUES ('asli')")
    settings.VAR = var
    monkeypatch.setattr(backup, "_database", lambda: {"ENGINE": "django.db.backends.sqlite3", "NAME": str(database)})
    monkeypatch.setattr(backup, "start_django", lambda: None)
    return database


def note(database):
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT text FROM note").fetchone()[0]


class TestBackup:
    def test_holds_database_and_releases(self, installation, tmp_path):
        assert backup.backup([str(tmp_path / "a.tar.gz")]) == 0
        with tarfile.open(tmp_path / "a.tar.gz") as archive:
            assert {"database", "releases/budaya-2024-1/results.csv"} <= set(archive.getnames())

    def test_holds_what_is_still_in_the_write_ahead_log(self, installation, tmp_path):
        writing = sqlite3.connect(installation)
        writing.execute("UPDATE note SET text = 'baru'")
        writing.commit()
        backup.backup([str(tmp_path / "a.tar.gz")])
        writing.close()
        backup.restore([str(tmp_path / "a.tar.gz"), "--replace"])
        assert note(installation) == "baru"

    def test_holds_the_files_of_institutions_and_brings_them_back(self, installation, tmp_path):
        sha = storage.keep(b"bukti")
        backup.backup([str(tmp_path / "a.tar.gz")])
        storage.path_of(sha).write_bytes(b"rusak")
        backup.restore([str(tmp_path / "a.tar.gz"), "--replace"])
        assert storage.path_of(sha).read_bytes() == b"bukti"

    def test_overwrites_no_file(self, installation, tmp_path, capsys):
        (tmp_path / "a.tar.gz").write_text("mine")
        assert backup.backup([str(tmp_path / "a.tar.gz")]) == 1
        assert "sudah ada" in capsys.readouterr().err


class TestRestore:
    @pytest.fixture
    def archive(self, installation, tmp_path):
        backup.backup([str(tmp_path / "a.tar.gz")])
        with closing(sqlite3.connect(installation)) as connection, connection:
            connection.execute("UPDATE note SET text = 'rusak'")
        return tmp_path / "a.tar.gz"

    def test_refuses_to_touch_a_database_that_holds_data(self, installation, archive, capsys):
        assert backup.restore([str(archive)]) == 1
        assert "--replace" in capsys.readouterr().err
        assert note(installation) == "rusak"

    def test_brings_back_what_was_there(self, installation, archive):
        assert backup.restore([str(archive), "--replace"]) == 0
        assert note(installation) == "asli"

    def test_puts_aside_what_it_replaces(self, installation, archive):
        backup.restore([str(archive), "--replace"])
        assert note(installation.with_name("etam.sqlite3.lama-1")) == "rusak"

    def test_brings_back_the_releases(self, installation, archive, settings):
        (settings.VAR / "releases" / "budaya-2024-1" / "results.csv").write_text("diubah")
        backup.restore([str(archive), "--replace"])
        assert (settings.VAR / "releases" / "budaya-2024-1" / "results.csv").read_text() == "unit,index\n"

    def test_refuses_what_is_no_backup(self, installation, tmp_path, capsys):
        (tmp_path / "b.tar.gz").write_bytes(b"PK")
        assert backup.restore([str(tmp_path / "b.tar.gz"), "--replace"]) == 1
        assert "bukan cadangan Etam" in capsys.readouterr().err

    def test_refuses_a_backup_of_another_kind_of_database(self, installation, archive, monkeypatch, capsys):
        monkeypatch.setattr(backup, "_database", lambda: {"ENGINE": "django.db.backends.postgresql", "NAME": "etam"})
        assert backup.restore([str(archive), "--replace"]) == 1
        assert "SQLite" in capsys.readouterr().err

    def test_lets_no_entry_leave_its_folder(self, installation, tmp_path, capsys):
        (tmp_path / "evil").write_text("x")
        with tarfile.open(tmp_path / "c.tar.gz", "w:gz") as archive:
            archive.add(tmp_path / "evil", "../../evil")
        assert backup.restore([str(tmp_path / "c.tar.gz"), "--replace"]) == 1
