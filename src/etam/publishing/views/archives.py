"""Orderly archives of the ten kab/kota beside their literacy."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from etam.assessments import editions as assessed
from etam.indices.models import Release
from etam.publishing import archives, atlas, downloads, rankings, reference
from etam.publishing.caching import public_page
from etam.publishing.queries import archives as audits
from etam.publishing.queries import releases
from etam.questionnaire.scheme import Scheme
from etam.web import maps

SUPERVISION = "archive-supervision"
TABLE = "results.csv"


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """What audits found of the archives, beside literacy: two maps, one table, the years, and what is unverified."""
    released = releases.history(releases.ARCHIVES)
    latest = released[-1] if released else None
    literacy, together = releases.latest_of(releases.MAIN), releases.latest_of(releases.TOGETHER)
    audited, years = audits.audited(), audits.years(timezone.localdate())
    rows = archives.beside(reference.regency_names(), latest, literacy, audited)
    scheme = _scheme(audited, latest)
    return render(
        request,
        "publishing/archives.html",
        {
            "release": latest,
            "results": latest.results if latest else None,
            "literacy": literacy,
            "together": together,
            "years": years,
            "map": _map(latest, "peta-arsip", has_grades=True),
            "legend": rankings.legend(latest.results["bands"]) if latest else [],
            "literacy_map": _map(literacy, "peta-literasi", has_grades=False),
            "literacy_legend": rankings.legend(literacy.results["bands"]) if literacy else [],
            "rows": rows,
            "course": archives.course({row.code: row.name for row in rows}, released, audited, years),
            "caveats": archives.caveats(scheme, assessed.instrument(*_external(scheme))),
            "sources": [(one, _table_of(one)) for one in (latest, literacy, together) if one],
        },
    )


def _map(release: Release | None, name: str, *, has_grades: bool) -> maps.MapFigure | None:
    if release is None:
        return None
    address = reverse("regencies") + "{}/"
    return atlas.build(
        release.results, name=name, marks=archives.marks(release.results, address, has_grades=has_grades)
    )


def _scheme(audited: archives.BY_REGENCY, latest: Release | None) -> Scheme:
    """What the newest released year was measured by, else the newest edition there is."""
    period = latest.period if latest else 0
    used = [one.scheme for (_, year), one in audited.items() if year == period and one.scheme]
    return used[-1] if used else assessed.schemes(SUPERVISION)[0]


def _external(scheme: Scheme) -> tuple[str, str]:
    part = scheme.part("external")
    return part.instrument, part.version


def _table_of(release: Release) -> downloads.File | None:
    folder = downloads.open_folder(release)
    return folder.find(TABLE) if folder else None
