"""Releases of rankings, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from etam.indices.queries import reopened_since
from etam.publishing import access, atlas, downloads, rankings
from etam.publishing.caching import public_page
from etam.publishing.queries import releases


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Every published ranking by method, the latest first."""
    return render(request, "publishing/ranking_index.html", {"shelves": releases.shelves(releases.listed())})


@public_page
def release(request: HttpRequest, code: str) -> HttpResponse:
    """One release: what it found, how certain that is, why each unit stands where it stands, and its files."""
    release = access.published_release(code)
    results = release.results
    chosen = rankings.chosen_unit(results, request.GET.get("daerah", ""))
    family = releases.family(release)
    before = family.before
    words = rankings.words(results, (before.period, before.method_version) if before else None)
    folder = downloads.open_folder(release)
    return render(
        request,
        "publishing/release.html",
        {
            "release": release,
            "results": results,
            "correction": family.correction,
            "others": family.others,
            "ranking": rankings.build(results, chosen["code"] if chosen else "", bool(words.change_head)),
            "words": words,
            "chosen": chosen,
            "told": rankings.explanation(chosen) if chosen else None,
            "map": atlas.build(results, address="?daerah={}#mengapa"),
            "legend": rankings.legend(results["bands"]),
            "stats": rankings.quality_stats(results, family.corrections),
            "frame_changes": rankings.frame_changes(results),
            "reopened": len(reopened_since(release.run)) if release.run else 0,
            "folder": folder,
            "address": request.build_absolute_uri(folder.url) if folder else "",
        },
    )
