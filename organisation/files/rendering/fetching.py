"""The only things a document may be made of: our own fonts and styles, and files we hold."""

import logging
import mimetypes
import re
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from weasyprint.urls import URLFetcher, URLFetcherResponse

from organisation.files.models import StoredFile
from organisation.files.services import open_file

logger = logging.getLogger(__name__)

# The name cannot exist (RFC 6761); what an absolute path means is decided here alone.
BASE = "https://document.invalid/"
_STATIC = re.compile(rf"{re.escape(BASE)}static/(print/[A-Za-z0-9_./-]+)")
_FILE = re.compile(rf"{re.escape(BASE)}filer/([A-Za-z0-9_-]+)/")


class Refused(ValueError):
    """The document asked for something that is not ours."""


class OwnFilesFetcher(URLFetcher):
    """Answers `/static/print/…` and `/filer/<key>/` for the given images; refuses all else.

    It opens no connection and no path from the document: static names go through Django's finders,
    keys through the storage.
    """

    def __init__(self, images: dict[str, StoredFile]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self._images = images
        self.refused: list[str] = []

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if match := _STATIC.fullmatch(unquote(url)):
            return self._static(url, match[1])
        match = _FILE.fullmatch(url)
        if match and match[1] in self._images:
            stored = self._images[match[1]]
            with open_file(stored) as content:
                data = content.read()
            return URLFetcherResponse(url, data, {"Content-Type": stored.content_type})
        self.refused.append(url[:200])
        logger.warning("Document asked for %.200s; refused", url)
        raise Refused(url[:200])

    def _static(self, url: str, name: str) -> URLFetcherResponse:
        path = finders.find(name) if ".." not in name else None
        if path is None:
            self.refused.append(url[:200])
            raise Refused(url[:200])
        with open(path, "rb") as content:
            kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
            return URLFetcherResponse(url, content.read(), {"Content-Type": kind})
