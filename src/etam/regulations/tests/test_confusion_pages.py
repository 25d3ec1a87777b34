"""The pages about confusions on the shipped content: who opens them, what they say, what a form keeps."""

import pytest
from django.test import TestCase
from django.urls import reverse

from etam.institutions.tests.cast import person
from etam.regulations.actions import load_regulations
from etam.regulations.models import Settlement

KEY = "school-library-share"
READING = "Hitung keduanya; yang lebih besar yang dipenuhi."


class Pages(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_regulations()
        cls.officer = person("rina@example.id", "Rina", "officer")
        cls.observer = person("budi@example.id", "Budi", "observer")
        cls.assessor = person("sari@example.id", "Sari", "assessor")

    @pytest.fixture(autouse=True)
    def _one_factor(self, settings):
        settings.SECOND_FACTOR_ROLES = set()

    def get(self, name, *args, user=None, status=200):
        self.client.force_login(user or self.officer)
        response = self.client.get(reverse(f"regulations:{name}", args=args))
        assert response.status_code == status
        return response.content.decode()

    def send(self, name, **data):
        """Send a form from what its page shows now."""
        self.client.force_login(self.officer)
        url = reverse(f"regulations:{name}", args=[KEY])
        seen = self.client.get(url).context["form"]["seen"].value()
        return self.client.post(url, {"seen": seen, **data})


class TestList(Pages):
    def test_states_how_many_are_open(self):
        assert "kerancuan masih terbuka, belum satu pun punya bacaan</h1>" in self.get("confusions")

    def test_names_term_finding_and_sources(self):
        page = self.get("confusions", user=self.observer)
        assert "Bagian anggaran sekolah untuk perpustakaan</a>" in page
        assert "<dt>UU 43/2007 pasal 23(6)</dt><dd>Anggaran perpustakaan sekolah paling sedikit 5%" in page
        assert "<dt>Permendikdasmen 8/2025</dt>" in page

    def test_is_refused_to_other_roles(self):
        self.get("confusions", user=self.assessor, status=403)


class TestOne(Pages):
    def test_shows_both_texts_with_source_and_standing(self):
        page = self.get("confusion", KEY)
        assert all(words in page for words in ("paling sedikit 5%", "paling sedikit 10%", "Belum dapat dipastikan"))

    def test_names_what_works_with_a_text(self):
        page = self.get("confusion", "tgm-categories")
        assert "Tingkat Gemar Membaca 2023–2024" in page
        assert reverse("method", args=["tgm", "2023.1"]) in page

    def test_says_what_replaced_a_source_that_ended(self):
        page = self.get("confusion", "digital-government-index")
        assert "Dicabut atau diganti PermenPANRB 8/2026" in page
        assert "Perpres 95/2018" in page

    def test_offers_steps_to_officers_alone(self):
        step = reverse("regulations:confusion_settle", args=[KEY])
        assert step in self.get("confusion", KEY)
        assert step not in self.get("confusion", KEY, user=self.observer)
        self.get("confusion_settle", KEY, user=self.observer, status=403)

    def test_is_not_there_for_a_term_without_confusion(self):
        self.get("confusion", "iplm-categories", status=404)


class TestSteps(Pages):
    def test_lead_from_owner_to_reading_and_back(self):
        assert self.send("confusion_assign", owner="Bidang Perpustakaan", due_on="2099-01-01").status_code == 302
        assert "paling lambat 1 Januari 2099" in self.get("confusion", KEY)
        self.send("confusion_settle", reading=READING, reason="Rapat 3 Maret.")
        page = self.get("confusion", KEY)
        assert "Bacaan yang dipakai" in page
        assert READING in page
        self.send("confusion_reopen", reason="Ada surat baru.")
        assert "Alasan: Ada surat baru." in self.get("confusion", KEY)

    def test_keep_what_was_typed_when_somebody_else_was_faster(self):
        self.client.force_login(self.officer)
        url = reverse("regulations:confusion_settle", args=[KEY])
        seen = self.client.get(url).context["form"]["seen"].value()
        self.send("confusion_assign", owner="Bidang Arsip")
        answer = self.client.post(url, {"seen": seen, "reading": READING, "reason": "Rapat."})
        page = answer.content.decode()
        assert "Petugas lain sudah mencatat sesuatu" in page
        assert READING in page
        again = answer.context["form"]["seen"].value()
        assert self.client.post(url, {"seen": again, "reading": READING, "reason": "Rapat."}).status_code == 302

    def test_say_beside_the_field_what_is_absent(self):
        page = self.send("confusion_assign", owner="Bidang Arsip", due_on="2020-01-01").content.decode()
        assert "Batasnya paling cepat hari ini" in page
        assert not Settlement.objects.exists()
