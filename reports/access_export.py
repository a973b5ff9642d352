"""The zip that answers a request for access: what is given out, a list of all of it, the answer."""

import hashlib
import io
import re
from typing import Any

from defusedcsv import csv
from django.utils.translation import gettext as _

from organisation.errors import DomainError
from organisation.files.documents import Report
from organisation.files.inspection import safe_name
from organisation.files.models import Document, StoredFile
from organisation.files.services import open_file
from reports.archive.packages import pack

GIVEN, PARTLY, KEPT = "Gis ut", "Gis ut med skjermede avsnitt", "Unntatt"
MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # so that spreadsheets read the list as UTF-8


def make(document: Document, report: Report) -> bytes:
    """The bytes of the zip; a maker of `organisation.files.documents`."""
    data = document.data
    lines = data["lines"]
    files = StoredFile.objects.in_bulk([line["file"] for line in lines if line["file"]])
    entries: list[tuple[str, bytes]] = [
        ("dokumentliste.txt", listed(data).encode()),
        ("dokumentliste.csv", table(lines).encode()),
    ]
    if data["request"]["answer"]:
        entries.append(("svar.txt", data["request"]["answer"].encode()))
    for done, line in enumerate(lines):
        report(done, len(lines) + 1, _("Henter dokumentene"))
        if line["file"]:
            entries.append((name_in_zip(line), content_of(files[line["file"]], line["sha256"])))
    return pack(entries)


def content_of(file: StoredFile, checksum: str) -> bytes:
    with open_file(file) as content:
        data = content.read()
    if hashlib.sha256(data).hexdigest() != checksum:
        raise DomainError(_("«%(name)s» er ikke som da det ble valgt.") % {"name": file.name})
    return data


def name_in_zip(line: dict[str, Any]) -> str:
    stem, _dot, ending = str(line["name"]).rpartition(".")
    short = re.sub(r"\s+", " ", line["title"])[:80].strip(" .") or stem
    return f"{line['number']:03d} {safe_name(f'{short}.{ending}')}"


def outcome(line: dict[str, Any]) -> str:
    if not line["is_exempt"]:
        return GIVEN
    return PARTLY if line["file"] else KEPT


def table(lines: list[dict[str, Any]]) -> str:
    out = io.StringIO()
    rows = csv.writer(out, delimiter=";", lineterminator="\r\n")
    rows.writerow(["Nr", "Dato", "Dokument", "Svar", "Hjemmel", "Fil", "SHA-256"])
    for line in lines:
        file = name_in_zip(line) if line["file"] else ""
        rows.writerow(
            [
                line["number"],
                line["dated"],
                line["title"],
                outcome(line),
                line["basis"],
                file,
                line["sha256"],
            ]
        )
    return MARK + out.getvalue()


def listed(data: dict[str, Any]) -> str:
    """The list as plain text, which every machine and every reader reads."""
    asked = data["request"]
    head = [
        f"Innsynskrav fra {asked['asked_by']}, mottatt {asked['asked_on']}",
        f"Gjelder: {asked['about']}",
        "",
    ]
    body = []
    for line in data["lines"]:
        body.append(f"{line['number']:>3}. {line['dated']}  {line['title']}")
        basis = f", {line['basis']}" if line["basis"] else ""
        body.append(f"     {outcome(line)}{basis}")
        if line["file"]:
            body.append(f"     Fil: {name_in_zip(line)}")
    return "\n".join([*head, *body, ""])
