"""HTML to a tagged PDF for the archive: PDF/A-2a and PDF/UA-1 in one file."""

import gc
import io
import logging
import os
import re
import threading
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from organisation.errors import DomainError
from organisation.files.models import StoredFile
from organisation.files.rendering.glyphs import with_glyphs

VARIANT = "pdf/a-2a"
LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
HYPHENATED = ("nb_NO", "nn_NO")
logger = logging.getLogger(__name__)
_one_at_a_time = threading.Lock()  # the lower libraries keep state of the whole process


@dataclass
class Rendered:
    """A finished PDF and what could not be taken into it."""

    data: bytes
    pages: int
    missing_characters: set[str] = field(default_factory=set)
    refused_addresses: list[str] = field(default_factory=list)


def html_of(template: str, context: dict[str, Any]) -> str:
    """The document as HTML; depends on nothing but `template` and `context`."""
    language = context.get("language", "nb")
    with translation.override(language):
        return render_to_string(
            template, {**context, "lang": LANGUAGES.get(language, language)}, request=None
        )


@cache
def load() -> None:
    """Load what every document needs, once in a process. Raises OSError without Pango.

    The dictionary of hyphenation says the same few things of thirty thousand patterns; kept once
    each, they take half the room. That of nynorsk is the same file.
    """
    import pyphen
    import weasyprint  # noqa: F401 - loaded for those who render

    import organisation.files.rendering.fetching
    import organisation.files.rendering.metadata  # noqa: F401

    nb, nn = (pyphen.LANGUAGES[language] for language in HYPHENATED)
    dictionary = pyphen.Pyphen(filename=nb).hd
    known: dict[object, object] = {}
    dictionary.patterns = {
        letters: known.setdefault(breaks, breaks) for letters, breaks in dictionary.patterns.items()
    }
    if nn.read_bytes() == nb.read_bytes():
        pyphen.hdcache[nn] = dictionary


def render_pdf(html: str, *, on_step: Callable[[str], None] = lambda step: None) -> Rendered:
    """Lay out `html` and write it as PDF. The same `html` gives the same bytes.

    `on_step` hears "layout" and "write" as they begin. Raises DomainError with a message for
    people when this machine lacks the libraries.
    """
    try:
        load()
    except OSError as error:
        logger.exception("WeasyPrint's libraries are missing")
        raise DomainError(
            _("PDF kan ikke lages her, fordi biblioteket Pango mangler på maskinen.")
        ) from error
    # These import WeasyPrint, so they wait until a document is wanted.
    from weasyprint import HTML
    from weasyprint.text.fonts import FontConfiguration

    from organisation.files.rendering.fetching import BASE, OwnFilesFetcher
    from organisation.files.rendering.metadata import declare_pdfua, mend_structure

    html, missing = with_glyphs(html)
    fetcher = OwnFilesFetcher(images_in(html))
    with _one_at_a_time:
        on_step("layout")
        document = HTML(string=html, base_url=BASE, url_fetcher=fetcher).render(
            font_config=FontConfiguration(), pdf_variant=VARIANT
        )
        declare_pdfua(document.metadata)
        gc.collect()  # the boxes that layout tried and threw away point at each other
        on_step("write")
        out = io.BytesIO()
        with _still_clock(), warnings.catch_warnings():
            # WeasyPrint leaves it to the interpreter to close its colour profile.
            warnings.simplefilter("ignore", ResourceWarning)
            document.write_pdf(out, pdf_variant=VARIANT, finisher=mend_structure)
    return Rendered(out.getvalue(), len(document.pages), missing, fetcher.refused)


@contextmanager
def _still_clock() -> Iterator[None]:
    """Font tools stamp the fonts they cut down with the time, unless this variable gives one."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    os.environ["SOURCE_DATE_EPOCH"] = "0"
    try:
        yield
    finally:
        if before is None:
            del os.environ["SOURCE_DATE_EPOCH"]
        else:
            os.environ["SOURCE_DATE_EPOCH"] = before


def images_in(html: str) -> dict[str, StoredFile]:
    """Our own pictures that the text shows, by key."""
    keys = set(re.findall(r'<img[^>]*\ssrc="/filer/([A-Za-z0-9_-]{20,64})/"', html))
    if not keys:
        return {}
    found = StoredFile.objects.filter(key__in=keys, content_type__startswith="image/")
    return {stored.key: stored for stored in found}
