import re

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse

from etam.accounts.models import JournalEntry, User
from etam.institutions.models import Membership

PASSWORD = "sungai-mahakam-7"


@pytest.fixture(autouse=True)
def no_failures_yet():
    cache.clear()


@pytest.fixture
def officer(db):
    user = User.objects.create_user("rina@example.id", name="Rina", password=PASSWORD)
    Membership.objects.create(user=user, role="officer", valid_from="2020-01-01")
    return user


class TestSecondFactor:
    def test_an_officer_is_led_to_set_one_up(self, client, officer):
        client.force_login(officer)
        assert client.get(reverse("desk")).url == reverse("mfa_activate_totp")

    def test_the_way_there_is_open(self, client, officer):
        client.force_login(officer)
        # Setting up asks for the password once more, as everything about the account does.
        assert client.get(reverse("mfa_activate_totp")).status_code in (200, 302)

    def test_an_operator_needs_none(self, client, officer):
        officer.memberships.update(role="observer")
        client.force_login(officer)
        assert client.get(reverse("desk")).status_code == 200

    @override_settings(SECOND_FACTOR_ROLES=set())
    def test_the_demonstration_asks_for_none(self, client, officer):
        client.force_login(officer)
        assert client.get(reverse("desk")).status_code == 200


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


class TestSettingUpASecondFactor:
    def sign_in(self, client):
        client.post(reverse("account_login"), {"login": "rina@example.id", "password": PASSWORD})

    def set_up(self, client):
        # Whoever sits at a desk left open must not be able to tie the account to a telephone of their own.
        way = client.get(reverse("mfa_activate_totp"))
        page = client.post(way.url, {"password": PASSWORD}, follow=True)
        secret = page.context["form"].secret
        return client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)}, follow=True)

    def test_opens_the_desk_to_an_officer_whose_address_nobody_confirmed(self, client, officer):
        self.sign_in(client)
        assert client.get(reverse("desk")).url == reverse("mfa_activate_totp")
        self.set_up(client)
        assert client.get(reverse("desk")).status_code == 200

    def test_hands_out_spare_codes_at_once(self, client, officer):
        self.sign_in(client)
        assert "Kode cadangan" in self.set_up(client).content.decode()

    def test_is_journalled(self, client, officer, django_capture_on_commit_callbacks):
        self.sign_in(client)
        with django_capture_on_commit_callbacks(execute=True):
            self.set_up(client)
        assert set(JournalEntry.objects.filter(by=officer).values_list("summary", flat=True)) >= {
            "Memasang faktor kedua akunnya sendiri.",
            "Memasang kode cadangan akunnya sendiri.",
        }

    def test_asks_for_a_code_the_next_time(self, client, officer):
        self.sign_in(client)
        self.set_up(client)
        client.post(reverse("account_logout"))
        self.sign_in(client)
        assert "_auth_user_id" not in client.session
        assert client.get(reverse("desk")).status_code == 302


class TestForgottenPassword:
    def ask(self, client, address):
        return client.post(reverse("account_reset_password"), {"email": address}, follow=True)

    def test_sends_a_letter_in_indonesian_that_opens_a_form(self, client, officer):
        self.ask(client, "rina@example.id")
        [letter] = mail.outbox
        assert letter.subject == "Etam: tautan untuk kata sandi baru"
        link = re.search(r"https?://testserver(/akun/password/reset/key/\S+)", letter.body)
        assert "Simpan kata sandi" in client.get(link[1], follow=True).content.decode()

    def test_writes_to_nobody_without_an_account_and_says_the_same(self, client, officer):
        known, unknown = self.ask(client, "rina@example.id"), self.ask(client, "siapa@example.id")
        assert known.content == unknown.content
        assert [letter.to for letter in mail.outbox] == [["rina@example.id"]]

    def test_a_new_password_is_journalled(self, client, officer):
        client.force_login(officer)
        client.post(
            reverse("account_change_password"),
            {"oldpassword": PASSWORD, "password1": "sungai-kelinjau-12", "password2": "sungai-kelinjau-12"},
        )
        assert JournalEntry.objects.filter(by=officer, action="account.password").count() == 1


class TestSigningIn:
    def test_names_its_fields_as_the_rest_of_etam_does(self, client, db):
        form = client.get(reverse("account_login")).context["form"]
        assert [field.label for field in form.visible_fields()] == ["Alamat surel", "Kata sandi"]

    def test_takes_the_address_in_any_case(self, client, officer):
        client.post(reverse("account_login"), {"login": "RINA@example.id", "password": PASSWORD})
        assert client.session["_auth_user_id"] == str(officer.pk)

    def test_is_slowed_down_after_five_failures(self, client, officer):
        for _ in range(6):
            answer = client.post(reverse("account_login"), {"login": "rina@example.id", "password": "salah"})
        answer = client.post(reverse("account_login"), {"login": "rina@example.id", "password": PASSWORD})
        assert "_auth_user_id" not in client.session
        assert answer.status_code in (200, 429)

    def test_says_no_more_about_an_unknown_address_than_about_a_wrong_password(self, client, officer):
        known = client.post(reverse("account_login"), {"login": "rina@example.id", "password": "salah"})
        unknown = client.post(reverse("account_login"), {"login": "tidakada@example.id", "password": "salah"})
        assert known.context["form"].errors == unknown.context["form"].errors

    def test_nobody_signs_up_alone(self, client, db):
        answer = client.post(
            reverse("account_signup"), {"email": "baru@example.id", "password1": PASSWORD, "password2": PASSWORD}
        )
        assert answer.status_code == 200
        assert not User.objects.filter(email="baru@example.id").exists()

    def test_one_click_roles_exist_in_no_mode_but_the_demonstration(self, client):
        assert client.post("/contoh/masuk/", {"role": "officer"}).status_code == 404


class TestOwnAddress:
    def test_is_shown_and_cannot_be_changed(self, client, officer):
        client.force_login(officer)
        assert "rina@example.id" in client.get(reverse("account_email")).content.decode()
        answer = client.post(reverse("account_email"), {"email": "lain@example.id", "action_add": ""})
        assert answer.status_code == 405


class TestOldForm:
    @pytest.fixture
    def browser(self):
        return Client(enforce_csrf_checks=True)

    def test_leads_back_to_its_page(self, browser, db):
        answer = browser.post(reverse("account_login"), headers={"Referer": "http://testserver/meja/isian/7/koleksi/"})
        assert answer.status_code == 403
        assert 'href="/meja/isian/7/koleksi/"' in answer.content.decode()

    def test_leads_to_no_other_site(self, browser, db):
        answer = browser.post(reverse("account_login"), headers={"Referer": "https://lain.example/curi/"})
        assert "curi" not in answer.content.decode()


class TestHeaders:
    def test_scripts_come_from_here_only(self, client, db):
        policy = client.get(reverse("account_login")).headers["Content-Security-Policy"]
        assert "script-src 'self'" in policy
        assert "default-src 'none'" in policy

    def test_no_frame_may_hold_a_page(self, client, db):
        assert client.get(reverse("account_login")).headers["X-Frame-Options"] == "DENY"


def test_passwords_are_hashed_with_argon2_outside_the_tests():
    from etam.config import settings

    assert settings.PASSWORD_HASHERS[-1].endswith("Argon2PasswordHasher")
