"""Attachments of people who want to be nobody: without what tells who made them, or refused.

Pictures lose their metadata with every upload (inspection.py). Names of files go too.
"""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from organisation.files.inspection import Inspected

TELLS_NOTHING = ("image/png", "image/jpeg", "image/webp", "text/plain", "text/csv")
PDF = "application/pdf"
# In the catalogue, a page or a picture: who, with what, when.
TELLS_OF_SOMEBODY = ("/Metadata", "/PieceInfo", "/LastModified", "/Perms", "/DSS")
TELLS_IN_NOTE = ("/T", "/M", "/CreationDate", "/NM", "/Subj")
# Segments of a JPEG that hold no picture: Exif, XMP, IPTC and comments. 0xEE says how colours
# are kept, 0xE0 the density.
TELLING_SEGMENTS = frozenset({*range(0xE1, 0xEE), 0xEF, 0xFE})


def without_author(checked: Inspected, name: str) -> Inspected:
    """The same content under `name` (without ending), with nothing in it about who made it.

    Raises ValidationError for a kind that cannot be cleaned for certain.
    """
    ending = checked.name.rpartition(".")[2].lower()
    if checked.content_type in TELLS_NOTHING:
        data = checked.data
    elif checked.content_type == PDF:
        data = _clean_pdf(checked.data)
    else:
        raise ValidationError(
            _(
                "Word-, Excel- og lignende filer kan røpe hvem som har skrevet dem."
                " Lagre filen som PDF, eller ta et bilde av den."
            ),
            code="author",
        )
    return Inspected(f"{name}.{ending}", checked.content_type, data)


def _clean_pdf(data: bytes) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            _refuse_what_cannot_be_cleaned(pdf)
            for thing in pdf.objects:
                _clean_object(thing)
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            _forget(pdf.Root, TELLS_OF_SOMEBODY)
            out = io.BytesIO()
            pdf.remove_unreferenced_resources()
            pdf.save(out, deterministic_id=True, linearize=False)
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        raise ValidationError(_("Filen er skadet eller låst, og kan ikke leses.")) from error
    return out.getvalue()


def _refuse_what_cannot_be_cleaned(pdf: pikepdf.Pdf) -> None:
    if "/AcroForm" in pdf.Root or pdf.attachments:
        raise ValidationError(
            _("Filen har et skjema, en signatur eller vedlegg i seg. Skriv den ut som ny PDF."),
            code="author",
        )


def _clean_object(thing: pikepdf.Object) -> None:
    """One object and what stands inside it; what it only points to has its own turn."""
    if isinstance(thing, pikepdf.Array):
        inside = list(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        _forget(thing, TELLS_OF_SOMEBODY)
        if "/Subtype" in thing and "/Rect" in thing:
            _forget(thing, TELLS_IN_NOTE)
        filters = list(_filters_of(thing)) if isinstance(thing, pikepdf.Stream) else []
        if "/DCTDecode" in filters:
            _clean_picture(thing, filters)
        inside = [thing[name] for name in list(thing.keys())]
    else:
        return
    for each in inside:
        if isinstance(each, pikepdf.Object) and not each.is_indirect:
            _clean_object(each)


def _forget(thing: pikepdf.Object, names: tuple[str, ...]) -> None:
    for name in names:
        if name in thing:
            del thing[name]


def _filters_of(stream: pikepdf.Object) -> Iterator[str]:
    found = stream.get("/Filter")
    if isinstance(found, pikepdf.Array):
        yield from (str(each) for each in found)
    elif found is not None:
        yield str(found)


def _clean_picture(stream: pikepdf.Object, filters: list[str]) -> None:
    """A photo inside a PDF is a JPEG as the camera made it, with place and time."""
    if filters != ["/DCTDecode"]:
        raise ValidationError(
            _("Et bilde i filen kan ikke renses. Last opp bildet for seg."), code="author"
        )
    how: Any = stream.get("/DecodeParms")
    stream.write(
        without_telling_segments(stream.read_raw_bytes()),
        filter=pikepdf.Name.DCTDecode,
        decode_parms=how,
    )


def without_telling_segments(jpeg: bytes) -> bytes:
    """The JPEG with only what is needed to draw it. ValueError when it is none."""
    if jpeg[:2] != b"\xff\xd8":
        raise ValueError("not a JPEG")
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF and jpeg[at + 1] != 0xDA:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if marker not in TELLING_SEGMENTS:
            kept.append(jpeg[at : at + 2 + length])
        at += 2 + length
    kept.append(jpeg[at:])
    return b"".join(kept)
