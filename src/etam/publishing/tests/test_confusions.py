"""What everybody reads of confusions: the finding as title, the reading, and nobody's name."""

from django.test import TestCase

from etam.institutions.tests.cast import person
from etam.regulations.actions import load_regulations
from etam.regulations.actions.settling import assign, settle
from etam.regulations.queries.confusions import open_count
from etam.web.formats import number

KEY = "school-library-share"


class TestConfusions(TestCase):
    @classmethod
    def setUpTestData(cls):
        load_regulations()
        cls.officer = person("rina@example.id", "Rina Puspita", "officer")

    def text(self, path):
        answer = self.client.get(path)
        assert answer.status_code == 200
        return answer.content.decode()

    def settle(self):
        seen = self.client.get(f"/kerancuan/{KEY}/").context["case"].seen
        return settle(KEY, reading="Penuhi keduanya.", reason="Rapat 3 Maret.", seen=seen, by=self.officer)

    def test_state_in_the_title_how_many_are_open_and_settled(self):
        still_open = number(open_count(self.settle().at.date()))
        assert f"<h1>{still_open} kerancuan masih terbuka; 1 sudah punya bacaan</h1>" in self.text("/kerancuan/")

    def test_show_owner_and_reading_but_not_who_wrote_them_down(self):
        assign(KEY, owner="Bidang Perpustakaan", due_on=None, by=self.officer)
        assert "Bidang Perpustakaan" in self.text(f"/kerancuan/{KEY}/")
        self.settle()
        page = self.text(f"/kerancuan/{KEY}/")
        assert "Penuhi keduanya." in page
        assert "Alasan: Rapat 3 Maret." in page
        assert "Rina" not in page

    def test_hold_no_form(self):
        assert 'method="post"' not in self.text(f"/kerancuan/{KEY}/")

    def test_are_not_found_where_no_rule_finds_one(self):
        assert self.client.get("/kerancuan/iplm-categories/").status_code == 404

    def test_are_reached_from_the_register_and_the_board(self):
        assert all('href="/kerancuan/"' in self.text(path) for path in ("/peraturan/", "/"))
