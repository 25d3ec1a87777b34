"""The WSGI application as the server runs it: what the first visitor would wait for is read before it serves."""

import logging

from django.test import RequestFactory
from django.urls import get_resolver

from etam.config.wsgi import application

__all__ = ["application"]


def warm_up() -> None:
    """Import every view and draw the first page once: it needs all instruments, methods and rules.

    What goes wrong here is only noted: the page itself says better what is wrong with it.
    """
    try:
        # Asking for the patterns imports the views.
        list(get_resolver().url_patterns)
        from etam.publishing.views import home

        home.board.__wrapped__(RequestFactory().get("/"))  # type: ignore[attr-defined]
    except Exception:
        logging.getLogger(__name__).warning("The first page could not be drawn before serving.", exc_info=True)


warm_up()
