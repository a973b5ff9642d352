"""Every component in every state: sound for axe, usable without script, seen while building."""

import pytest

from tests.factories.people import PersonFactory


def test_the_style_page_is_shown_only_while_building(client, settings, db):
    assert client.get("/stil/").status_code == 404
    settings.DEBUG = True
    assert client.get("/stil/").status_code == 200


@pytest.mark.parametrize("width", [1280, 390, 320])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(page, axe, as_person, alna, settings, width, scheme):
    settings.DEBUG = True
    page.emulate_media(color_scheme=scheme)
    page.set_viewport_size({"width": width, "height": 900})
    as_person(PersonFactory(unit=alna), page).goto("/stil/")
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_list_sorts_and_pages(page, javascript, as_person, alna, settings):
    settings.DEBUG = True
    as_person(PersonFactory(unit=alna), page).goto("/stil/")
    shown = page.locator("#style-list tbody th")
    assert shown.first.inner_text().startswith("Prøvelinje 1\n")
    page.get_by_role("link", name="Neste", exact=True).click()
    page.wait_for_url("**/stil/?side=2")
    page.get_by_text("Viser 6–10 av 63").wait_for()
    page.get_by_role("columnheader", name="Tittel").get_by_role("link").click()
    page.wait_for_url("**/stil/?sorter=-title")
    page.get_by_text("Prøvelinje 63").wait_for()


def test_a_dialog_opens_and_without_script_the_link_leads_to_the_step(
    page, javascript, as_person, alna, settings
):
    settings.DEBUG = True
    as_person(PersonFactory(unit=alna), page).goto("/stil/")
    page.get_by_role("link", name="Ta bort rollen").click()
    if javascript:
        assert page.get_by_role("dialog", name="Slette rollen?").is_visible()
        page.keyboard.press("Escape")
        assert not page.get_by_role("dialog", name="Slette rollen?").is_visible()
    else:
        assert page.url.endswith("/stil/#dialog")


def test_the_menu_opens_without_script_on_a_phone(page, javascript, as_person, alna, settings):
    page.set_viewport_size({"width": 390, "height": 900})
    as_person(PersonFactory(unit=alna), page).goto("/hjelp/")
    menu = page.get_by_role("navigation", name="Hovedmeny")
    assert not menu.is_visible()
    page.get_by_role("button", name="Meny", exact=True).click()
    assert menu.is_visible()


def test_the_person_menu_changes_the_colours(page, javascript, as_person, alna):
    as_person(PersonFactory(unit=alna, name="Kari"), page).goto("/hjelp/")
    page.get_by_role("button", name="Kari").click()
    page.get_by_role("button", name="Mørkt").click()
    page.wait_for_load_state()
    assert page.locator("html").get_attribute("data-color-scheme") == "dark"
    assert page.url.endswith("/hjelp/")
