"""The small method of the room below."""

from etam.indices.tests.conftest import tiny

__all__ = ["tiny"]
