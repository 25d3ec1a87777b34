"""`etam user`: accounts and what they may do, for the first administrator and for scripts."""

import argparse
import getpass
import sys
from collections.abc import Sequence

from etam.config.cli import start_django

ROLES = ("operator", "verifier", "officer", "assessor", "partner", "observer", "administrator")


def main(arguments: Sequence[str]) -> int:
    """Make an account with one membership; the password is asked for, never given on the command line."""
    parser = argparse.ArgumentParser(prog="etam user", description="Buat akun dan penugasannya.")
    commands = parser.add_subparsers(dest="command", required=True)
    add = commands.add_parser("add", help="akun baru")
    add.add_argument("email")
    add.add_argument("--name", required=True)
    add.add_argument("--role", required=True, choices=ROLES)
    add.add_argument("--region", help="kode Kemendagri, misalnya 64.08 (verifikator)")
    add.add_argument("--institution", help="kode lembaga (petugas)")
    options = parser.parse_args(arguments)
    start_django()
    try:
        _add(options, getpass.getpass("Kata sandi: "))
    except Problem as problem:
        print(f"etam: {problem}", file=sys.stderr)
        return 1
    print(f"Akun {options.email} dibuat.")
    return 0


class Problem(Exception):
    """What keeps the account from being made, as one sentence."""


def _add(options: argparse.Namespace, password: str) -> None:
    from datetime import date

    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError
    from django.db import transaction

    from etam.accounts.models import User
    from etam.institutions import actions
    from etam.institutions.models import Institution, Region

    if User.objects.filter(email__iexact=options.email).exists():
        raise Problem(f"Sudah ada akun dengan surel {options.email}.")
    region = Region.objects.filter(code=options.region).first() if options.region else None
    institution = Institution.objects.filter(code=options.institution).first() if options.institution else None
    if (options.region and not region) or (options.institution and not institution):
        raise Problem(f'Kode "{options.region or options.institution}" tidak ditemukan.')
    try:
        validate_password(password, User(email=options.email, name=options.name))
    except ValidationError as error:
        raise Problem(" ".join(error.messages)) from error
    with transaction.atomic():
        user = User.objects.create_user(options.email, name=options.name, password=password)
        actions.assign_membership(
            user, role=options.role, region=region, institution=institution, valid_from=date.today(), by=None
        )
