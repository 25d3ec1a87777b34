import shutil

import pytest
from django.utils import timezone

from etam.accounts import journal
from etam.content.files import CONTENT_ROOT, ContentError
from etam.regulations import queries
from etam.regulations.actions import load_regulations
from etam.regulations.models import Article, Origin, Regulation, RegulationRelation

pytestmark = pytest.mark.django_db
EDITION = CONTENT_ROOT / "regulations" / "2026-02"


@pytest.fixture
def edition(tmp_path):
    return shutil.copytree(EDITION, tmp_path / "2026-03")


class TestLoadRegulations:
    def test_fills_the_register(self):
        load_regulations()
        assert (Regulation.objects.count(), RegulationRelation.objects.count()) == (105, 47)

    def test_twice_changes_nothing(self):
        first, second = load_regulations(), load_regulations()
        assert (first.pk, first.checksum) == (second.pk, second.checksum)
        assert Regulation.objects.count() == 105
        assert journal.of(first).count() == 1

    def test_of_a_newer_edition_corrects_what_it_says(self, edition):
        load_regulations()
        path = edition / "regulations.csv"
        path.write_text(path.read_text().replace(",Perpustakaan,", ",Perpustakaan (dibetulkan),"))
        load_regulations(folder=edition)
        assert Regulation.objects.get(code="UU-43-2007").title == "Perpustakaan (dibetulkan)"

    def test_of_a_newer_edition_drops_relations_it_does_not_hold(self, edition):
        load_regulations()
        path = edition / "relations.csv"
        lines = [line for line in path.read_text().splitlines() if not line.startswith("PP-24-2014,")]
        path.write_text("\n".join(lines) + "\n")
        load_regulations(folder=edition)
        assert not RegulationRelation.objects.filter(subject="PP-24-2014").exists()

    @pytest.mark.parametrize("mark", [{"edited_at": timezone.now()}, {"origin": Origin.ENTERED}])
    def test_leaves_alone_what_a_person_wrote(self, edition, mark):
        load_regulations()
        Regulation.objects.filter(code="UU-43-2007").update(title="Judul kami", **mark)
        relation = RegulationRelation.objects.filter(subject="PP-24-2014", object="UU-43-2007")
        relation.update(verb="mencabut", **mark)
        article = Article.objects.filter(regulation="UU-43-2007").first()
        Article.objects.filter(pk=article.pk).update(subject="Perihal kami", **mark)
        load_regulations(folder=edition)
        assert Regulation.objects.get(code="UU-43-2007").title == "Judul kami"
        assert relation.filter(verb="mencabut").exists()
        assert Article.objects.get(pk=article.pk).subject == "Perihal kami"

    def test_brings_nothing_back_that_was_taken_out(self, edition):
        load_regulations()
        taken_out = {"withdrawn_at": timezone.now(), "withdrawn_reason": "Salah catat."}
        RegulationRelation.objects.filter(subject="PP-28-2012", object="PP-34-1979").update(**taken_out)
        Article.objects.filter(regulation="UU-43-2007").update(**taken_out)
        load_regulations(folder=edition)
        assert not RegulationRelation.objects.standing().filter(object="PP-34-1979").exists()
        assert not Article.objects.standing().filter(regulation="UU-43-2007").exists()
        assert Article.objects.filter(regulation="UU-43-2007").exists()

    def test_of_a_faulty_edition_stores_nothing(self, edition):
        (edition / "relations.csv").write_text(
            "subject,verb,object,articles,by_article,since,confidence,note\nUU-1-1900,mencabut,UU-43-2007,,,,official,\n"
        )
        with pytest.raises(ContentError):
            load_regulations(folder=edition)
        assert not Regulation.objects.exists()


class TestQueries:
    @pytest.fixture(autouse=True)
    def _register(self):
        load_regulations()

    def test_by_codes_leaves_out_what_the_register_does_not_hold(self):
        assert queries.by_codes(["UU-43-2007", "UU-1-1900"]).keys() == {"UU-43-2007"}

    def test_counts_every_status(self):
        assert queries.count_by_status() == {"berlaku": 46, "dicabut": 12, "perlu verifikasi": 47}
