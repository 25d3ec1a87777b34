"""Pages of the JDIHN feed: the own one to fetch, another's to look through before anything is taken over."""

import hashlib
from datetime import UTC, datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import condition, require_POST, require_safe

from etam.accounts.access import signed_in
from etam.exchange.exceptions import ExchangeError
from etam.exchange.jdihn import access, actions
from etam.exchange.jdihn.forms import FeedForm
from etam.exchange.jdihn.pages import FeedPage
from etam.exchange.jdihn.writing import feed_path
from etam.exchange.models import FeedUpload
from etam.web.bodies import refuses_large_bodies


def _etag(request: HttpRequest) -> str | None:
    path = feed_path()
    return f'"{hashlib.sha256(path.read_bytes()).hexdigest()}"' if path.exists() else None


def _last_modified(request: HttpRequest) -> datetime | None:
    path = feed_path()
    return datetime.fromtimestamp(path.stat().st_mtime, UTC) if path.exists() else None


@require_safe
@condition(etag_func=_etag, last_modified_func=_last_modified)
def feed(request: HttpRequest) -> HttpResponse:
    """The feed as it was last written; a sentence when it never was."""
    path = feed_path()
    if not path.exists():
        sentence = "Umpan JDIH belum tersedia: ditulis pada malam setelah ada produk hukum daerah yang diperiksa.\n"
        return HttpResponse(sentence, status=404, content_type="text/plain; charset=utf-8")
    return HttpResponse(path.read_bytes(), content_type="application/json")


@refuses_large_bodies("exchange/jdihn/too_large.html")
@login_required
def import_feed(request: HttpRequest) -> HttpResponse:
    """A file to send, and what was sent before."""
    access.require_importer(request.user)
    form = FeedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            upload = actions.receive_feed(
                data=file.read(),
                file_name=file.name,
                publisher=form.cleaned_data["publisher"],
                by=signed_in(request),
            )
        except ExchangeError as problem:
            form.add_error("file", str(problem))
        else:
            return redirect("jdihn:upload", upload.pk)
    recent = FeedUpload.objects.filter(by=signed_in(request)).defer("rows")[:8]
    context = {"form": form, "recent": recent}
    return render(request, "exchange/jdihn/import.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def feed_upload(request: HttpRequest, pk: int) -> HttpResponse:
    """What a feed says beside the register, or what became of it."""
    page = FeedPage(access.feed_upload(request.user, pk))
    return render(request, "exchange/jdihn/upload.html", {"page": page, "upload": page.upload})


@login_required
@require_POST
def take(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the ticked rows over."""
    upload = access.feed_upload(request.user, pk)
    positions = {int(one) for one in request.POST.getlist("ambil") if one.isdecimal() and len(one) < 9}
    try:
        actions.take_rows(upload, positions=positions, seen=request.POST.get("seen", ""), by=signed_in(request))
    except ExchangeError as problem:
        messages.error(request, str(problem))
    return redirect("jdihn:upload", pk)


@login_required
@require_POST
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    """Throw the feed away."""
    try:
        actions.discard_feed(access.feed_upload(request.user, pk), by=signed_in(request))
    except ExchangeError as problem:
        messages.error(request, str(problem))
    return redirect("jdihn:upload", pk)
