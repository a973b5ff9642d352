"""The printed board case: what it says, and what independent validators say about it."""

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pdfua.validator import validate

from organisation.files.rendering import pdf
from organisation.files.rendering.checking import faults
from organisation.files.rendering.glyphs import drawable, with_glyphs
from tests.documents import sample, validators, vera
from tests.documents.conftest import Render
from tests.documents.validators import tool

REMOTE = ("http://127.0.0.1:9/x.png", "https://example.org/x.png", "file:///etc/passwd")


@pytest.fixture(params=["tidy", "nasty"])
def printed(request: pytest.FixtureRequest, render: Render) -> Path:
    return render(sample.tidy() if request.param == "tidy" else sample.nasty(*REMOTE))


def test_verapdf_finds_both_standards_kept(printed: Path) -> None:
    assert vera.violations(printed, "2a") == []
    assert vera.violations(printed, "ua1") == []


def test_verapdf_would_say_if_they_were_not(tmp_path: Path) -> None:
    bare = tmp_path / "bare.pdf"
    with pikepdf.new() as empty:
        empty.add_blank_page()
        empty.save(bare)
    assert vera.violations(bare, "2a")
    assert vera.violations(bare, "ua1")


def test_other_tools_agree(printed: Path) -> None:
    assert validators.by_poppler_and_qpdf(printed) == []
    assert faults(printed.read_bytes()) == []


def test_outloud_finds_nothing_that_is_not_excused(printed: Path) -> None:
    assert validators.by_outloud(printed) == []


def test_pdfua_finds_nothing(render: Render) -> None:
    assert validators.by_pdfua(render(sample.tidy())) == []


def test_pdfua_finds_only_that_a_table_of_one_cell_has_no_head(render: Render) -> None:
    (found,) = validators.by_pdfua(render(sample.nasty(*REMOTE)))
    assert "Table has 1 data cell(s) and no header cell" in found


def test_the_rule_of_pdfua_that_is_left_out_still_breaks(render: Render) -> None:
    outcomes = validate(str(render(sample.tidy()))).outcomes
    broken = [each.rule_id for each in outcomes if each.skipped_reason]
    assert broken == [validators.BROKEN_IN_PDFUA]


def test_other_tools_would_say_if_something_was_wrong(tmp_path: Path) -> None:
    bare = tmp_path / "bare.pdf"
    with pikepdf.new() as empty:
        empty.add_blank_page()
        empty.attachments["a.txt"] = b"A file."
        empty.save(bare)
    assert validators.by_outloud(bare)
    assert validators.by_pdfua(bare)
    assert "it carries a file" in validators.by_poppler_and_qpdf(bare)


def test_it_says_what_it_is(render: Render) -> None:
    with pikepdf.open(render(sample.tidy())) as document:
        root: Any = document.Root
        with document.open_metadata() as xmp:
            assert xmp["{http://www.aiim.org/pdfa/ns/id/}part"] == "2"
            assert xmp["{http://www.aiim.org/pdfa/ns/id/}conformance"] == "A"
            assert xmp["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
            assert xmp["dc:title"].startswith("Innovasjonsarbeid i Bydel Alna")
        assert root.Lang == "nb-NO"
        assert root.ViewerPreferences.DisplayDocTitle
        assert str(document.docinfo["/CreationDate"]).startswith("D:20150205")
        assert str(document.docinfo["/Author"]) == "Oslo kommune, Bydel Alna"
        with document.open_outline() as outline:
            title = outline.root[0]
            headings = [each.title for each in title.children]
        assert [h for h in headings if "forslag til vedtak" in h]
        assert "/EmbeddedFiles" not in root.get("/Names", {})
        heads = [each for each in document.objects if _is_header_cell(each)]
        scopes = [str(each.A.Scope) for each in heads]
        assert scopes.count("/Column") == 3 + 4
        assert scopes.count("/Row") == 2 + 2


def _is_header_cell(thing: Any) -> bool:
    return isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/TH"


def test_nynorsk_paper_says_so(render: Render) -> None:
    with pikepdf.open(render(sample.nasty(*REMOTE))) as document:
        assert document.Root.Lang == "nn-NO"


def test_a_reader_finds_all_of_it_in_order(render: Render) -> None:
    text = " ".join(tool("pdftotext", "-raw", str(render(sample.tidy())), "-").split())
    wanted = [
        "Oslo kommune", "Bydel Alna", "Saksframlegg", "201500143", "110", "12.02.2015", "AU 4/15",
        "avgjør saken", "26.02.2015", "Settes i sakskartet", "prosjekt Alna innovasjon",
        "Sammendrag", "Innledning", "1.1", "Forstudien", "Tabell 1.", "Faseplan", "2 100 000",
        "forslag til vedtak", "tas til orientering", "Ola Nordmann", "/s/", "Vedlegg",
        "Forstudierapport",
    ]  # fmt: skip
    at = 0
    for words in wanted:
        found = text.find(words, at)
        assert found >= 0, f"«{words}» is missing or out of order"
        at = found
    assert "Arkivsak 201500143 · Innovasjonsarbeid i Bydel Alna" in text
    assert "Side 1 av " in text


def test_the_order_of_blocks_is_the_districts(render: Render) -> None:
    context = sample.tidy()
    context["blocks"].insert(0, context["blocks"].pop(2))
    text = tool("pdftotext", str(render(context)), "-")
    assert text.index("forslag til vedtak") < text.index("Sammendrag")


def test_a_case_with_almost_nothing_is_printed(render: Render) -> None:
    context = {
        "language": "nb",
        "letterhead": {"municipality": "Lille kommune", "kind": "Saksframlegg"},
        "title": "Sak",
        "blocks": [{"kind": "section", "heading": "Saken", "html": ""}],
        "meta": {"author": "Lille kommune", "created": "2026-01-02"},
    }
    path = render(context)
    assert vera.violations(path, "2a") == []
    assert vera.violations(path, "ua1") == []


def test_the_same_context_gives_the_same_bytes() -> None:
    html = pdf.html_of("documents/board_case.html", sample.tidy())
    assert pdf.render_pdf(html).data == pdf.render_pdf(html).data


def test_nothing_dangerous_reaches_the_layout() -> None:
    html = pdf.html_of("documents/board_case.html", sample.nasty(*REMOTE))
    for trace in ("alert(1)", "/etc/passwd", "127.0.0.1", "<img", "url("):
        assert trace not in html
    assert "&lt;b&gt;&amp; &quot;hermetegn&quot;" in html


def test_what_our_fonts_cannot_draw_becomes_a_square() -> None:
    html, missing = with_glyphs("漢 → 🎉 a‑b ☐ ✔ æøå ÆØÅ «§ 1» \x00\u202eŁ")
    assert html == "□ → □ a-b □ ✓ æøå ÆØÅ «§ 1» Ł"
    assert missing == {"漢", "🎉"}
    assert set("abcæøåéüäöÆØÅŠčđŋŧž0123456789–—«»§½…•→≤≥□ĐặИЯαω") <= drawable()
