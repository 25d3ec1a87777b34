"""Public pages kept in memory until something is recorded.

A page for a visitor without a session is the same for everybody. It is kept under its address, today's date and the
number of the newest journal entry: every action leaves one, so whatever changes a page also changes its key.
"""

import gzip
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag

from etam.accounts.models import JournalEntry

View = Callable[..., HttpResponse]
Value = TypeVar("Value")
KeptView = Callable[..., HttpResponseBase]

# Under a storm of saves the journal is asked, and a page drawn anew, at most this often.
STAMP_SECONDS = 2
PAGE_SECONDS = 24 * 3600


@dataclass(frozen=True)
class KeptPage:
    """One page as it goes over the line, plain and compressed."""

    body: bytes
    compressed: bytes
    content_type: str
    etag: str
    disposition: str = ""
    """How a file is to be saved; "" for a page."""


def public_page(view: View) -> KeptView:
    """Serve what `view` answers to anonymous visitors from memory; those with a session always get a fresh page."""

    @wraps(view)
    def serve(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not is_for_everybody(request):
            return view(request, *args, **kwargs)
        pages = caches["pages"]
        key = _key(request)
        kept = pages.get(key)
        if kept is None:
            response = view(request, *args, **kwargs)
            if not _may_be_kept(request, response):
                return response
            kept = _keep(response)
            pages.set(key, kept, PAGE_SECONDS)
        return _answer(request, kept)

    return serve


def kept(name: str, make: Callable[[], Value]) -> Value:
    """What `make` gives, remembered under `name` as long as a public page: for costly reads that many pages share."""
    pages = caches["pages"]
    key = hashlib.sha256(f"{stamp()} {name}".encode()).hexdigest()
    held: Value | None = pages.get(key)
    if held is None:
        held = make()
        pages.set(key, held, PAGE_SECONDS)
    return held


def is_for_everybody(request: HttpRequest) -> bool:
    """Whether the answer may be shared: a reading request that carries neither a session nor a message."""
    personal = {settings.SESSION_COOKIE_NAME, "messages"}
    return request.method in ("GET", "HEAD") and not personal & request.COOKIES.keys()


def stamp() -> str:
    """What changes whenever a public page may have changed."""
    pages = caches["pages"]
    held: str | None = pages.get("stamp")
    if held is None:
        newest = JournalEntry.objects.order_by("-id").values_list("id", flat=True).first() or 0
        held = f"{timezone.localdate():%Y%m%d}-{newest}"
        pages.set("stamp", held, STAMP_SECONDS)
    return held


def _may_be_kept(request: HttpRequest, response: HttpResponse) -> bool:
    # A form with a token in it belongs to one visitor; Django notes on the request that one was written.
    has_token = request.META.get("CSRF_COOKIE_NEEDS_UPDATE", False)
    return response.status_code == 200 and not response.cookies and not has_token


def _key(request: HttpRequest) -> str:
    address = f"{request.get_host()}{request.get_full_path()}"
    return hashlib.sha256(f"{stamp()} {address}".encode()).hexdigest()


def _keep(response: HttpResponse) -> KeptPage:
    body = response.content
    etag = quote_etag(hashlib.sha256(body).hexdigest()[:32])
    # mtime 0: the same page gives the same bytes in every process.
    squeezed = gzip.compress(body, 6, mtime=0)
    return KeptPage(body, squeezed, response["Content-Type"], f"W/{etag}", response.get("Content-Disposition", ""))


def _answer(request: HttpRequest, kept: KeptPage) -> HttpResponseBase:
    squeezed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(kept.compressed if squeezed else kept.body, content_type=kept.content_type)
    if squeezed:
        response["Content-Encoding"] = "gzip"
    if kept.disposition:
        response["Content-Disposition"] = kept.disposition
    response["ETag"] = kept.etag
    # Asked for again each time: after signing in the same address shows the person's own menu.
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Accept-Encoding", "Cookie"])
    return get_conditional_response(request, etag=kept.etag, response=response) or response
