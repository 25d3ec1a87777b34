from collections import Counter

import pytest

from etam.content.regulations import latest_register


@pytest.fixture(scope="module")
def register():
    return latest_register()


class TestRegister:
    def test_holds_105_regulations(self, register):
        assert len(register.by_id) == 105

    def test_keeps_status_and_confidence_apart(self, register):
        assert Counter(one.status for one in register.regulations) == {
            "berlaku": 46,
            "dicabut": 12,
            "perlu verifikasi": 47,
        }
        assert Counter(one.confidence for one in register.regulations) == {
            "official": 32,
            "secondary": 53,
            "unverified": 20,
        }

    def test_relations_stand_in_one_direction(self, register):
        assert Counter(one.verb for one in register.relations) == {
            "melaksanakan": 26,
            "mencabut": 12,
            "mengubah": 5,
            "memutakhirkan": 3,
            "menggantikan": 1,
        }

    def test_the_other_direction_is_derived(self, register):
        undergone = [(verb, other.id) for verb, other, _ in register.about("PERPUSNAS-10-2017")]
        assert ("dicabut oleh", "PERPUSNAS-4-2024") in undergone

    def test_every_revoked_regulation_says_by_what(self, register):
        revoked = {one.id for one in register.regulations if one.status == "dicabut"}
        assert revoked == {one.object for one in register.relations if one.verb == "mencabut"}

    def test_an_amended_regulation_stays_in_force(self, register):
        assert register.by_id["UU-23-2014"].status == "berlaku"

    def test_a_title_that_nobody_saw_stays_empty(self, register):
        unseen = [one for one in register.regulations if one.title_confidence == "not_found"]
        assert len(unseen) == 4
        assert not any(one.title for one in unseen)

    def test_every_regulation_says_where_it_was_seen(self, register):
        assert all(one.note for one in register.regulations)

    def test_an_id_with_dots_and_dashes_is_one_id(self, register):
        assert register.by_id["KEPMENDAGRI-900.1.15.5-1317-2023"].number == "900.1.15.5-1317"

    def test_is_cited_as_people_do(self, register):
        assert register.by_id["UU-43-2007"].short == "UU 43/2007"

    def test_holds_the_article_on_the_five_per_cent(self, register):
        article = next(one for one in register.articles if (one.regulation, one.article) == ("UU-43-2007", "23(6)"))
        assert article.confidence == "secondary"
        assert "5%" in article.subject
