"""Where official documents lie: `var/files/documents/ab/ab12…`, named by what they are, never written twice."""

import os
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp

from django.conf import settings


class Damaged(Exception):
    """The bytes are not there, or they are not the ones that were stored."""


def keep(data: bytes) -> str:
    """Store bytes and return their SHA-256; wholly or not at all."""
    sha = sha256(data).hexdigest()
    path = path_of(sha)
    if path.is_file() and path.read_bytes() == data:
        return sha
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = mkstemp(dir=path.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return sha


def fetch(sha: str) -> bytes:
    """The bytes with this SHA-256. Raises Damaged when they are missing or altered."""
    try:
        data = path_of(sha).read_bytes()
    except OSError as error:
        raise Damaged(f"{sha} cannot be read") from error
    if sha256(data).hexdigest() != sha:
        raise Damaged(f"{sha} was altered")
    return data


def path_of(sha: str) -> Path:
    """Where the bytes with this SHA-256 lie, or would."""
    return Path(settings.VAR) / "files" / "documents" / sha[:2] / sha


def is_whole(sha: str) -> bool:
    """Whether the bytes are there and unaltered."""
    try:
        fetch(sha)
    except Damaged:
        return False
    return True
