"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are made by an administrator; nobody signs up alone."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": "Akun ini tidak aktif. Hubungi administrator.",
        "email_password_mismatch": "Alamat surel atau kata sandinya tidak cocok. Periksa keduanya, lalu coba lagi.",
        "enter_current_password": "Kata sandi sekarang tidak cocok. Tulis lagi.",
        "incorrect_password": "Kata sandinya tidak cocok. Tulis lagi.",
        "too_many_login_attempts": "Terlalu banyak percobaan yang gagal. Tunggu lima menit, lalu coba lagi.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
