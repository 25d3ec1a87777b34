"""Accounts are made, closed and opened again by an administrator."""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from etam.accounts import journal
from etam.accounts.models import User


class AccountProblem(Exception):
    """What keeps an account from being made or changed, as an Indonesian sentence."""


@transaction.atomic
def create_account(*, email: str, name: str, by: User | None) -> User:
    """Make an account without a password; the person chooses one through an invitation.

    Raises AccountProblem when the address is none or already in use, or the name is empty.
    """
    email, name = email.strip().lower(), name.strip()
    try:
        validate_email(email)
    except ValidationError as error:
        raise AccountProblem(f"“{email}” bukan alamat surel.") from error
    if not name:
        raise AccountProblem("Nama harus diisi.")
    if User.objects.filter(email__iexact=email).exists():
        raise AccountProblem(f"Sudah ada akun dengan surel {email}.")
    user = User.objects.create_user(email, name=name)
    journal.record("account.create", user, by=by, summary=f"Membuat akun {name}.")
    return user


@transaction.atomic
def set_active(user: User, *, is_active: bool, by: User) -> None:
    """Close an account or open it again; nobody closes their own.

    Raises AccountProblem when the person would shut themselves out.
    """
    if user == by and not is_active:
        raise AccountProblem("Anda tidak dapat menonaktifkan akun Anda sendiri.")
    user.is_active = is_active
    user.save(update_fields=["is_active"])
    word = "Mengaktifkan" if is_active else "Menonaktifkan"
    journal.record("account.activate" if is_active else "account.close", user, by=by, summary=f"{word} akun {user}.")


def record_invitation(user: User, *, by: User) -> None:
    """Write down that a link to choose a password was made for `user`."""
    journal.record("account.invite", user, by=by, summary=f"Membuat tautan kata sandi untuk {user}.")
