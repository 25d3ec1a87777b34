"""The address of an attendance page, and the square that leads a phone to it."""

import segno
from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString

from etam.outreach.models import Event


def attendance_url(event: Event) -> str:
    """The full address, as it stands on the poster."""
    return f"{settings.ADDRESS.rstrip('/')}{reverse('attend', args=[event.token])}"


def qr_code(text: str) -> SafeString:
    """A QR code as SVG that takes the width it is given; black on white, for it must be read on any screen and paper.

    It still reads with a quarter of it covered (level Q), as on a poster behind a folded corner.
    """
    code = segno.make(text, error="q", micro=False)
    svg = code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr__code", lineclass=None)
    # Drawn by segno from our own address; nothing that people typed stands in it as text.
    return SafeString(svg)
