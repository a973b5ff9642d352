"""The field in a real browser, under the site's Content Security Policy."""

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.factories.people import PersonFactory

pytestmark = [pytest.mark.urls("tests.richtext.pages"), pytest.mark.django_db(transaction=True)]
RICH = (
    "<h2 data-id='aaaaaaaa'>Om saken</h2>"
    "<p data-id='bbbbbbbb'>Et <strong>viktig</strong> avsnitt.</p>"
    "<table><caption>Faser</caption><tr><th>Fase</th><th>Status</th></tr><tr><td>Forstudie</td>"
    "<td>Ferdig</td></tr></table>"
)


@pytest.fixture
def page(context: BrowserContext, as_person: Callable[..., Any], alna: Any) -> Page:
    page = context.new_page()
    as_person(PersonFactory(unit=alna), page)
    return page


def writer(page: Page) -> Locator:
    """The sheet, once the editor has taken the field over."""
    expect(page.locator(".ProseMirror")).to_be_visible()
    return page.get_by_role("textbox", name="Bakgrunn for saken")


def stored(page: Page) -> str:
    page.get_by_role("button", name="Lagre").click()
    return page.locator("#stored").inner_text()


def bare(html: str) -> str:
    return re.sub(r' data-id="[^"]*"', "", html)


def test_text_is_written_with_toolbar_and_keyboard(
    page: Page, axe: Callable[..., list[str]]
) -> None:
    page.goto("/skriv/")
    box = writer(page)
    box.click()
    page.keyboard.type("Innledning")
    page.get_by_label("Avsnittstype").select_option("Overskrift")
    box.press("End")
    box.press("Enter")
    page.keyboard.type("Vi ")
    page.get_by_role("button", name="Fet").click()
    expect(page.get_by_role("button", name="Fet")).to_have_attribute("aria-pressed", "true")
    expect(box).to_be_focused()
    page.keyboard.type("må")
    page.keyboard.press("Control+b")
    page.keyboard.type(" velge.")
    box.press("Enter")
    page.keyboard.press("Alt+F10")
    page.keyboard.press("Home")
    for _step in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_role("button", name="Punktliste")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box).to_be_focused()
    expect(page.get_by_role("button", name="Punktliste")).to_have_attribute("aria-pressed", "true")
    page.keyboard.type("en")
    box.press("Enter")
    page.keyboard.type("to")
    assert axe(page) == []
    assert bare(stored(page)) == (
        "<h2>Innledning</h2><p>Vi <strong>må</strong> velge.</p><ul><li>en</li><li>to</li></ul>"
    )


def test_what_stood_there_keeps_its_ids_and_captions(
    page: Page, axe: Callable[..., list[str]]
) -> None:
    page.goto(f"/skriv/?start={quote(RICH)}")
    box = writer(page)
    box.get_by_text("Ferdig").click()
    expect(page.get_by_role("toolbar", name="Tabell")).to_be_visible()
    page.get_by_role("button", name="Ny rad").click()
    page.get_by_role("button", name="Tabelltekst").click()
    page.get_by_label("Hva tabellen viser").fill("Faser i 2015")
    assert axe(page) == []
    page.get_by_role("button", name="Bruk tabellteksten").click()
    html = stored(page)
    assert 'data-id="aaaaaaaa"' in html
    assert 'data-id="bbbbbbbb"' in html
    assert "<caption>Faser i 2015</caption>" in html
    assert html.count("<tr ") == 3


def test_a_link_is_made_and_a_wrong_one_is_said(page: Page) -> None:
    page.goto("/skriv/")
    writer(page).click()
    page.get_by_role("button", name="Lenke").click()
    address = page.get_by_label("Nettadresse eller e-postadresse")
    address.fill("javascript:alert(1)")
    address.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("begynner med https://")
    address.fill("oslo.kommune.no")
    address.press("Enter")
    assert 'href="https://oslo.kommune.no"' in stored(page)


def test_a_picture_is_uploaded_with_words_for_who_does_not_see_it(
    page: Page, tmp_path: Path
) -> None:
    out = io.BytesIO()
    Image.new("RGB", (30, 20), "teal").save(out, "PNG")
    picture = tmp_path / "kart.png"
    picture.write_bytes(out.getvalue())
    page.goto("/skriv/")
    writer(page).click()
    page.get_by_role("button", name="Bilde", exact=True).click()
    page.get_by_role("button", name="Sett inn bilde").click()
    expect(page.get_by_role("alert")).to_contain_text("skriv hva bildet viser")
    page.get_by_label("Bildefil").set_input_files(picture)
    page.get_by_label("Hva bildet viser").fill("Kart over bydelen")
    page.get_by_role("button", name="Sett inn bilde").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    html = stored(page)
    assert re.search(r'<img src="/filer/[\w-]{32}/" alt="Kart over bydelen">', html)
    shown = page.locator(".rich-text img").last
    expect(shown).to_have_js_property("naturalWidth", 30)


def test_a_paste_from_a_text_processor_is_cleaned(page: Page) -> None:
    page.goto("/skriv/")
    writer(page).click()
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData("text/html", `<html><style>p{color:red}</style><body lang=NB>
            <h1 style="mso-x:y">Tittel</h1><p class=MsoNormal style="color:red">Tekst<o:p></o:p></p>
            <p class=MsoListParagraph>·<span>&nbsp;&nbsp; </span>en<a href="#_ftn1"
            name="_ftnref1"><span>[1]</span></a></p>
            <div id=ftn1><p><a href="#_ftnref1" name="_ftn1">[1]</a> Kilden.</p></div>
            <script>window.hacked = 1</script>
            <img src="file:///c:/x.png" onerror="window.hacked = 1"></body></html>`);
          document.activeElement.dispatchEvent(
            new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
        }"""
    )
    html = bare(stored(page))
    note = '<small class="footnote">Kilden.</small>'
    assert html == f"<h2>Tittel</h2><p>Tekst</p><ul><li>en{note}</li></ul>"
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize("javascript", [False], indirect=True)
def test_without_javascript_plain_words_are_enough(page: Page, javascript: bool) -> None:
    page.goto("/skriv/")
    box = page.get_by_label("Bakgrunn for saken")
    box.fill("Et avsnitt.\n\n- en\n- to")
    assert bare(stored(page)) == "<p>Et avsnitt.</p><ul><li>en</li><li>to</li></ul>"
    expect(page.get_by_label("Bakgrunn for saken")).to_have_value("Et avsnitt.\n\n- en\n- to")
    expect(page.get_by_role("toolbar")).to_have_count(0)


def test_an_empty_text_is_an_error_that_leads_to_the_editor(page: Page) -> None:
    page.goto("/skriv/")
    writer(page)
    page.get_by_role("button", name="Lagre").click()
    box = writer(page)
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_text("Skriv teksten her.")).to_be_visible()
    assert page.evaluate("document.querySelector('#id_text').getAttribute('role')") == "textbox"


def test_what_was_written_before_the_editor_came_is_not_lost(page: Page) -> None:
    page.route("**/django_prose_editor/editor*.js", lambda route: None)
    page.goto("/skriv/")
    page.get_by_label("Bakgrunn for saken").fill("Rask tekst.")
    page.unroute("**/django_prose_editor/editor*.js")
    assert bare(stored(page)) == "<p>Rask tekst.</p>"
