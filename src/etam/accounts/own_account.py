"""What people change about their own account happens in allauth; its signals are how the journal hears of it."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa

from etam.accounts import journal
from etam.accounts.models import User


def listen() -> None:
    """Begin to write down passwords chosen and second factors set up or taken away."""
    account.password_changed.connect(_password, dispatch_uid="journal")
    account.password_set.connect(_password, dispatch_uid="journal")
    account.password_reset.connect(_password, dispatch_uid="journal")
    mfa.authenticator_added.connect(_added, dispatch_uid="journal")
    mfa.authenticator_removed.connect(_removed, dispatch_uid="journal")
    mfa.authenticator_reset.connect(_renewed, dispatch_uid="journal")


def _password(user: User, **signal: Any) -> None:
    journal.record("account.password", user, by=user, summary="Mengganti kata sandinya sendiri.")


def _added(user: User, authenticator: Any, **signal: Any) -> None:
    _factor("account.factor_add", user, authenticator, "Memasang")


def _removed(user: User, authenticator: Any, **signal: Any) -> None:
    _factor("account.factor_remove", user, authenticator, "Melepas")


def _renewed(user: User, authenticator: Any, **signal: Any) -> None:
    _factor("account.factor_renew", user, authenticator, "Membuat baru")


def _factor(action: str, user: User, authenticator: Any, word: str) -> None:
    what = "kode cadangan" if authenticator.type == "recovery_codes" else "faktor kedua"
    journal.record(action, user, by=user, summary=f"{word} {what} akunnya sendiri.")
