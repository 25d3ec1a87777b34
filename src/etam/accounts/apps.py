from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "etam.accounts"
    label = "accounts"
    verbose_name = "Akun"
