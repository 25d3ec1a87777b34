"""Where the bytes lie: `var/files/evidence/ab/ab12…`, named by what they are, so that a name never lies.

What is still on its way lies apart in `var/incoming/` and is not part of a backup.
"""

import os
import time
from hashlib import sha256
from pathlib import Path
from tempfile import mkstemp
from uuid import UUID

from django.conf import settings


def digest(data: bytes) -> str:
    """The SHA-256 of some bytes in hex."""
    return sha256(data).hexdigest()


def path_of(sha: str, folder: str = "evidence") -> Path:
    """Where the bytes with this SHA-256 lie, or would. Rooms above keep theirs in a `folder` of their own."""
    return Path(settings.VAR) / "files" / folder / sha[:2] / sha


def keep(data: bytes, folder: str = "evidence") -> str:
    """Store bytes and return their SHA-256; wholly or not at all, and only once however often they come."""
    sha = digest(data)
    path = path_of(sha, folder)
    if not path.is_file() or path.stat().st_size != len(data):
        write_whole(path, data)
    return sha


def write_whole(path: Path, data: bytes) -> None:
    """Write a file wholly or not at all: what stands there stays until the new bytes are on the disk."""
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


def append(key: UUID, offset: int, data: bytes) -> None:
    """Write a part of a file on its way; what lies beyond `offset` was never counted and is cut off."""
    path = incoming_path(key)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("r+b" if path.exists() else "w+b") as file:
        file.truncate(offset)
        file.seek(offset)
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def incoming_bytes(key: UUID) -> bytes:
    """All that has arrived; nothing when nothing has."""
    path = incoming_path(key)
    return path.read_bytes() if path.exists() else b""


def forget(key: UUID) -> None:
    """Throw away what has arrived."""
    incoming_path(key).unlink(missing_ok=True)


def forget_strays(older_than_seconds: float, known: set[str]) -> None:
    """Throw away parts that no row speaks of any more, such as those of a transaction that failed."""
    limit = time.time() - older_than_seconds
    folder = Path(settings.VAR) / "incoming"
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.name not in known and path.stat().st_mtime < limit:
            path.unlink(missing_ok=True)


def incoming_path(key: UUID) -> Path:
    return Path(settings.VAR) / "incoming" / str(key)
