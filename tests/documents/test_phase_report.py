"""The printed phase report: what it says. Validators read it in test_kinds.py."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest

from organisation.files.rendering import pdf
from tests.documents.validators import tool

TABLE = (
    "<table><caption>Mål for fasen</caption><tr><th>Mål</th><th>Resultat</th></tr>"
    "<tr><th>Kjenne behovet</th><td>Nådd</td></tr></table>"
)


def context() -> dict[str, Any]:
    return {
        "language": "nb",
        "letterhead": {
            "municipality": "Bydel Alna",
            "office": "Avdeling helse",
            "kind": "Faserapport",
        },
        "head": [["Prosjekt", "2026-001"], ["Fase", "Forstudie"], ["Prosjekteier", "Kari Nes"]],
        "title": "Dagtilbud på Haugentunet – forstudie",
        "short_title": "Dagtilbud på Haugentunet, forstudie",
        "archive_line": "2026-001",
        "blocks": [
            {"kind": "summary", "heading": "Kort sagt", "html": "<p>Behovet er kjent.</p>"},
            {
                "kind": "section",
                "heading": "Mål og resultat",
                "number": "1",
                "level": 2,
                "html": TABLE,
            },
            {
                "kind": "section",
                "heading": "Alternativer",
                "number": "2",
                "level": 2,
                "html": "<h2>Hvem skal drive?</h2><p>Egen drift.</p>",
            },
        ],
        "follow_ups": [
            {"text": "Søk om midler", "owner": "Kari Nes", "due": "01.06.2026", "done": ""}
        ],
        "meta": {
            "author": "Bydel Alna",
            "description": "Faserapport for forstudien",
            "keywords": ["faserapport"],
            "created": "2026-03-01",
        },
    }


@cache
def printed_bytes() -> bytes:
    return pdf.render_pdf(pdf.html_of("documents/phase_report.html", context())).data


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    path = tmp_path / "rapport.pdf"
    path.write_bytes(printed_bytes())
    return path


def test_a_reader_finds_all_of_it_in_order(printed: Path) -> None:
    text = " ".join(tool("pdftotext", "-raw", str(printed), "-").split())
    at = 0
    for words in (
        "Bydel Alna", "Faserapport", "2026-001", "Haugentunet", "Kort sagt", "Mål og resultat",
        "Kjenne behovet", "Nådd", "2.1", "Hvem skal drive?", "Til oppfølging", "frist 01.06.2026",
    ):  # fmt: skip
        found = text.find(words, at)
        assert found >= 0, f"«{words}» is missing or out of order"
        at = found
