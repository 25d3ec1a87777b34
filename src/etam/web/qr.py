"""Square codes that lead a phone to an address."""

import segno
from django.utils.safestring import SafeString


def qr_code(text: str) -> SafeString:
    """A QR code as SVG that takes the width it is given; black on white, for it must be read on any screen and paper.

    It still reads with a quarter of it covered (level Q), as on a poster behind a folded corner.
    """
    code = segno.make(text, error="q", micro=False)
    svg = code.svg_inline(border=4, dark="#000", light="#fff", omitsize=True, svgclass="qr__code", lineclass=None)
    # Drawn by segno from our own address; nothing that people typed stands in it as text.
    return SafeString(svg)
