"""What the register of the walk's world holds beside its regulations."""

from etam.regulations import actions
from etam.regulations.models import Article, Regulation, RegulationRelation
from etam.regulations.tests.cast import pdf
from etam.submissions.tests.cast import NOW, Cast


def kept(cast: Cast) -> dict[str, int]:
    """The keys of a relation that stands and one that was taken out, an article and the text of the library law."""
    relation = RegulationRelation.objects.filter(object="UU-43-2007").earliest("pk")
    article = Article.objects.filter(regulation="UU-43-2007").earliest("pk")
    law = Regulation.objects.get(code="UU-43-2007")
    given = {"data": pdf("Contoh"), "file_name": "naskah.pdf", "source": "Contoh"}
    filed = actions.file_text(law, **given, by=cast.officer, at=NOW)
    withdrawn = RegulationRelation.objects.filter(object="UU-43-2007").exclude(pk=relation.pk).latest("pk")
    actions.withdraw_relation(withdrawn, reason="Contoh.", by=cast.officer, at=NOW)
    return {"withdrawn_relation": withdrawn.pk, "relation": relation.pk, "article": article.pk, "text": filed.file.pk}
