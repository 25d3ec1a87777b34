"""An empty SQLite database for measurements that need one."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def database() -> Iterator[None]:
    """Django on a fresh file, for as long as the block lasts."""
    os.environ.setdefault("ETAM_MODE", "test")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etam.config.settings")
    import django
    from django.core.management import call_command
    from django.db import connections

    django.setup()
    before = dict(connections["default"].settings_dict)
    with tempfile.TemporaryDirectory() as folder:
        connections["default"].close()
        connections["default"].settings_dict.update(NAME=Path(folder) / "bench.sqlite3")
        call_command("migrate", verbosity=0)
        try:
            yield
        finally:
            connections["default"].close()
            connections["default"].settings_dict.update(before)
