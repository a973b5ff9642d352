"""Cases of three more kinds on paper, with live data, in forms of other municipalities."""

from pathlib import Path
from typing import Any

import pytest

from organisation.people.models import Unit
from portfolio.services.phase_report import start_report
from portfolio.services.programme import start_programme
from reports import services
from reports.content import document_context
from reports.lifecycle import CaseKind
from reports.models import BoardCase
from reports.services.template import pick_form
from tests.documents import validators, vera
from tests.documents.conftest import Render
from tests.documents.validators import tool
from tests.factories.benefit import make_benefit
from tests.factories.reports import gate_for_board, secretary_of
from tests.factories.risk import make_risk


def paper_of(case: BoardCase) -> dict[str, Any]:
    return document_context(BoardCase.objects.with_text().get(pk=case.pk))


@pytest.mark.django_db
def test_every_kind_keeps_both_standards_in_every_form(alna: Unit, render: Render) -> None:
    secretary = secretary_of(alna)
    project = gate_for_board(alna).project
    make_risk(project, likelihood=5, impact=4)
    make_benefit(project)
    programme = start_programme(
        alna, {"title": "Hjemme lenger", "outcome_goal": "Flere bor hjemme"}, by=secretary
    )
    type(project).objects.filter(pk=project.pk).update(programme=programme)
    report = start_report(project.phases.get(kind="forstudie"), by=project.leader)
    about: list[tuple[str, str, dict[str, Any]]] = [
        ("inderoy", "nb", {"kind": CaseKind.PHASE_REPORT, "phase_report": report}),
        ("lillehammer", "nn", {"kind": CaseKind.PROGRAMME, "programme": programme}),
        ("oslo", "nn", {"kind": CaseKind.ORIENTATION, "is_portfolio": True, "unit": alna}),
    ]
    papers: dict[str, Path] = {}
    for form, language, matter in about:
        pick_form(alna, form, language=language, by=secretary)
        papers[matter["kind"]] = render(paper_of(services.make_case(by=secretary, **matter)))
    for kind, path in papers.items():
        assert vera.violations(path, "2a") == [], kind
        assert vera.violations(path, "ua1") == [], kind
        assert validators.by_poppler_and_qpdf(path) == [], kind
    # Tables that name a fact and give it have a head for each cell, and one over it. They do.
    heard = validators.by_outloud(papers[CaseKind.PHASE_REPORT])
    assert [each for each in heard if "header cells look shredded" not in each] == []
    words = {
        kind: " ".join(tool("pdftotext", "-raw", str(path), "-").split())
        for kind, path in papers.items()
    }
    first = words[CaseKind.PHASE_REPORT]
    assert first.index("Rådmannens forslag") < first.index("Bakgrunn")
    assert "Arkivsak. Nr." in first
    assert "Framlegg til vedtak frå rådmannen" in words[CaseKind.PROGRAMME]
    assert "avgjer saka" in words[CaseKind.PROGRAMME]
    assert "Tala er frå" in words[CaseKind.ORIENTATION]
    assert "Nøkkeltal for porteføljen" in words[CaseKind.ORIENTATION]
    assert "Risikomatrise" in first
