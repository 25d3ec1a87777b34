"""Files as people send them, good ones and those that must not come in."""

import io
import itertools
import random
import struct
import zlib
from collections.abc import Callable
from typing import Any

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, TextStringObject

# Samarinda, in degrees, minutes and seconds as a camera writes it.
LATITUDE, LONGITUDE = (0.0, 30.0, 8.0), (117.0, 9.0, 13.0)
GPS_TAG, ORIENTATION_TAG, MAKE_TAG, DATUM_TAG = 0x8825, 0x0112, 0x010F, 0x12
_numbers = itertools.count()


def pdf(change: Callable[[PdfWriter], Any] = lambda writer: None, pages: int = 1) -> bytes:
    """A PDF that no other call gives again, after `change`."""
    writer = PdfWriter()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    writer.add_metadata({"/Title": f"Nomor {next(_numbers)}"})
    change(writer)
    return _saved(writer)


def with_script(writer: PdfWriter) -> None:
    """Runs when the file is opened."""
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")})
    writer._root_object[NameObject("/OpenAction")] = writer._add_object(action)


def with_attachment(writer: PdfWriter) -> None:
    writer.add_attachment("lampiran.txt", b"isi")


def with_launch(writer: PdfWriter) -> None:
    """Starts a program when opened; the name of the action stands in an object of its own."""
    kind = writer._add_object(NameObject("/Launch"))
    action = DictionaryObject({NameObject("/S"): kind, NameObject("/F"): TextStringObject("cmd.exe")})
    writer._root_object[NameObject("/OpenAction")] = writer._add_object(action)


def with_submission(writer: PdfWriter) -> None:
    """Sends data away when the page is opened."""
    action = DictionaryObject({NameObject("/S"): NameObject("/SubmitForm")})
    writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): action})


def with_hidden_script(writer: PdfWriter) -> None:
    """A script that no page leads to, in an array in an array."""
    action = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject("1")})
    writer._add_object(ArrayObject([ArrayObject([action])]))


def pdf_with_packed_script() -> bytes:
    """A script inside a compressed stream of objects, where a search through the bytes finds nothing."""
    packed = b"4 0 " + b"<</S /JavaScript /JS (app.alert(1))>>"
    objects = {
        1: b"<</Type /Catalog /Pages 2 0 R /OpenAction 4 0 R>>",
        2: b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        3: b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>",
        5: _stream(b"/Type /ObjStm /N 1 /First 4", packed),
    }
    data, places = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    rows = [(0, 0, 255), *((1, places[number], 0) for number in (1, 2, 3)), (2, 5, 0), (1, places[5], 0)]
    rows.append((1, len(data), 0))
    table = b"".join(struct.pack(">BHB", *row) for row in rows)
    start = len(data)
    data += b"6 0 obj\n%b\nendobj\n" % _stream(b"/Type /XRef /Size 7 /W [1 2 1] /Root 1 0 R", table)
    return data + b"startxref\n%d\n%%%%EOF\n" % start


def _stream(entries: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<<%b /Filter /FlateDecode /Length %d>>\nstream\n%b\nendstream" % (entries, len(packed), packed)


def with_password(writer: PdfWriter) -> None:
    writer.encrypt("rahasia")


def scanned_pdf(size_bytes: int) -> bytes:
    """A PDF of about this size with one large stream for each page, as a scanner writes it."""

    def fill(writer: PdfWriter) -> None:
        chance = random.Random(1)
        for page in writer.pages:
            stream = DecodedStreamObject()
            stream.set_data(chance.randbytes(size_bytes // len(writer.pages)))
            page[NameObject("/Thumb")] = writer._add_object(stream)

    return pdf(fill, pages=20)


def picture(kind: str = "JPEG", size: tuple[int, int] = (40, 30), **options: Any) -> bytes:
    """A picture with a red top left corner."""
    image = Image.new("RGB", size, "white")
    image.paste("red", (0, 0, size[0] // 2, size[1] // 2))
    return _written(image, kind, **options)


def photo(orientation: int = 1, size: tuple[int, int] = (40, 30)) -> bytes:
    """A JPEG as a phone writes it: with its maker, the place, a comment and the way it was held."""
    exif = Image.Exif()
    exif[MAKE_TAG] = "Kamera Rahasia"
    exif[ORIENTATION_TAG] = orientation
    exif.get_ifd(GPS_TAG).update({1: "S", 2: LATITUDE, 3: "E", 4: LONGITUDE, DATUM_TAG: "WGS-84"})
    packet = b"<x:xmpmeta>Koordinat-XMP</x:xmpmeta>"
    return picture(size=size, exif=exif, comment=b"komentar", xmp=packet, icc_profile=b"profil", quality=95)


def moving(kind: str) -> bytes:
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    return _written(frames[0], kind, save_all=True, append_images=frames[1:], duration=100)


def phone_pair() -> bytes:
    """A JPEG with a second picture behind it (MPO), as phones write a depth map."""
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "blue")]
    return _written(frames[0], "MPO", save_all=True, append_images=frames[1:])


def large_photo(megapixels: float = 8, seed: int = 1) -> bytes:
    """A JPEG with as much detail as a photograph has, about 2 MB for 8 megapixels; the benchmarks take it."""
    width, height = int((megapixels * 4e6 / 3) ** 0.5), int((megapixels * 3e6 / 4) ** 0.5)
    small = Image.frombytes(
        "RGB", (width // 4, height // 4), random.Random(seed).randbytes(width // 4 * (height // 4) * 3)
    )
    return _written(small.resize((width, height), Image.Resampling.BILINEAR), "JPEG", quality=88)


def _written(image: Image.Image, kind: str, **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def _saved(writer: PdfWriter) -> bytes:
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()
