"""What is told to an archive, as plain facts. A format writes them, a transport carries them.

Nothing here knows which archive it is, or where the facts come from.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol


class Variant(StrEnum):
    """Which version of a document a file is."""

    ARCHIVE = "archive"
    REDACTED = "redacted"
    PRODUCTION = "production"


class EntryKind(StrEnum):
    """What a journal post is."""

    CASE = "saksframlegg"
    EXTRACT = "saksprotokoll"


@dataclass(frozen=True)
class Shielding:
    """Why something is kept from the public; `until` is an ISO day or empty."""

    code: str
    basis: str
    until: str = ""


@dataclass(frozen=True)
class ArchiveFile:
    """One file. `name` is for people, `reference` its name in the package, in ASCII."""

    variant: Variant
    name: str
    reference: str
    content_type: str
    sha256: str
    size: int
    pronom: str = ""  # its format in the PRONOM register, when we know it


@dataclass(frozen=True)
class ArchiveDocument:
    number: int
    title: str
    kind: str
    is_main: bool
    files: tuple[ArchiveFile, ...]
    shielding: Shielding | None = None


@dataclass(frozen=True)
class Folder:
    """The case folder. `archive_case` is its number in the archive, empty when it is to be made.

    Days are ISO days.
    """

    key: str
    archive_case: str
    title: str
    public_title: str
    class_code: str
    class_system: str
    dated: str
    unit: str
    officer: str
    is_decided: bool
    shielding: Shielding | None = None


@dataclass(frozen=True)
class Entry:
    """The journal post that is to be laid in the folder."""

    key: str
    kind: EntryKind
    title: str
    public_title: str
    dated: str
    sender: str
    officer: str
    note: str
    documents: tuple[ArchiveDocument, ...]
    shielding: Shielding | None = None


@dataclass(frozen=True)
class Message:
    system: str
    folder: Folder
    entry: Entry

    @property
    def files(self) -> Iterator[ArchiveFile]:
        for document in self.entry.documents:
            yield from document.files


@dataclass(frozen=True)
class Answer:
    """What the archive said: taken, with its numbers, or refused, with its reason."""

    is_taken: bool
    archive_case: str = ""
    journal_number: str = ""
    reason: str = ""


class UnreadableAnswer(Exception):
    """The archive sent something that is no answer in this format."""


class ArchiveFormat(Protocol):
    """How a message is written, and how an answer to it is read."""

    name: str
    file_name: str  # of the message in the package

    def write(self, message: Message) -> bytes:
        """The message. The same message gives the same bytes."""

    def read_answer(self, data: bytes) -> Answer:
        """What the archive answered; raises UnreadableAnswer."""


def as_shielding(facts: dict[str, Any] | None) -> Shielding | None:
    return Shielding(**facts) if facts else None
