"""What may be uploaded: found out from the content, and the name has to agree with it."""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

import pikepdf
from django.conf import settings
from django.core.exceptions import ValidationError
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

MOST_PIXELS = 25_000_000  # unpacked, 100 MB of memory
MOST_UNPACKED = 300 * 1024 * 1024
MOST_TOLD = 1024 * 1024  # of the part of a document that tells what kind it is
LONGEST_NAME = 150

OPEN_XML = "application/vnd.openxmlformats-officedocument."
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
MAIN_PARTS = {
    f"{OPEN_XML}wordprocessingml.document.main+xml": "docx",
    f"{OPEN_XML}spreadsheetml.sheet.main+xml": "xlsx",
    f"{OPEN_XML}presentationml.presentation.main+xml": "pptx",
}
CONTENT_TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "docx": f"{OPEN_XML}wordprocessingml.document",
    "xlsx": f"{OPEN_XML}spreadsheetml.sheet",
    "pptx": f"{OPEN_XML}presentationml.presentation",
    "odt": f"{OPEN_DOCUMENT}text",
    "ods": f"{OPEN_DOCUMENT}spreadsheet",
    "txt": "text/plain",
    "csv": "text/csv",
}
IMAGES = {"png": "PNG", "jpg": "JPEG", "webp": "WEBP"}
SAME_ENDING = {"jpeg": "jpg", "jpe": "jpg"}
ARCHIVES = (
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"7z\xbc\xaf\x27\x1c",
    b"Rar!",
    b"BZh",
    b"\xfd7zXZ",
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # what office programs wrap a locked file in
OFFICE_ENDINGS = ("docx", "xlsx", "pptx")
DAMAGED_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    RuntimeError,
    NotImplementedError,
    EOFError,
    OSError,
)
ACCEPTED = ", ".join(f".{ending}" for ending in CONTENT_TYPES)


@dataclass(frozen=True)
class Inspected:
    """A file that may be kept: its safe name, its type by content, and what is to be written."""

    name: str
    content_type: str
    data: bytes


def inspect(name: str, data: bytes) -> Inspected:
    """Check an upload; raises ValidationError with a message that says what to do.

    Images come back without their metadata (place, camera, time), turned the right way up.
    """
    name = safe_name(name)
    if not data:
        raise ValidationError(_("Filen er tom. Velg en annen."), code="empty")
    refuse_large(len(data))
    ending = _ending(name)
    if ending not in CONTENT_TYPES:
        _refuse_archive(data)
        raise ValidationError(
            _("Filer av typen «%(ending)s» kan ikke lastes opp. Bruk en av disse: %(types)s.")
            % {"ending": f".{ending}" if ending else name, "types": ACCEPTED},
            code="type",
        )
    if data.startswith(OLE) and ending in OFFICE_ENDINGS:
        raise _is_locked()
    found = kind_of(data)
    if found != ending and not (found == "txt" and ending == "csv"):
        raise ValidationError(
            _("Filen heter «%(name)s», men innholdet er %(found)s. Lagre den i riktig format.")
            % {"name": name, "found": _in_words(found, data)},
            code="mismatch",
        )
    if ending in IMAGES:
        data = _without_metadata(data, IMAGES[ending])
    if ending == "pdf":
        _open_pdf(data)
    return Inspected(name, CONTENT_TYPES[ending], data)


def refuse_large(size: int) -> None:
    """Raises ValidationError when nobody may upload so many bytes."""
    if size > settings.FILES_MAX_SIZE:
        raise ValidationError(
            _("Filen er %(size)s. Den kan være på høyst %(limit)s.")
            % {"size": filesizeformat(size), "limit": filesizeformat(settings.FILES_MAX_SIZE)},
            code="too_large",
        )


def safe_name(name: str) -> str:
    """The last part of the name, without characters that trick a reader or a file system."""
    name = PurePosixPath(PureWindowsPath(name).name).name
    name = re.sub(
        r'[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069<>:"/\\|?*]', "", name
    )
    name = " ".join(name.split()).strip(". ") or "fil"
    stem, dot, ending = name.rpartition(".")
    return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}" if dot else name[:LONGEST_NAME]


def kind_of(data: bytes) -> str:
    """The ending that fits the content, or an empty string; raises ValidationError for archives."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if data.startswith(b"PK\x03\x04"):
        return _office_kind(data)
    _refuse_archive(data)
    return "txt" if _is_text(data) else ""


def _ending(name: str) -> str:
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return SAME_ENDING.get(ending, ending)


def _in_words(found: str, data: bytes) -> str:
    if found == "txt":
        return _("ren tekst")
    if found:
        return f".{found}"
    import puremagic  # its table of kinds is large, and only a refusal tells of them

    try:
        guess = puremagic.from_string(data[:8192])
    except (puremagic.PureError, ValueError):
        guess = ""
    return guess or _("noe annet")


def _refuse_archive(data: bytes) -> None:
    if data.startswith(ARCHIVES) or data[257:262] == b"ustar":
        raise ValidationError(
            _("Pakkede filer (zip og lignende) kan ikke lastes opp. Last opp filene hver for seg."),
            code="archive",
        )


def _open_pdf(data: bytes) -> None:
    """Refuse what is locked, cut off or has no page; small faults that readers mend may pass."""
    try:
        with pikepdf.open(io.BytesIO(data)) as opened:
            if opened.is_encrypted:
                raise _is_locked()
            whole = b"%%EOF" in data[-2048:] and len(opened.pages) > 0
    except pikepdf.PasswordError as error:
        raise _is_locked() from error
    except (pikepdf.PdfError, RuntimeError, ValueError) as error:
        raise ValidationError(_("Filen er skadet og kan ikke leses."), code="damaged") from error
    if not whole:
        raise ValidationError(_("Filen er skadet og kan ikke leses."), code="damaged")


def _is_locked() -> ValidationError:
    return ValidationError(
        _("Filen er låst med passord eller kryptert. Lagre den uten og last den opp igjen."),
        code="encrypted",
    )


def _is_text(data: bytes) -> bool:
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return not re.search(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]", text)
    return data.startswith((b"\xff\xfe", b"\xfe\xff"))


def _office_kind(data: bytes) -> str:
    """Word processors' files are zip inside; only those, whole and without macros, pass."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            names = parts.namelist()
            if sum(part.file_size for part in parts.infolist()) > MOST_UNPACKED:
                raise ValidationError(_("Filen er for stor når den pakkes ut."), code="too_large")
            if "[Content_Types].xml" in names:
                kind = _open_xml_kind(_read_part(parts, "[Content_Types].xml"))
            elif names and names[0] == "mimetype":
                kind = _open_document_kind(_read_part(parts, "mimetype"))
            else:
                kind = ""
    except DAMAGED_ZIP as error:
        raise ValidationError(_("Filen er skadet og kan ikke leses."), code="damaged") from error
    if not kind:
        _refuse_archive(data)
    macros = re.compile(
        r"(^|/)(vbaProject\.bin|vbaData\.xml|activeX/|Basic/|Scripts/)", re.IGNORECASE
    )
    if any(macros.search(name) for name in names):
        _refuse_macros()
    return kind


def _read_part(parts: zipfile.ZipFile, name: str) -> bytes:
    """A small part, unpacked; one that says it is large is refused, one that lies is cut off."""
    part = parts.getinfo(name)
    if part.file_size > MOST_TOLD:
        raise ValidationError(_("Filen er for stor når den pakkes ut."), code="too_large")
    if part.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise zipfile.BadZipFile(name)  # no office program writes it, and it cannot be cut off
    with parts.open(part) as content:
        return content.read(MOST_TOLD)


def _open_xml_kind(types: bytes) -> str:
    text = types.decode("utf-8", "replace")
    if "macroenabled" in text.lower() or "vbaproject" in text.lower():
        _refuse_macros()
    return next((kind for main, kind in MAIN_PARTS.items() if f'"{main}"' in text), "")


def _open_document_kind(mimetype: bytes) -> str:
    kinds = {f"{OPEN_DOCUMENT}text": "odt", f"{OPEN_DOCUMENT}spreadsheet": "ods"}
    return kinds.get(mimetype.decode("ascii", "replace").strip(), "")


def _refuse_macros() -> None:
    raise ValidationError(
        _("Filen har makroer og kan ikke lastes opp. Lagre den uten makroer."), code="macros"
    )


def _without_metadata(data: bytes, kind: str) -> bytes:
    """The picture alone, as sRGB or grey, right way up."""
    try:
        with Image.open(io.BytesIO(data), formats=[kind]) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise _too_many_pixels()
            picture = ImageOps.exif_transpose(opened)
            picture = _plain_colours(picture)
            out = io.BytesIO()
            picture.save(out, kind, **_quality(kind, data))
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, zlib.error) as error:
        raise ValidationError(_("Bildet er skadet og kan ikke leses."), code="damaged") from error
    return out.getvalue()


def _too_many_pixels() -> ValidationError:
    return ValidationError(
        _("Bildet er for stort. Gjør det mindre enn %(most)s millioner piksler.")
        % {"most": MOST_PIXELS // 1_000_000},
        code="too_large",
    )


def _plain_colours(picture: Image.Image) -> Image.Image:
    has_alpha = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    mode = "RGBA" if has_alpha else ("L" if picture.mode in {"1", "L", "I;16", "I"} else "RGB")
    picture = picture.convert(mode)
    picture.info = {}
    return picture


def _quality(kind: str, data: bytes) -> dict[str, object]:
    if kind == "JPEG":
        return {"quality": 90, "optimize": True}
    if kind == "WEBP":
        return {"lossless": b"VP8L" in data[:64], "quality": 90}
    return {"optimize": True}
