"""Methods and instruments as they lie in the content, every version."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from etam.indices import describing
from etam.publishing import citations, downloads, editions, instrument_text, method_text, notes, worked
from etam.publishing.caching import public_page
from etam.publishing.queries import regulations, releases


@public_page
def index(request: HttpRequest) -> HttpResponse:
    """Every method and every instrument, the newest version of each first."""
    return render(
        request,
        "publishing/methods.html",
        {"methods": editions.by_code(editions.methods()), "instruments": editions.by_code(editions.instruments())},
    )


@public_page
def method(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """One version of a method: what it computes, on what basis, with a worked example and its files."""
    method = editions.method(code, version)
    if method is None:
        raise Http404(f"no method {code}/{version}")
    folder = editions.folder(editions.METHODS, code, version)
    return render(
        request,
        "publishing/method.html",
        {
            "method": method,
            "others": [one for one in editions.methods() if one.code == code and one.version != version],
            "summary": describing.summary(method, regulations.cited(method.basis)),
            "steps": describing.steps(method),
            "normalising": method_text.normalising(method),
            "aggregating": method_text.aggregating(method),
            "tree": method_text.tree_rows(method),
            "indicators": method_text.indicators(method),
            "bands": describing.band_rows(method),
            "varied": list(describing.varied(method)),
            "example": worked.example(method),
            "notes": notes.in_sections(folder / "NOTES.md"),
            "changes": notes.read(folder / "CHANGES.md"),
            "files": editions.files(editions.METHODS, code, version),
            "releases": [one for one in releases.current() if one.method_code == code],
        },
    )


@require_safe
def method_file(request: HttpRequest, code: str, version: str, name: str) -> HttpResponse:
    """A file of a method's folder as text."""
    if name not in editions.files(editions.METHODS, code, version):
        raise Http404(f"{code}/{version} has no file {name}")
    content = (editions.folder(editions.METHODS, code, version) / name).read_bytes()
    response = HttpResponse(content, content_type=downloads.content_type(name))
    if not downloads.is_shown(name):
        response["Content-Disposition"] = f'attachment; filename="{code}-{version}-{name.replace("/", "-")}"'
    return response


@public_page
def instrument(request: HttpRequest, code: str, version: str) -> HttpResponse:
    """One version of an instrument: every question with its definition and source, every check."""
    instrument = editions.instrument(code, version)
    if instrument is None:
        raise Http404(f"no instrument {code}/{version}")
    folder = editions.folder(editions.INSTRUMENTS, code, version)
    return render(
        request,
        "publishing/instrument.html",
        {
            "instrument": instrument,
            "bases": citations.bases_of_questions(code, version),
            "others": [one for one in editions.instruments() if one.code == code and one.version != version],
            "rules": instrument_text.rules(instrument),
            "changes": notes.read(folder / "CHANGES.md"),
        },
    )
