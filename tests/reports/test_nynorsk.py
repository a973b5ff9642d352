"""A case in nynorsk is nynorsk all the way: also the words of charts and blocks, which are ours."""

import ast
import re
from pathlib import Path
from typing import Any

import polib
import pytest

from organisation.people.models import Person, Unit
from organisation.web.richtext import to_plain
from portfolio.dashboard.charts import ENTRIES
from reports import services
from reports.blocks import draw
from reports.lifecycle import CaseKind
from reports.models import BoardCase, CaseSection
from reports.services.template import pick_form
from tests.factories.benefit import make_benefit
from tests.factories.money import fund_year, make_fund
from tests.factories.reports import gate_for_board
from tests.factories.risk import make_risk

ROOT = Path(__file__).resolve().parents[2]
WORDS = ROOT / "locale" / "nn" / "LC_MESSAGES" / "django.po"
DRAWN = [
    *(ROOT / "reports" / "blocks").glob("*.py"),
    *(ROOT / "organisation" / "web" / "charts").glob("*.py"),
    *(ROOT / "portfolio" / "dashboard" / "charts").glob("*.py"),
    ROOT / "organisation" / "web" / "grids.py",
    ROOT / "portfolio" / "dashboard" / "figures.py",
]


def drawn_words(path: Path) -> set[str]:
    """What a module has marked for gettext, but for its forms and refusals, which are screen.

    So are the lazy words of a block: what it is called where one chooses it.
    """
    names = ("_", "gettext", "ngettext")
    if path.parent.name != "blocks":
        names += ("gettext_lazy",)
    tree = ast.parse(path.read_text(encoding="utf-8"))
    screen = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        or (isinstance(node, ast.ClassDef) and node.name.endswith("Form"))
        for inner in ast.walk(node)
    }
    return {
        word.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and id(node) not in screen
        if isinstance(node.func, ast.Name) and node.func.id in names
        for word in node.args
        if isinstance(word, ast.Constant) and isinstance(word.value, str)
    }


def test_every_word_that_is_drawn_has_its_nynorsk() -> None:
    """Also when it is the same: then it stands in the list as it is, and somebody has thought."""
    known = {entry.msgid: entry.msgstr for entry in polib.pofile(str(WORDS))}
    compiled = {entry.msgid: entry.msgstr for entry in polib.mofile(str(WORDS.with_suffix(".mo")))}
    assert known == compiled  # msgfmt -o django.mo django.po
    missing = {path.name: sorted(drawn_words(path) - set(known)) for path in DRAWN}
    assert {name: words for name, words in missing.items() if words} == {}


PHASES = {"Hovedprosjekt"}  # the project's own words


def bokmal_in(drawn: dict[str, Any]) -> set[str]:
    """Words of ours that stand there in bokmål though the list has them in nynorsk."""
    said = " ".join([to_plain(drawn["html"]), re.sub(r"<[^>]+>", " ", drawn["figure"])])
    said = " ".join([said, drawn["caption"], drawn["note"]])
    words = [entry.msgid for entry in polib.pofile(str(WORDS)) if entry.msgid != entry.msgstr]
    whole = [word for word in words if "%(" not in word and len(word) > 4]
    found = {word for word in whole if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said)}
    return found - PHASES


@pytest.mark.django_db
def test_blocks_and_charts_speak_the_language_of_the_form(alna: Unit, secretary: Person) -> None:
    gate = gate_for_board(alna, title="Ringeklokka")
    make_risk(gate.project, event="Vakta sviktar", likelihood=4, impact=5)
    make_benefit(gate.project)
    fund_year(make_fund(alna, name="Fondet"))
    pick_form(alna, "oslo", language="nn", by=secretary)
    about_gate = services.make_case(kind=CaseKind.GATE_DECISION, gate=gate, by=secretary)
    portfolio = services.make_case(
        kind=CaseKind.ORIENTATION, is_portfolio=True, unit=alna, by=secretary
    )
    drawn = {
        f"{case.kind} {part.block}": draw(part, case)
        for case in (about_gate, BoardCase.objects.get(pk=portfolio.pk))
        for part in case.sections.exclude(block="")
    }
    for entry in ENTRIES:
        part = CaseSection(case=portfolio, block="chart", params={"chart": entry.name})
        drawn[f"chart {entry.name}"] = draw(part, portfolio)
    assert {name: found for name, each in drawn.items() if (found := bokmal_in(each))} == {}
    assert "Prosjekteigar" in drawn["gate_decision project_facts"]["html"]
    assert "Sannsyn" in drawn["gate_decision risks"]["figure"]
