"""Settings of the tests: the same file in test mode, on the database that `ETAM_TEST_DATABASE` names."""

import os
import tempfile
from pathlib import Path

os.environ["ETAM_MODE"] = "test"
if "ETAM_TEST_DATABASE" in os.environ:
    os.environ["ETAM_DATABASE"] = os.environ["ETAM_TEST_DATABASE"]

from etam.config.settings import *  # noqa: F403

STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # noqa: F405
# A file of this process's own, not memory: the browser tests read while the server writes.
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    DATABASES["default"]["TEST"] = {"NAME": Path(tempfile.gettempdir()) / f"etam-test-{os.getpid()}.sqlite3"}  # noqa: F405
