"""How often one address may knock at the attendance page.

A hall full of people shares one address of the hotel's network, so the limit on entries is generous; guessing tokens is
what must be slow.
"""

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

SECONDS = 600
ENTRIES, WRONG_TOKENS, SEARCHES = 300, 30, 1500
"""How many in ten minutes."""


def is_over(request: HttpRequest, what: str, limit: int) -> bool:
    """Count one more of `what` from this address; whether that is more than `limit` in ten minutes."""
    key = _key(request, what)
    cache.add(key, 0, SECONDS)
    try:
        return cache.incr(key) > limit
    except ValueError:  # it ran out between the two calls
        return False


def _key(request: HttpRequest, what: str) -> str:
    address = get_adapter().get_client_ip(request) or ""
    # No address stands in the cache as it is.
    return f"outreach-{what}-{hashlib.sha256(address.encode()).hexdigest()[:32]}"
