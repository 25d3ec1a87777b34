"""Where official documents lie: `var/files/documents/ab/ab12…`, named by what they are, never written twice."""

from pathlib import Path

from etam.evidence import storage


class Damaged(Exception):
    """The bytes are not there, or they are not the ones that were stored."""


def keep(data: bytes) -> str:
    """Store bytes and return their SHA-256; wholly or not at all. What was altered on the disk is mended."""
    sha = storage.digest(data)
    path = path_of(sha)
    if not path.is_file() or path.read_bytes() != data:
        storage.write_whole(path, data)
    return sha


def fetch(sha: str) -> bytes:
    """The bytes with this SHA-256. Raises Damaged when they are missing or altered."""
    try:
        data = path_of(sha).read_bytes()
    except OSError as error:
        raise Damaged(f"{sha} cannot be read") from error
    if storage.digest(data) != sha:
        raise Damaged(f"{sha} was altered")
    return data


def path_of(sha: str) -> Path:
    """Where the bytes with this SHA-256 lie, or would."""
    return storage.path_of(sha, "documents")


def is_whole(sha: str) -> bool:
    """Whether the bytes are there and unaltered."""
    try:
        fetch(sha)
    except Damaged:
        return False
    return True
