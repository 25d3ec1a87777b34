"""Pictures, opened and written anew: what is kept holds the picture and nothing else its sender's device knew."""

import io

from PIL import Image, ImageOps

from etam.evidence.exceptions import FileRefused

LONGEST_SIDE = 3600  # A4 at 300 dots per inch is 3,508 long: small print stays legible
JPEG_QUALITY = 85
# A JPEG is decoded at a fraction of its size where that is enough; the others are not.
MAX_MEGAPIXELS = {"JPEG": 80, "PNG": 40, "WEBP": 40}
SMALLER = "Perkecil gambarnya, lalu unggah."
MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
PLAIN_MODES = frozenset({"1", "L", "LA", "RGB", "RGBA"})


def rewritten(data: bytes) -> tuple[str, bytes]:
    """(media type, new bytes) of a JPEG, PNG or WebP picture.

    It stands upright, no side is longer than 3,600 pixels, and no EXIF, XMP, comment, place or colour profile is left.
    The same bytes in give the same bytes out. Raises FileRefused for a broken, moving or enormous picture.
    """
    try:
        with Image.open(io.BytesIO(data), formats=tuple(MEDIA_TYPES)) as image:
            # A phone's JPEG may carry further pictures (MPO), such as a depth map; only the first is kept.
            kind = "JPEG" if image.format == "MPO" else str(image.format)
            _refuse_unfit(image, kind)
            return MEDIA_TYPES[kind], _written(_clean(image), kind)
    except FileRefused:
        raise
    except Image.DecompressionBombError as error:
        raise FileRefused(
            f"Gambar ini jauh lebih besar dari {max(MAX_MEGAPIXELS.values())} megapiksel. {SMALLER}"
        ) from error
    except Exception as error:  # a decoder raises whatever a broken picture leads it into
        raise FileRefused(
            "Gambar ini rusak atau tidak terkirim utuh. Buka di ponsel atau komputer Anda untuk memastikan, "
            "simpan lagi, lalu unggah."
        ) from error


def _refuse_unfit(image: Image.Image, kind: str) -> None:
    if kind != "JPEG" and getattr(image, "is_animated", False):
        raise FileRefused("Gambar ini bergerak. Simpan satu gambarnya sebagai JPEG atau PNG, lalu unggah.")
    megapixels = image.width * image.height / 1_000_000
    if megapixels > (most := MAX_MEGAPIXELS[kind]):
        raise FileRefused(f"Gambar ini {megapixels:.0f} megapiksel; paling besar {most} yang diterima. {SMALLER}")


def _clean(image: Image.Image) -> Image.Image:
    """The picture upright, small enough, in plain colours, without anything beside its pixels."""
    image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(image)
    if upright.mode not in PLAIN_MODES or "transparency" in upright.info:
        upright = upright.convert("RGBA" if "transparency" in upright.info or upright.mode == "PA" else "RGB")
    if max(upright.size) > LONGEST_SIDE:
        upright = upright.convert("L") if upright.mode == "1" else upright
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    upright.info = {}
    return upright


def _written(image: Image.Image, kind: str) -> bytes:
    file = io.BytesIO()
    if kind == "JPEG":
        image.convert("L" if image.mode in {"1", "L", "LA"} else "RGB").save(file, "JPEG", quality=JPEG_QUALITY)
    elif kind == "PNG":
        image.save(file, "PNG")
    else:
        image.save(file, "WEBP", quality=JPEG_QUALITY)
    return file.getvalue()
