"""Publications of others, recomputed from their printed components, with the printed value beside ours."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.text import slugify

from etam.content.files import versions
from etam.indexmath import bundle
from etam.indexmath.bundle import Calculation
from etam.indexmath.publications import PUBLISHED, Publication, load_publication
from etam.indices import methods
from etam.indices.results import Results
from etam.indices.shaping import Circumstances, Name, shape

RANKED_LEVEL = "province"


@dataclass(frozen=True)
class Recomputed:
    """A publication of one year with the results of its method over its printed components."""

    publication: Publication
    period: int
    calculation: Calculation
    results: Results

    @property
    def day(self) -> date:
        """The date its report carries: the last day of the year that the figures speak about."""
        return date(self.period, 12, 31)


def rankings() -> list[Publication]:
    """The newest editions that rank all provinces and whose values a method gives again.

    Published values without components, or of a few regions only, are no ranking and stay content.
    """
    newest = [versions(folder)[-1] for folder in sorted(PUBLISHED.iterdir()) if folder.is_dir() and versions(folder)]
    found = [load_publication(folder) for folder in newest]
    return [one for one in found if one.unit_level == RANKED_LEVEL and one.method and one.data and one.period]


def recompute(publication: Publication) -> Recomputed:
    """Run the publication's method over its components. Raises ValueError when it has none."""
    if publication.method is None or publication.data is None or publication.period is None:
        raise ValueError(f"{publication.code} has no method, components or year; nothing can be recomputed.")
    table = publication.data.table
    # Names hold spaces; a code stands in addresses and in the marks of a page.
    names = {slugify(name): Name(name, name) for name in table.units}
    data = replace(publication.data, table=replace(table, units=tuple(names)))
    calculation = bundle.calculate(publication.method, data)
    circumstances = Circumstances(
        period=publication.period,
        table_title=publication.title["id"],
        names=names,
        level=publication.unit_level,
        decimals=2,
        regulations=methods.regulations(),
        printed={
            slugify(one.unit): {"score": one.score, **({"category": one.category} if one.category else {})}
            for one in publication.printed
        },
        source=publication.source,
        defects=publication.defects,
        notes_path="method/NOTES.md",
    )
    results = shape(calculation.result, circumstances)
    return Recomputed(publication, publication.period, calculation, results)
