"""What may be evidence, by content: every file that must not come in, and what becomes of those that may."""

import io

import pytest
from PIL import Image

from etam.evidence import pictures
from etam.evidence.checking import PDF, XLSX, Checked, checked
from etam.evidence.exceptions import FileRefused
from etam.evidence.tests import files
from etam.web.tests import nasty

LIMIT = 20 * 1024 * 1024


def refusal(data: bytes, limit: int = LIMIT) -> str:
    with pytest.raises(FileRefused) as caught:
        checked(data, limit)
    return str(caught.value)


def opened(file: Checked) -> Image.Image:
    return Image.open(io.BytesIO(file.data))


class TestAnyFile:
    def test_says_that_a_file_is_empty(self):
        assert "kosong (0 bita)" in refusal(b"")

    def test_says_that_a_file_is_too_large(self):
        assert "lebih besar dari 1 MB" in refusal(b"%PDF-" + bytes(2**20), limit=2**20)

    @pytest.mark.parametrize(
        ("data", "word"),
        [
            (b"MZ\x90\0" + bytes(60), "program"),
            (b"GIF89a" + bytes(60), "GIF"),
            (b"\0\0\0\x18ftypheic" + bytes(60), "HEIC"),
            (b"<html><script>1</script>", "bukan PDF, gambar, atau lembar kerja"),
            (b"<?xml version='1.0'?><svg xmlns='http://www.w3.org/2000/svg'/>", "bukan PDF, gambar"),
            (nasty.old_xls(), "Office lama"),
        ],
    )
    def test_names_another_kind_and_what_is_taken(self, data, word):
        sentence = refusal(data)
        assert word in sentence
        assert "PDF, JPEG, PNG, WebP, dan XLSX" in sentence

    def test_is_not_fooled_by_a_signature_alone(self):
        assert "rusak" in refusal(b"\xff\xd8\xff\xe0<script>alert(1)</script>" + bytes(64))
        assert "rusak" in refusal(b"%PDF-1.7\n<script>alert(1)</script>\n%%EOF")


class TestPdf:
    def test_is_kept_byte_for_byte(self):
        data = files.pdf()
        assert checked(data, LIMIT) == Checked(PDF, data)

    @pytest.mark.parametrize(
        ("change", "word"),
        [
            (files.with_script, "memuat skrip"),
            (files.with_hidden_script, "memuat skrip"),
            (files.with_launch, "menjalankan program"),
            (files.with_submission, "mengirim data"),
            (files.with_attachment, "berkas lain di dalamnya"),
        ],
    )
    def test_names_what_could_run(self, change, word):
        assert word in refusal(files.pdf(change))

    def test_looks_into_packed_objects(self):
        data = files.pdf_with_packed_script()
        assert b"JavaScript" not in data
        assert "memuat skrip" in refusal(data)

    def test_says_that_a_password_locks_it(self):
        assert "terkunci kata sandi" in refusal(files.pdf(files.with_password))

    @pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
    def test_says_that_a_part_of_a_file_is_damaged(self, share):
        data = files.scanned_pdf(20_000)
        assert "tidak terkirim utuh" in refusal(data[: int(len(data) * share)])

    def test_says_that_a_file_without_pages_is_damaged(self):
        assert "rusak" in refusal(files.pdf(pages=0))


class TestPictures:
    def test_lose_place_maker_comment_and_profile(self):
        data = files.photo()
        assert Image.open(io.BytesIO(data)).getexif().get_ifd(files.GPS_TAG)[1] == "S"
        kept = checked(data, LIMIT)
        assert opened(kept).getexif() == {}
        assert set(opened(kept).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
        for trace in (b"Kamera Rahasia", b"WGS-84", b"Koordinat-XMP", b"komentar", b"profil", b"Exif"):
            assert trace in data
            assert trace not in kept.data

    @pytest.mark.parametrize("kind", ["PNG", "WEBP"])
    def test_of_other_kinds_lose_it_too(self, kind):
        exif = Image.Exif()
        exif[files.MAKE_TAG] = "Kamera Rahasia"
        data = files.picture(kind, exif=exif, icc_profile=b"profil")
        kept = checked(data, LIMIT)
        assert b"Kamera Rahasia" in data
        assert b"Kamera Rahasia" not in kept.data
        assert b"profil" not in kept.data
        assert kept.media_type == f"image/{kind.lower()}"

    @pytest.mark.parametrize(("orientation", "corner"), [(1, "nw"), (3, "se"), (6, "ne"), (8, "sw")])
    def test_stand_as_they_were_seen(self, orientation, corner):
        image = opened(checked(files.photo(orientation, size=(400, 300)), LIMIT)).convert("RGB")
        assert image.size == ((400, 300) if orientation in (1, 3) else (300, 400))
        x = image.width - 20 if "e" in corner else 20
        y = image.height - 20 if "s" in corner else 20
        red, green, _ = image.getpixel((x, y))
        assert red > 200
        assert green < 80

    def test_are_made_smaller_where_they_are_longer_than_anybody_reads(self):
        image = opened(checked(files.picture("PNG", (4000, 100)), LIMIT))
        assert image.size == (pictures.LONGEST_SIDE, 90)

    def test_of_a_large_jpeg_are_made_smaller(self):
        image = opened(checked(files.picture("JPEG", (8000, 400)), LIMIT))
        assert image.size == (pictures.LONGEST_SIDE, 180)

    def test_keep_what_is_transparent(self):
        file = io.BytesIO()
        Image.new("P", (10, 10), 0).save(file, "PNG", transparency=0)
        assert opened(checked(file.getvalue(), LIMIT)).getpixel((0, 0))[3] == 0

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
    def test_of_every_mode_are_taken(self, mode):
        file = io.BytesIO()
        Image.new(mode, (10, 10)).save(file, "PNG")
        assert opened(checked(file.getvalue(), LIMIT)).size == (10, 10)

    def test_for_print_are_taken(self):
        file = io.BytesIO()
        Image.new("CMYK", (10, 10)).save(file, "JPEG")
        assert opened(checked(file.getvalue(), LIMIT)).mode == "RGB"

    def test_of_phones_that_add_a_second_picture_are_taken(self):
        kept = checked(files.phone_pair(), LIMIT)
        assert opened(kept).format == "JPEG"
        assert b"MPF" not in kept.data

    @pytest.mark.parametrize("kind", ["PNG", "WEBP"])
    def test_that_move_are_refused(self, kind):
        assert "bergerak" in refusal(files.moving(kind))

    @pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
    def test_that_were_cut_off_are_refused(self, kind):
        data = files.picture(kind, (200, 200))
        assert "rusak" in refusal(data[: len(data) // 2])

    def test_that_would_fill_the_memory_are_refused(self):
        file = io.BytesIO()
        Image.new("1", (22_000, 4_000)).save(file, "PNG")
        assert len(file.getvalue()) < 100_000
        assert "88 megapiksel" in refusal(file.getvalue())

    def test_that_pillow_itself_calls_a_bomb_are_refused(self):
        file = io.BytesIO()
        Image.new("1", (30_000, 10_000)).save(file, "PNG")
        assert "Perkecil" in refusal(file.getvalue())

    def test_give_the_same_bytes_each_time(self):
        data = files.photo()
        assert checked(data, LIMIT) == checked(data, LIMIT)


class TestWorkbooks:
    def test_are_kept_byte_for_byte(self):
        data = nasty.workbook()
        assert checked(data, LIMIT) == Checked(XLSX, data)

    @pytest.mark.parametrize("part", ["xl/vbaProject.bin", "xl/embeddings/oleObject1.bin", "xl/macrosheets/sheet1.xml"])
    def test_with_macros_or_other_files_are_refused(self, part):
        assert "makro" in refusal(nasty.workbook(extra={part: b"x"}))

    def test_that_are_another_archive_are_refused(self):
        assert "bukan lembar kerja Excel" in refusal(nasty.zipped({"word/document.xml": b"<x/>"}))

    def test_that_would_fill_the_memory_are_refused(self):
        assert "demi keamanan" in refusal(nasty.workbook(sheet=nasty.sheet_xml(" " * 50_000_000)))

    def test_that_were_cut_off_are_refused(self):
        assert "tidak terunduh utuh" in refusal(nasty.workbook()[:400])
