"""The printed portfolio report: pages that stand and lie, charts, and what validators say."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from organisation.files.rendering import pdf
from organisation.files.rendering.checking import faults
from organisation.web.charts import (
    Bars,
    Flag,
    HeatColumn,
    HeatMap,
    HeatRow,
    Road,
    Roadmap,
    Series,
    Stop,
)
from organisation.web.charts import Span as Stretch
from organisation.web.components import Figure
from portfolio.papers.blocks import facts, heading, light, paragraph, table
from tests.documents import validators, vera
from tests.documents.validators import tool

CHARTS = [
    Bars(
        name="ideer",
        title="Idéer per måned",
        summary="3 idéer.",
        heading="Måned",
        categories=["jan", "feb", "mar", "apr", "mai"],
        series=[Series("Besvart", [2, 1, 0, 3, 1]), Series("Venter", [0] * 5, fill="striped")],
        keyed=True,
    ),
    HeatMap(
        name="lys",
        title="Status per enhet",
        summary="1 prosjekt.",
        heading="Enhet",
        columns=[HeatColumn("På plan", "plan"), HeatColumn("Ingen rapport")],
        rows=[HeatRow(f"Åpen barnehage {n}", [n, 0]) for n in range(6)],
    ),
]
ROADMAP = Roadmap(
    name="veikart",
    title="Veikart",
    summary="1 prosjekt.",
    heading="Prosjekt",
    roads=[
        Road(
            f"Tilsyn om natten {n}",
            [Stretch(date(2026, 1, 1), date(2026, 9, 1), "striped", "Forstudie")],
            [Stop(date(2026, 10, 1), "2", is_done=n > 1, words="BP2 01.10.2026: planlagt")],
            [Flag(date(2026, 7, 1), n == 1, "Prøvd 01.07.2026: kommer", is_late=n == 2)],
            mark="act",
            said="Trenger tiltak",
        )
        for n in range(4)
    ],
    start=date(2026, 1, 1),
    end=date(2027, 12, 31),
    today=date(2026, 8, 31),
    key_items=[("Forstudie", "striped", 0)],
)


def part(nth: int, title: str, *blocks: Any, wide: bool = False) -> dict[str, Any]:
    return {
        "id": f"del-{nth}",
        "number": str(nth),
        "heading": title,
        "is_wide": wide,
        "blocks": blocks,
    }


def context() -> dict[str, Any]:
    return {
        "language": "nb",
        "letterhead": {"municipality": "Bydel Alna", "kind": "Porteføljerapport"},
        "title": "Porteføljen 31.08.2026",
        "head": [["Slik det sto", "mandag 31. august 2026"], ["Laget av", "Anne Strand"]],
        "remarks": ["2 er skjermet for deg."],
        "intro": "<h2>Kort sagt</h2><p>Det går <strong>fram</strong>.</p><ul><li>Mer</li></ul>",
        "parts": [
            part(
                1,
                "Nøkkeltall",
                paragraph("Ett prosjekt trenger tiltak."),
                facts([Figure("14", "prosjekter")], [Figure("9", "prosjekter")]),
            ),
            part(2, "Veikart", ROADMAP.as_block(1120), wide=True),
            part(
                3,
                "Status",
                *(chart.as_block() for chart in CHARTS),
                heading("Årsaker"),
                table(
                    "Prosjektene",
                    ["Prosjekt", "Status", "Brukt"],
                    [[f"Tilsyn {n}", light("act", "Tiltak"), "1 200 kr"] for n in range(5)],
                    figures=(2,),
                    note="Viser 1 av 2.",
                    sums=True,
                ),
            ),
        ],
        "meta": {
            "author": "Bydel Alna",
            "description": "Rapport",
            "keywords": ["portefølje"],
            "created": "2026-08-31",
        },
    }


@cache
def printed_bytes() -> bytes:
    return pdf.render_pdf(pdf.html_of("documents/portfolio_report.html", context())).data


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    path = tmp_path / "rapport.pdf"
    path.write_bytes(printed_bytes())
    return path


def test_validators_find_nothing(printed: Path) -> None:
    assert vera.violations(printed, "2a") == []
    assert vera.violations(printed, "ua1") == []
    assert validators.by_poppler_and_qpdf(printed) == []
    assert validators.by_outloud(printed) == []
    assert validators.by_pdfua(printed) == []
    assert faults(printed.read_bytes()) == []


def test_charts_are_figures_with_words_on_pages_that_lie_down(printed: Path) -> None:
    assert (
        printed_bytes()
        == pdf.render_pdf(pdf.html_of("documents/portfolio_report.html", context())).data
    )
    structure = tool("pdfinfo", "-struct-text", str(printed))
    assert structure.count("Figure") >= 3
    sizes = tool("pdfinfo", "-f", "1", "-l", "9", str(printed))
    assert "841.89 x 595.276" in sizes
    text = " ".join(tool("pdftotext", "-raw", str(printed), "-").split())
    at = 0
    for words in (
        "Bydel Alna", "Porteføljen 31.08.2026", "2 er skjermet for deg.", "Innhold", "Nøkkeltall",
        "før 9", "Veikart", "Tilsyn om natten", "Status per enhet", "Årsaker", "Viser 1 av 2.",
    ):  # fmt: skip
        found = text.find(words, at)
        assert found >= 0, f"«{words}» is missing or out of order"
        at = found
