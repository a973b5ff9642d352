"""A last look at a finished PDF before it is kept: what an archive would send back."""

import io
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

WANTED = {
    "{http://www.aiim.org/pdfa/ns/id/}part": "2",
    "{http://www.aiim.org/pdfa/ns/id/}conformance": "A",
    "{http://www.aiim.org/pdfua/ns/id/}part": "1",
}


def faults(data: bytes) -> list[str]:
    """What is wrong with the PDF, for the log; empty when nothing is.

    Not a validator: those run in the tests. This catches what depends on the text.
    """
    import pikepdf  # not needed to order a document, so not loaded by the web

    found: list[str] = []
    with pikepdf.open(io.BytesIO(data)) as pdf:
        root: Any = pdf.Root
        with pdf.open_metadata() as xmp:
            found += [
                f"XMP lacks {name}" for name, value in WANTED.items() if xmp.get(name) != value
            ]
            if not xmp.get("dc:title"):
                found.append("no title")
        if not str(root.get("/Lang", "")):
            found.append("no language")
        if "/StructTreeRoot" not in root or not root.get("/MarkInfo", {}).get("/Marked", False):
            found.append("not tagged")
        if "/EmbeddedFiles" in root.get("/Names", {}):
            found.append("has embedded files")
        found += [f"font {name} is not embedded" for name in _loose_fonts(pdf)]
    return found


def _loose_fonts(pdf: "pikepdf.Pdf") -> set[str]:
    import pikepdf

    loose = set()
    for each in pdf.objects:
        is_font = isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
        if is_font and not any(f"/FontFile{kind}" in each for kind in ("", "2", "3")):
            loose.add(str(each.get("/FontName")))
    return loose
