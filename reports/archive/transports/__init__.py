"""How packages reach the archive: by a folder that it empties, or by a call."""

from typing import Protocol

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from reports.archive.transports.errors import NotDelivered, NotTaken
from reports.archive.transports.folder import FolderTransport
from reports.archive.transports.http import HttpTransport

__all__ = ["NotDelivered", "NotTaken", "Transport", "transport"]


class Transport(Protocol):
    """Carries a package and brings the answer.

    `name` is the package's own and never changes, so that one sent twice is known as the same.
    """

    def send(self, name: str, package: bytes) -> bytes | None:
        """Hand the package over; gives the answer when it comes at once.

        Raises NotDelivered when it may be tried again, NotTaken when the receiver says no.
        """

    def answer(self, name: str) -> bytes | None:
        """What has been answered since, None when nothing has. Raises NotDelivered."""


def transport() -> Transport:
    """The one that settings choose."""
    if settings.ARCHIVE_TRANSPORT == "folder":
        return FolderTransport(settings.ARCHIVE_FOLDER)
    if settings.ARCHIVE_TRANSPORT == "http":
        return HttpTransport(
            settings.ARCHIVE_URL, token=settings.ARCHIVE_TOKEN, timeout=settings.ARCHIVE_TIMEOUT
        )
    raise ImproperlyConfigured("ARCHIVE_TRANSPORT is folder or http")
