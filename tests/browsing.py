"""What browser tests share: log in without the form, watch for faults, ask axe."""

import json
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page

if TYPE_CHECKING:
    from organisation.people.models import Person

VENDOR = Path(__file__).resolve().parent / "vendor" / "axe-core"
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def log_in(context: BrowserContext, address: str, person: "Person") -> None:
    """Let everything `context` opens on `address` be done as `person`."""
    client = Client()
    client.force_login(person)
    name = settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": address}])


class Faults:
    """What went wrong in the pages of one test without the test asking: CSP and script errors."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def watch(self, context: BrowserContext) -> None:
        context.on("console", lambda message: self._console(message.text))
        context.on("weberror", lambda error: self.seen.append(f"Script error: {error.error}"))

    def _console(self, text: str) -> None:
        if "Content Security Policy" in text or "Content-Security-Policy" in text:
            self.seen.append(text)


@cache
def _axe() -> tuple[str, str]:
    script = (VENDOR / "axe.min.js").read_text(encoding="utf-8")
    locale = json.loads((VENDOR / "nb.json").read_text(encoding="utf-8"))
    return script, json.dumps(locale)


def axe(page: Page, *, within: str | None = None) -> list[str]:
    """What axe finds on `page` as it stands, one line for each element; empty when all is well.

    The script is evaluated through the debugger, which our Content Security Policy does not stop.
    """
    script, locale = _axe()
    page.evaluate(f"{script}; axe.configure({{locale: {locale}}})")
    found = page.evaluate(
        "([within, tags]) => axe.run(within || document,"
        " {runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'], preload: false})"
        ".then(found => ({violations: found.violations}))",
        [within, AXE_RULES],
    )
    return [
        f"{violation['id']}: {violation['help']} – {node['target']} {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]
