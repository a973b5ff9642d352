"""Every kind of PDF we make, read by every validator; also with words no font of ours has."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings

from organisation.files.rendering import pdf
from organisation.files.rendering.checking import faults
from organisation.people.models import Unit
from tests.documents import validators, vera
from tests.documents.kinds import KINDS
from tests.documents.validators import tool

# Chinese, Arabic with direction marks, emoji of several code points, Sámi, a word of 300 letters.
HARD = "Sak 漢字 🎉👩‍👩‍👧 \u202bالعربية\u202c Sámi čđŋšŧž " + "kommunestyre" * 25
UNBROKEN = "x" * 300  # no pattern knows where to part it


def printed(template: str, context: dict[str, Any], path: Path) -> Path:
    path.write_bytes(pdf.render_pdf(pdf.html_of(template, context)).data)
    return path


@pytest.mark.django_db
@pytest.mark.parametrize("kind", KINDS)
def test_every_validator_accepts_it(kind: str, alna: Unit, tmp_path: Path) -> None:
    for number, (template, context) in enumerate(KINDS[kind](alna)):
        path = printed(template, context, tmp_path / f"{number}.pdf")
        assert vera.violations(path, "2a") == [], template
        assert vera.violations(path, "ua1") == [], template
        assert validators.by_poppler_and_qpdf(path) == [], template
        assert validators.by_outloud(path) == [], template
        assert validators.by_pdfua(path) == [], template
        assert faults(path.read_bytes()) == [], template
        hard = printed(template, with_hard_words(context), tmp_path / f"hard-{number}.pdf")
        assert vera.violations(hard, "2a") == [], template
        assert vera.violations(hard, "ua1") == [], template
        assert faults(hard.read_bytes()) == [], template
        words = " ".join(tool("pdftotext", "-raw", str(hard), "-").split())
        assert "čđŋšŧž" in words, template
        whole = words.replace(" ", "").replace("-", "").replace("\u00ad", "")
        assert "kommunestyre" * 25 in whole, template
        assert is_inside_the_page(hard), template


def with_hard_words(context: dict[str, Any]) -> dict[str, Any]:
    """The same with a title, a row of the head and a table that are hard to draw."""
    hard = {**context, "title": HARD}
    if "head" in context:
        hard["head"] = [*context["head"], [HARD[:40], HARD]]
    if any("html" in block for block in context.get("blocks") or []):
        table = (
            f"<table><tr><th>{HARD}</th><th>b</th></tr><tr><td>{HARD}</td><td>1</td></tr>"
            f"<tr><td>{UNBROKEN}</td><td>{UNBROKEN}</td></tr></table>"
        )
        hard["blocks"] = [
            *context["blocks"],
            {"kind": "section", "heading": HARD, "html": f"<p>{HARD}</p>{table}"},
        ]
    return hard


def is_inside_the_page(path: Path) -> bool:
    """No word reaches past the edge of the sheet."""
    boxes = tool("pdftotext", "-bbox", str(path), "-")
    width, words = 0.0, 0
    for line in boxes.splitlines():
        if '<page width="' in line:  # some pages lie down
            width = float(line.split('width="')[1].split('"')[0])
        elif 'xMax="' in line:
            words += 1
            if float(line.split('xMax="')[1].split('"')[0]) > width + 0.3:
                return False
    return words > 0


def test_no_template_is_without_a_sample(db: None, alna: Unit) -> None:
    sampled = {template for make in KINDS.values() for template, _context in make(alna)}
    folder = Path(settings.BASE_DIR) / "templates"
    whole = {
        str(path.relative_to(folder))
        for path in (folder / "documents").glob("*.html")
        if "<title>" in path.read_text()
    }
    assert whole == sampled
