from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "etam.accounts"
    label = "accounts"
    verbose_name = "Akun"

    def ready(self) -> None:
        from etam.accounts import own_account

        own_account.listen()
