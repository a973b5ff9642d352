"""What may be uploaded, what is said about the rest, and what is left of a picture."""

import io
import struct
import tracemalloc
import zipfile
import zlib
from contextlib import suppress

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from organisation.files import services
from organisation.files.forms import ImageForm
from organisation.files.inspection import Inspected, inspect, safe_name
from organisation.files.services import open_file, store

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"


def office(main: str = WORD, **members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr("[Content_Types].xml", f'<Types><Override ContentType="{main}"/></Types>')
        for name, text in members.items():
            parts.writestr(name, text)
    return out.getvalue()


def zipped(first: str = "a.txt", text: str = "x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as parts:
        parts.writestr(first, text)
    return out.getvalue()


def photo(kind: str = "JPEG") -> bytes:
    picture = Image.new("RGB", (40, 20), "navy")
    exif = Image.Exif()
    exif[0x010F] = "Kamera AS"
    exif[0x0112] = 6  # lies on its side
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    picture.save(out, kind, exif=exif)
    return out.getvalue()


def paper(password: str | None = None) -> bytes:
    """A PDF of one page; with a password it is locked, with an empty one encrypted all the same."""
    out = io.BytesIO()
    lock = None if password is None else pikepdf.Encryption(owner="eier", user=password)
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out, **({"encryption": lock} if lock else {}))
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("rapport.pdf", paper(), "application/pdf"),
        ("notat.docx", office(), "wordprocessingml.document"),
        ("tall.xlsx", office(EXCEL), "spreadsheetml.sheet"),
        (
            "tekst.odt",
            zipped("mimetype", "application/vnd.oasis.opendocument.text"),
            "opendocument.text",
        ),
        ("tekst.txt", "blåbær".encode(), "text/plain"),
        ("tall.csv", "år;kr\n2015;1\n".encode("cp1252"), "text/csv"),
        ("BILDE.JPEG", photo(), "image/jpeg"),
        ("bilde.png", photo("PNG"), "image/png"),
        ("bilde.webp", photo("WEBP"), "image/webp"),
    ],
)
def test_the_type_comes_from_the_content(name: str, data: bytes, kind: str) -> None:
    assert inspect(name, data).content_type.endswith(kind)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("tom.pdf", b"", "tom"),
        ("stor.txt", b"a" * 2001, "høyst"),
        ("virus.exe", b"MZ\x90", "kan ikke lastes opp"),
        ("side.html", b"<html>", "kan ikke lastes opp"),
        ("tegning.svg", b"<svg onload='x'>", "kan ikke lastes opp"),
        ("uten-ending", b"tekst", "kan ikke lastes opp"),
        ("filer.zip", zipped(), "hver for seg"),
        ("filer.docx", zipped(), "hver for seg"),
        ("filer.tar.gz", b"\x1f\x8b\x08\x00", "hver for seg"),
        ("rapport.pdf", b"Hei", "ren tekst"),
        ("rapport.txt", b"%PDF-1.7", "pdf"),
        ("tall.xlsx", office(WORD), ".docx"),
        ("makro.docx", office(MACRO), "makroer"),
        ("makro.docx", office(WORD, **{"word/vbaProject.bin": "x"}), "makroer"),
        ("makro.docm", office(MACRO), "hver for seg"),
        ("skadet.docx", b"PK\x03\x04rusk", "skadet"),
        ("skadet.pdf", b"%PDF-1.7\n...", "skadet"),
        ("halv.pdf", paper()[:-60], "skadet"),
        ("passord.pdf", paper("hemmelig"), "låst med passord"),
        ("kryptert.pdf", paper(""), "låst med passord eller kryptert"),
        ("passord.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, "låst med passord"),
        ("skadet.png", b"\x89PNG\r\n\x1a\nrusk", "skadet"),
        ("data.txt", b"\x00\x01\x02", "innholdet er"),
    ],
)
def test_what_is_refused_is_refused_in_words(
    settings: object, name: str, data: bytes, words: str
) -> None:
    settings.FILES_MAX_SIZE = 2000  # type: ignore[attr-defined]
    with pytest.raises(ValidationError) as refusal:
        inspect(name, data)
    assert words in " ".join(refusal.value.messages)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_loses_place_and_camera_and_stands_upright(kind: str) -> None:
    ending = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}[kind]
    checked = inspect(f"foto.{ending}", photo(kind))
    with Image.open(io.BytesIO(checked.data)) as picture:
        assert dict(picture.getexif()) == {}
        assert picture.size == (20, 40)
    assert b"Kamera AS" not in checked.data


@pytest.mark.parametrize(
    ("given_name", "name"),
    [
        ("C:\\Users\\kari\\Rapport 1.pdf", "Rapport 1.pdf"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ('a"b\r\nSet-Cookie: x.pdf', "abSet-Cookie x.pdf"),
        ("faktura\u202efdp.exe", "fakturafdp.exe"),
        ("...", "fil"),
    ],
)
def test_the_name_tricks_nobody(given_name: str, name: str) -> None:
    assert safe_name(given_name) == name


def test_a_file_of_500_mb_is_refused_before_it_is_read() -> None:
    class Unread(SimpleUploadedFile):
        def read(self, *_size: int) -> bytes:
            raise AssertionError("read")

    upload = Unread("film.pdf", b"")
    upload.size = 500 * 1024 * 1024
    with pytest.raises(ValidationError, match="Filen er 500"):
        services.inspect_upload(upload)


@given(st.text(max_size=400))
def test_any_name_becomes_a_short_safe_one(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe) <= 150
    assert not set(safe) & set('/\\\r\n"<>:|?*\x00')


@given(st.binary(max_size=300), st.sampled_from(["a.pdf", "a.docx", "a.png", "a.txt", "a.odt"]))
def test_any_bytes_are_taken_or_refused(data: bytes, name: str) -> None:
    with suppress(ValidationError):
        assert inspect(name, data).data


@pytest.mark.django_db(transaction=True)
def test_an_upload_is_kept_as_it_was() -> None:
    stored = store(SimpleUploadedFile("notat.txt", "blåbær".encode()), by=None)
    with open_file(stored) as content:
        assert content.read().decode() == "blåbær"
    assert (stored.size, stored.content_type) == (8, "text/plain")
    assert len(stored.key) == 32


def packed(text: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as parts:
        parts.writestr("[Content_Types].xml", text)
    return out.getvalue()


def damaged_inside() -> bytes:
    data = bytearray(packed(b"<Types/>" * 100))
    start = 30 + len("[Content_Types].xml")
    data[start : start + 4] = b"\xff\xff\xff\xff"
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (packed(b" " * (1024 * 1024 + 1)), "for stor når den pakkes ut"),
        (packed(b"<Types/>", zipfile.ZIP_BZIP2), "skadet"),
        (packed(b"<Types/>", zipfile.ZIP_LZMA), "skadet"),
        (damaged_inside(), "skadet"),
    ],
)
def test_a_document_that_unpacks_badly_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        inspect("notat.docx", data)
    assert words in refusal.value.messages[0]


def test_a_part_that_lies_about_its_size_is_not_unpacked_whole() -> None:
    large = 50 * 1024 * 1024
    data = packed(b" " * large)
    lie = data.replace(large.to_bytes(4, "little"), (100).to_bytes(4, "little"))
    tracemalloc.start()
    with pytest.raises(ValidationError):
        inspect("notat.docx", lie)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 20 * 1024 * 1024


@pytest.mark.parametrize("size", [(5001, 5000), (20_000, 20_000)])
def test_a_picture_of_too_many_pixels_is_refused_before_it_is_drawn(size: tuple[int, int]) -> None:
    header = b"IHDR" + struct.pack(">IIBBBBB", *size, 8, 0, 0, 0, 0)
    check = zlib.crc32(header).to_bytes(4, "big")
    data = b"\x89PNG\r\n\x1a\n" + (13).to_bytes(4, "big") + header + check + photo("PNG")[33:]
    with pytest.raises(ValidationError, match="mindre enn 25 millioner piksler"):
        inspect("kart.png", data)


@pytest.mark.django_db(transaction=True)
def test_an_upload_is_inspected_once(monkeypatch: pytest.MonkeyPatch) -> None:
    times: list[str] = []

    def counting(name: str, data: bytes) -> Inspected:
        times.append(name)
        return inspect(name, data)

    monkeypatch.setattr(services, "inspect", counting)
    form = ImageForm({}, {"image": SimpleUploadedFile("bilde.png", photo("PNG"))})
    assert form.is_valid()
    store(form.cleaned_data["image"], by=None)
    assert times == ["bilde.png"]
