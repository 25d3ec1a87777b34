"""What the register of the walk's world holds beside its regulations."""

from etam.regulations.models import Article, RegulationRelation


def kept() -> dict[str, int]:
    """The keys of a relation and of an article of the library law."""
    relation = RegulationRelation.objects.filter(object="UU-43-2007").earliest("pk")
    article = Article.objects.filter(regulation="UU-43-2007").earliest("pk")
    return {"relation": relation.pk, "article": article.pk}
