from datetime import date

from django.test import TestCase
from django.urls import reverse

from etam.accounts.models import JournalEntry, User
from etam.institutions.access import PARTNER_PARTS
from etam.institutions.models import Membership
from etam.institutions.tests.cast import person
from etam.submissions.tests.cast import make_cast


class TestPeople(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.cast = make_cast()
        cls.administrator = person("maya@example.id", "Maya", "administrator")

    def setUp(self):
        # The second factor has its own tests.
        self.settings(SECOND_FACTOR_ROLES=set()).enable()
        self.client.force_login(self.administrator)

    def test_finds_an_account_by_part_of_its_name(self):
        answer = self.client.get(reverse("people"), {"cari": "hart"})
        self.assertContains(answer, "hartati@example.id")
        self.assertNotContains(answer, "yusran@example.id")

    def test_makes_an_account_without_a_password(self):
        self.client.post(reverse("people"), {"name": "Baru", "email": "Baru@Example.id"})
        assert not User.objects.get(email="baru@example.id").has_usable_password()

    def test_refuses_an_address_that_is_taken(self):
        answer = self.client.post(reverse("people"), {"name": "Lain", "email": "HARTATI@example.id"})
        self.assertContains(answer, "Sudah ada akun dengan surel hartati@example.id.")

    def test_offers_today_as_the_first_day_of_a_membership(self):
        answer = self.client.get(reverse("person", args=[self.cast.observer.pk]))
        self.assertContains(answer, f'value="{date.today().isoformat()}"')

    def test_gives_a_membership(self):
        data = {"role": "verifier", "region": "64.74", "valid_from": "2026-01-01"}
        self.client.post(reverse("person", args=[self.cast.observer.pk]), data)
        assert Membership.objects.filter(user=self.cast.observer, role="verifier", region="64.74").exists()

    def test_refuses_an_operator_without_an_institution(self):
        data = {"role": "operator", "valid_from": "2026-01-01"}
        answer = self.client.post(reverse("person", args=[self.cast.observer.pk]), data)
        self.assertContains(answer, "Petugas memerlukan lembaga yang diwakilinya.")

    def test_names_a_code_that_no_institution_has(self):
        data = {"role": "operator", "institution": "X-9", "valid_from": "2026-01-01"}
        answer = self.client.post(reverse("person", args=[self.cast.observer.pk]), data)
        self.assertContains(answer, "Tidak ada lembaga dengan kode X-9.")

    def test_refuses_an_end_before_the_beginning(self):
        data = {"role": "observer", "valid_from": "2026-02-01", "valid_to": "2026-01-01"}
        answer = self.client.post(reverse("person", args=[self.cast.operator.pk]), data)
        self.assertContains(answer, "Tanggal akhir mendahului tanggal mulai.")

    def test_offers_every_agency_whose_part_is_known(self):
        answer = self.client.get(reverse("person", args=[self.cast.operator.pk]))
        offered = {code for code, _ in answer.context["form"].fields["agency"].choices}
        assert set(PARTNER_PARTS) <= offered

    def test_says_agencies_by_name(self):
        person("tono@example.id", "Tono", "partner", agency="dpmpd")
        self.assertContains(self.client.get(reverse("people"), {"cari": "Tono"}), "DPMPD")

    def test_ends_a_membership_today(self):
        membership = self.cast.verifier.memberships.get()
        self.client.post(reverse("membership-end", args=[membership.pk]))
        membership.refresh_from_db()
        assert membership.valid_to is not None

    def test_nobody_closes_their_own_account(self):
        self.client.post(reverse("person-activate", args=[self.administrator.pk]))
        self.administrator.refresh_from_db()
        assert self.administrator.is_active

    def test_a_closed_account_cannot_sign_in(self):
        self.client.post(reverse("person-activate", args=[self.cast.operator.pk]))
        self.client.logout()
        data = {"login": "hartati@example.id", "password": "rahasia-untuk-uji"}
        self.client.post(reverse("account_login"), data)
        assert "_auth_user_id" not in self.client.session

    def test_an_invitation_lets_the_person_choose_a_password(self):
        self.client.post(reverse("people"), {"name": "Baru", "email": "baru@example.id"})
        user = User.objects.get(email="baru@example.id")
        link = self.client.post(reverse("person-invite", args=[user.pk])).context["link"]
        self.client.logout()
        form = self.client.get(link, follow=True)
        password = {"password1": "sungai-mahakam-7", "password2": "sungai-mahakam-7"}
        self.client.post(form.redirect_chain[-1][0], password)
        user.refresh_from_db()
        assert user.check_password("sungai-mahakam-7")

    def test_every_step_is_in_the_journal(self):
        self.client.post(reverse("people"), {"name": "Baru", "email": "baru@example.id"})
        assert JournalEntry.objects.filter(action="account.create", by=self.administrator).count() == 1

    def test_an_officer_may_not_see_accounts(self):
        self.client.force_login(self.cast.officer)
        assert self.client.get(reverse("people")).status_code == 403


class TestJournal(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.cast = make_cast()
        cls.administrator = person("maya@example.id", "Maya", "administrator")

    def setUp(self):
        self.settings(SECOND_FACTOR_ROLES=set()).enable()

    def test_shows_what_was_done(self):
        self.client.force_login(self.administrator)
        self.assertContains(self.client.get(reverse("journal")), "Membuka Putaran 2025")

    def test_names_the_return_that_an_entry_is_about(self):
        self.cast.save()
        self.client.force_login(self.administrator)
        answer = self.client.get(reverse("journal"))
        self.assertContains(answer, "Perpustakaan Desa Nehes Liah Bing, Putaran 2025")

    def test_is_closed_to_officers(self):
        self.client.force_login(self.cast.officer)
        assert self.client.get(reverse("journal")).status_code == 403
