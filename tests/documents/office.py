"""`make docs-check`: LibreOffice opens each Word file we make and prints it; the pages can be kept.

Fails when a file does not open, loses its headings or its tables' head rows. LibreOffice is not
needed for anything else, so this is no part of `make test`.
"""

import argparse
import shutil
import subprocess
import tempfile
import zipfile
from pathlib import Path
from typing import Any


def samples() -> dict[str, dict[str, Any]]:
    from tests.documents import sample
    from tests.documents.test_phase_report import context as phase_report

    return {"sak": sample.tidy(), "alt-pa-en-gang": sample.nasty(), "faserapport": phase_report()}


def opened_by_office(soffice: str, path: Path, folder: Path, kind: str) -> Path:
    with tempfile.TemporaryDirectory() as profile:
        done = subprocess.run(
            [soffice, f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", kind,
             "--outdir", str(folder), str(path)],
            capture_output=True, text=True, check=False, timeout=180,
        )  # fmt: skip
    made = folder / f"{path.stem}.{kind}"
    if done.returncode or not made.exists():
        raise SystemExit(f"LibreOffice did not open {path.name}: {done.stdout}{done.stderr}")
    return made


def kept_what_it_had(odt: Path) -> bool:
    """After reading and writing it, the headings are headings and tables have their head rows."""
    with zipfile.ZipFile(odt) as parts:
        content = parts.read("content.xml").decode()
    return "<text:h " in content and "<table:table-header-rows>" in content


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--out", type=Path)
    chosen = options.parse_args()
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        raise SystemExit("soffice is not installed: apt install libreoffice-writer")
    from tests.bench.place import prepare

    prepare()
    from organisation.files.rendering.docx import docx_of

    folder = chosen.out or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    for name, context in samples().items():
        path = folder / f"{name}.docx"
        path.write_bytes(docx_of(context))
        pdf = opened_by_office(soffice, path, folder, "pdf")
        if not kept_what_it_had(opened_by_office(soffice, path, folder, "odt")):
            raise SystemExit(f"{path.name} lost its headings or the heads of its tables")
        print(
            f"{path.name}: opens, {pdf.stat().st_size // 1024} kB on paper, headings and heads kept"
        )
    if chosen.out is None:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
