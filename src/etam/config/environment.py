"""The few settings that differ between machines, read once and refused when they make no sense."""

import base64
import binascii
import hashlib
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
MODES = ("production", "demo", "test")
OFFICE = "Dinas Perpustakaan dan Kearsipan Provinsi Kalimantan Timur"


class SettingError(Exception):
    """A setting whose value cannot be used; the message names the setting and what it accepts."""


@dataclass(frozen=True)
class Environment:
    """Everything a machine may say about itself. Each field is described in `docs/operating.md`."""

    mode: str
    database: str
    secret_key: str
    seal_keys: tuple[str, ...]
    holder_years: int
    hosts: list[str]
    var: Path
    trusted_proxy: bool
    email_host: str
    email_port: int
    email_user: str
    email_password: str
    email_from: str
    address: str
    office: str


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """Read the settings.

    Raises SettingError when one is absent that the mode needs, or cannot be understood.
    """
    mode = _choice(variables, "ETAM_MODE", MODES, "production")
    var = Path(variables.get("ETAM_VAR", ROOT / "var"))
    return Environment(
        mode=mode,
        database=variables.get("ETAM_DATABASE", f"sqlite:///{var / 'etam.sqlite3'}"),
        secret_key=_secret(variables, mode),
        seal_keys=_seal_keys(variables, mode),
        holder_years=_number(variables, "ETAM_HOLDER_YEARS", 0),
        hosts=_hosts(variables, mode),
        var=var,
        trusted_proxy=_switch(variables, "ETAM_TRUSTED_PROXY"),
        email_host=variables.get("ETAM_EMAIL_HOST", ""),
        email_port=_number(variables, "ETAM_EMAIL_PORT", 587),
        email_user=variables.get("ETAM_EMAIL_USER", ""),
        email_password=variables.get("ETAM_EMAIL_PASSWORD", ""),
        email_from=variables.get("ETAM_EMAIL_FROM", "etam@localhost"),
        address=_address(variables, mode),
        office=variables.get("ETAM_OFFICE", "").strip() or OFFICE,
    )


def _choice(variables: Mapping[str, str], name: str, choices: tuple[str, ...], default: str) -> str:
    value = variables.get(name, default)
    if value not in choices:
        raise SettingError(f'{name} is "{value}"; it takes one of {", ".join(choices)}.')
    return value


def _switch(variables: Mapping[str, str], name: str) -> bool:
    return _choice(variables, name, ("yes", "no"), "no") == "yes"


def _number(variables: Mapping[str, str], name: str, default: int) -> int:
    value = variables.get(name, str(default))
    if not value.isdigit():
        raise SettingError(f'{name} is "{value}"; it takes a whole number.')
    return int(value)


def _secret(variables: Mapping[str, str], mode: str) -> str:
    if mode != "production":
        return "demonstration and tests only: protects nothing"
    secret = variables.get("ETAM_SECRET_KEY", "")
    if len(secret) < 50:
        raise SettingError("ETAM_SECRET_KEY needs at least 50 characters that nobody can guess.")
    return secret


def _seal_keys(variables: Mapping[str, str], mode: str) -> tuple[str, ...]:
    """The keys that seal personal data, the sealing one first; the demonstration derives one that protects nothing."""
    keys = tuple(key.strip() for key in variables.get("ETAM_SEAL_KEYS", "").split(",") if key.strip())
    if not keys and mode != "production":
        return (base64.urlsafe_b64encode(hashlib.sha256(_secret(variables, mode).encode()).digest()).decode(),)
    if not keys or not all(map(_is_key, keys)):
        raise SettingError(
            "ETAM_SEAL_KEYS needs at least one key of 32 random bytes as URL-safe base64, with commas between several; "
            "docs/operating.md says how to make one and why it must never be lost."
        )
    return keys


def _is_key(text: str) -> bool:
    try:
        return len(base64.urlsafe_b64decode(text)) == 32
    except (binascii.Error, ValueError):
        return False


def _hosts(variables: Mapping[str, str], mode: str) -> list[str]:
    if mode != "production":
        return ["127.0.0.1", "localhost", "testserver"]
    hosts = [host.strip() for host in variables.get("ETAM_HOSTS", "").split(",") if host.strip()]
    if not hosts:
        raise SettingError("ETAM_HOSTS names the hosts that are served, with commas between them.")
    return hosts


def _address(variables: Mapping[str, str], mode: str) -> str:
    """Where people reach Etam, without a slash at the end: what printed documents lead to."""
    address = variables.get("ETAM_ADDRESS", "").strip().rstrip("/")
    if not address:
        return f"https://{_hosts(variables, mode)[0]}" if mode == "production" else "http://127.0.0.1:8000"
    if not address.startswith(("https://", "http://")):
        raise SettingError(f'ETAM_ADDRESS is "{address}"; it begins with https://.')
    return address
