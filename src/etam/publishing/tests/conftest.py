"""The world of the public pages, made once for this room's tests, and a cache of its own for those about caching."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches

from etam.publishing.tests.cast import World, make_world, write_folder


@pytest.fixture
def world(db: None) -> World:
    return make_world()


@pytest.fixture
def folder(world: World, var: Path) -> Path:
    """The folder of the latest release."""
    return write_folder(world.latest, var / "releases")


@pytest.fixture
def kept_pages(settings: Any) -> Iterator[Any]:
    """Pages are kept as in production; tests otherwise keep none."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "publishing-tests"}
    settings.CACHES = {**settings.CACHES, "pages": memory}
    caches["pages"].clear()
    yield caches["pages"]
    caches["pages"].clear()
