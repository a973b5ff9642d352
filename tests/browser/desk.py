"""One browser that people take turns at, and what is looked at on every page they come to."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.urls import resolve
from playwright.sync_api import Locator, Page, expect

from organisation.people.models import Person

Axe = Callable[..., list[str]]


class Desk:
    """Whoever sits here reads and presses. With `axe`, it sees each kind of page once."""

    def __init__(self, page: Page, as_person: Callable[..., Any], axe: Axe | None = None) -> None:
        self.page = page
        self._log_in = as_person
        self._axe = axe
        self._looked_at: set[str] = set()

    @property
    def has_script(self) -> bool:
        return self._axe is not None

    def sit(self, person: Person) -> None:
        """The next one logs in and comes to their own page."""
        self._log_in(person, self.page)
        self.page.goto("/")
        self.at("Min side")

    def at(self, heading: str) -> None:
        """Be sure of where one is, and that the page is as pages should be."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading)
        self.look()

    def look(self) -> None:
        if self._axe is None:
            return
        self.page.wait_for_load_state()
        kind = resolve(urlsplit(self.page.url).path).view_name
        if kind not in self._looked_at:
            self._looked_at.add(kind)
            assert self.has_no_faults()

    def has_no_faults(self) -> bool:
        """Axe finds nothing on the page as it stands."""
        assert self._axe is not None
        assert self._axe(self.page) == []
        return True

    def part(self, name: str) -> Locator:
        """The sheet with that title."""
        title = re.compile(rf"^(\d\. )?{re.escape(name)}( \d+)?$")  # a number before, a count after
        return self.page.get_by_role("region", name=title)

    def waiting(self, title: str) -> Locator:
        """What waits for the one who sits here; followed by pressing it."""
        return self.part("Venter på deg").get_by_role("link", name=title, exact=True)

    def follow(self, link: str) -> None:
        self.page.get_by_role("link", name=link).first.click()

    def press(self, button: str) -> None:
        self.page.get_by_role("button", name=button, exact=True).click()

    def choose(self, answer: str) -> None:
        """A choice among cards; the hint is part of the card's name."""
        self.page.get_by_role("radio", name=re.compile(f"^{re.escape(answer)}")).first.check()

    def write(self, label: str, text: str) -> None:
        self.page.get_by_label(label).fill(text)

    def write_rich(self, label: str, text: str) -> None:
        """In the editor, or as plain words in the field it stands on."""
        if self.has_script:
            expect(self.page.locator(".ProseMirror")).to_be_visible()
        name = re.compile(rf"^{re.escape(label)}( \(valgfritt\))?$")
        self.page.get_by_role("textbox", name=name).fill(text)

    def is_told(self, words: str) -> None:
        expect(self.page.get_by_role("main")).to_contain_text(words)
