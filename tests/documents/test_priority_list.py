"""The printed ranking: what it says, and what independent validators say about it."""

from datetime import date
from pathlib import Path

from organisation.files.rendering import pdf
from organisation.files.rendering.checking import faults
from portfolio.queries import priority_paper
from tests.documents import validators, vera
from tests.documents.validators import tool

GROUPS = [
    {"name": name, "count": n, "cost_nok": cost}
    for name, n, cost in (("Pleie og omsorg", 1, "600.00"), ("Kultur", 0, "0"), ("Skole", 0, "0"))
]


def row(title: str, value: str | None, cost: str | None, **facts: object) -> dict[str, object]:
    return {
        "project": len(title),
        "number": "2027-001",
        "title": title,
        "unit": "Hjemmetjenesten",
        "area": "Pleie og omsorg",
        "kind": "Innovasjonsprosjekt",
        "value": value,
        "value_is_set": False,
        "cost_nok": cost,
        "cost_is_set": True,
        "bound": "free",
        "reason": "",
        "is_restricted": False,
        **facts,
    }


def record() -> dict[str, object]:
    return {
        "question": {
            "title": "Utviklingsmidler 2027",
            "unit": {"id": 1, "name": "Avdeling helse"},
            "fund": None,
            "frame_nok": "1000.00",
            "years": [2027, 2028],
            "note": "Før budsjettet.",
        },
        "list": {"title": "Bredden", "note": ""},
        "chosen": [row("Nattpatruljen", "4.5", "600.00", reason="Vedtatt")],
        "others": [row("Skjult sak", None, None, is_restricted=True), row("Buss", "2", "500.00")],
        "limits": [{"area": "Pleie og omsorg", "at_least_nok": "100.00", "at_most_nok": "700.00"}],
        "sums": {
            "cost_nok": "600.00",
            "left_nok": "400.00",
            "value": "4.5",
            "man_years": "1.25",
            "areas": GROUPS,
            "kinds": GROUPS,
            "units": GROUPS,
            "quarters": [
                {"year": 2027, "quarter": n, "nok": "300.00", "hours": "20", "man_years": "0.01"}
                for n in (1, 2, 3)
            ],
            "goals": [
                {"plan": "Strategien", "number": str(n), "text": "Bo hjemme", "projects": 0}
                for n in (1, 2, 3)
            ],
        },
    }


def test_validators_find_nothing_and_a_reader_finds_all_of_it(db: None, tmp_path: Path) -> None:
    context = priority_paper.context_of(
        record(),
        district="Bydel Alna",
        standing="Besluttet 23.11.2026 av Bydelsdirektør",
        reason="Mest for pengene.",
        created=date(2026, 11, 23),
        checksum="ab" * 32,
    )
    printed = tmp_path / "liste.pdf"
    printed.write_bytes(pdf.render_pdf(pdf.html_of("documents/priority_list.html", context)).data)
    assert vera.violations(printed, "2a") == []
    assert vera.violations(printed, "ua1") == []
    assert validators.by_poppler_and_qpdf(printed) == []
    assert validators.by_outloud(printed) == []
    assert validators.by_pdfua(printed) == []
    assert faults(printed.read_bytes()) == []
    text = " ".join(tool("pdftotext", "-raw", str(printed), "-").split())
    at = 0
    for words in (
        "Bydel Alna", "Avdeling helse", "Bredden", "Besluttet 23.11.2026", "2027–2028",
        "1 av 3 kandidater", "Mest for pengene.", "Tabell 1.", "Nattpatruljen", "4,5", "600 kr*",
        "Vedtatt", "Skjermet prosjekt", "Ikke kjent", "Buss", "minst 100 kr, høyst 700 kr",
        "1. kv. 2027", "1 Bo hjemme", "Ingen", "Kontrollsum",
    ):  # fmt: skip
        found = text.find(words, at)
        assert found >= 0, f"«{words}» is missing or out of order"
        at = found
    assert "Skjult sak" not in text
