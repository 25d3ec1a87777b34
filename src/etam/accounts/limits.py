"""How often one network address may knock at pages that need no account."""

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest

SECONDS = 600
WRONG_TOKENS = 30
"""How many unknown addresses of signed links or attendance pages in ten minutes: guessing must be slow."""


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
    return f"limit-{what}-{hashlib.sha256(address.encode()).hexdigest()[:32]}"
