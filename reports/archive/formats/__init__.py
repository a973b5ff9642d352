"""The formats a message to an archive can be written in, by the name settings give them."""

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from reports.archive.message import ArchiveFormat


def formats() -> dict[str, ArchiveFormat]:
    from reports.archive.formats.fiks_v1 import FiksArkivV1  # lxml, for the archive alone

    every: list[ArchiveFormat] = [FiksArkivV1(codes=settings.ARCHIVE_CODES)]
    return {each.name: each for each in every}


def format_named(name: str) -> ArchiveFormat:
    """The format a delivery was written in, or the one that is chosen for new ones."""
    found = formats().get(name)
    if found is None:
        raise ImproperlyConfigured(f"ARCHIVE_FORMAT: {name!r} is none of {', '.join(formats())}")
    return found
