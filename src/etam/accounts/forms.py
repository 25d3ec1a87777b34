"""The forms of signing in, in the words of Etam; what they do stays allauth's."""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as mfa
from allauth.mfa.totp import forms as totp
from django import forms

LABELS = {
    "login": "Alamat surel",
    "email": "Alamat surel",
    "password": "Kata sandi",
    "oldpassword": "Kata sandi sekarang",
    "password1": "Kata sandi baru",
    "password2": "Kata sandi baru, sekali lagi",
    "code": "Kode",
}


class _Worded(forms.Form):
    """Labels above the fields; no placeholder repeats them in grey.

    What makes a good password stands above the form, in our words.
    """

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        for name, field in self.fields.items():
            field.label = LABELS.get(name, field.label)
            field.widget.attrs.pop("placeholder", None)
            if name == "password1":
                field.help_text = ""


class SignInForm(_Worded, account.LoginForm):
    """Address and password."""


class AskResetForm(_Worded, account.ResetPasswordForm):
    """The address to which a link for a new password goes."""


class NewPasswordForm(_Worded, account.ResetPasswordKeyForm):
    """A new password, behind a link that was sent."""


class ChangePasswordForm(_Worded, account.ChangePasswordForm):
    """The password now and the new one."""


class SetPasswordForm(_Worded, account.SetPasswordForm):
    """The first password of an account."""


class ConfirmPasswordForm(_Worded, account.ReauthenticateForm):
    """The password once more, before something about the account changes."""


class CodeForm(_Worded, mfa.AuthenticateForm):
    """A code of the second factor when signing in."""


class ConfirmCodeForm(_Worded, mfa.ReauthenticateForm):
    """A code of the second factor, before something about the account changes."""


class FirstCodeForm(_Worded, totp.ActivateTOTPForm):
    """The first code of a new authenticator."""
