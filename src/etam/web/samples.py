"""Invented values that fill the component page."""

from typing import Any


def context() -> dict[str, Any]:
    return {}
