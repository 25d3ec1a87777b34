"""What names a person is sealed before it is stored: only this server, with its keys, can open it again.

The first of the keys seals, all of them open; so a key is replaced without a day on which nothing can be read. A keyed
digest, with a key of its own derived from each, finds the same NIP twice without opening anything.
"""

import base64
import hashlib
import hmac
import json
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from etam.workforce.exceptions import WorkforceProblem

DIGEST_PURPOSE = b"etam: digest of a NIP"


class SealLost(WorkforceProblem):
    """Sealed with a key that this server does not have."""


def seal(document: dict[str, Any]) -> bytes:
    """The document as bytes that tell nothing without a key."""
    return _box(_keys()).encrypt(json.dumps(document, ensure_ascii=False, sort_keys=True).encode())


def unseal(sealed: bytes | memoryview) -> dict[str, Any]:
    """The document again; raises SealLost when none of the keys opens it."""
    try:
        opened: dict[str, Any] = json.loads(_box(_keys()).decrypt(bytes(sealed)))
    except InvalidToken as error:
        raise SealLost(
            "Data ini disegel dengan kunci yang tidak dimiliki server ini. "
            "Minta pengelola server memeriksa ETAM_SEAL_KEYS."
        ) from error
    return opened


def reseal(sealed: bytes | memoryview) -> bytes:
    """The same document sealed with the first key; raises SealLost when none of the keys opens it."""
    return seal(unseal(sealed))


def digest(nip: str) -> str:
    """The mark by which a NIP is found again, made with the first key."""
    return _digest(nip, _keys()[0])


def digests(nip: str) -> list[str]:
    """The marks that a NIP may have: while keys are being replaced some rows still carry an older one."""
    return [_digest(nip, key) for key in _keys()]


def _keys() -> tuple[str, ...]:
    return tuple(settings.SEAL_KEYS)


@cache
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


@cache
def _digest_key(key: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=DIGEST_PURPOSE)
    return derived.derive(base64.urlsafe_b64decode(key))


def _digest(nip: str, key: str) -> str:
    return hmac.new(_digest_key(key), nip.encode(), hashlib.sha256).hexdigest()
