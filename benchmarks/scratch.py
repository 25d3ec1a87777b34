"""An empty database for measurements that need one: a SQLite file, or PostgreSQL where ETAM_TEST_DATABASE names it."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def database() -> Iterator[None]:
    """Django on a fresh database, for as long as the block lasts."""
    os.environ.setdefault("ETAM_MODE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etam.config.settings")
    if "ETAM_TEST_DATABASE" in os.environ:
        os.environ["ETAM_DATABASE"] = os.environ["ETAM_TEST_DATABASE"]
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    connection = connections["default"]
    if connection.vendor == "postgresql":
        before = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            yield
        finally:
            connection.creation.destroy_test_db(before, verbosity=0)
        return
    kept = dict(connection.settings_dict)
    with tempfile.TemporaryDirectory() as folder:
        connection.close()
        connection.settings_dict.update(NAME=Path(folder) / "bench.sqlite3")
        call_command("migrate", verbosity=0)
        try:
            yield
        finally:
            connection.close()
            connection.settings_dict.update(kept)
