"""Packages laid in a folder that the archive empties; its answers are laid in another."""

import os
from pathlib import Path

from reports.archive.transports.errors import NotDelivered

OUT, IN = "ut", "inn"
LONGEST = 1_000_000  # bytes of an answer


class FolderTransport:
    """`ut/<name>.zip` goes out; `inn/<name>.xml`, or `inn/<name>.….xml`, is the answer to it."""

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)

    def send(self, name: str, package: bytes) -> bytes | None:
        target = self.folder / OUT / f"{name}.zip"
        unfinished = target.with_suffix(".del")
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.folder / IN).mkdir(parents=True, exist_ok=True)
            with unfinished.open("wb") as file:
                file.write(package)
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(target)  # whoever empties the folder never sees half a package
        except OSError as error:
            raise NotDelivered(str(error)) from error
        return self.answer(name)

    def answer(self, name: str) -> bytes | None:
        try:
            found = sorted((self.folder / IN).glob(f"{name}.*xml"))
            return found[0].read_bytes()[: LONGEST + 1] if found else None
        except OSError as error:
            raise NotDelivered(str(error)) from error
