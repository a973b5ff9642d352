"""`make bench`: what each page of a running demo costs. Prints a table; judges nothing.

Start `make demo` in another window first. Times are those of this machine; compare runs made on the
same one. `first` and `again` are kilobytes over the wire, as the browser counts them, on the first
and the second visit of the page.
"""

import argparse
import os
import statistics
import time
from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page, sync_playwright

from tests.conftest import CHROMIUM_ARGUMENTS

PASSWORD = "nyttiggjort"
PAGES = {
    "ansatt": ("/", "/ideer/", "/ideer/ny/", "/prosjekter/", "/varsler/", "/sok/?q=sensor"),
    "radgiver": ("/", "/ideer/siling/", "/prosjekter/2014-001/", "/prosjekter/2014-001/fase/"),
    "ledelse": ("/", "/prosjekter/2026-003/beslutning/bp1/"),
    "sekretariat": ("/", "/saker/", "/saker/1/", "/saker/ny/"),
    "bumedlem": ("/", "/saker/", "/saker/1/les/"),
    "admin": ("/", "/administrasjon/", "/personer/", "/enheter/", "/prosjekter/fullmakter/"),
}


@dataclass
class Weight:
    """Counts the bytes a browser tab gets over the wire."""

    bytes: int = 0

    def watch(self, page: Page) -> None:
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.loadingFinished", self._add)

    def _add(self, event: dict[str, float]) -> None:
        self.bytes += int(event["encodedDataLength"])


def log_in(context: BrowserContext, who: str) -> None:
    page = context.new_page()
    page.goto("/konto/login/")
    page.locator("#id_login").fill(f"{who}@demo.example")
    page.locator("#id_password").fill(PASSWORD)
    page.locator("#id_password").press("Enter")
    page.wait_for_url("**/")
    page.close()


def visit(context: BrowserContext, address: str) -> tuple[float, float]:
    """Milliseconds to the first byte of the page, and kilobytes in all."""
    page, weight = context.new_page(), Weight()
    weight.watch(page)
    response = page.goto(address, wait_until="networkidle")
    assert response is not None
    assert response.ok, f"{address}: {response.status}"
    timing = response.request.timing
    page.close()
    return timing["responseStart"] - timing["requestStart"], weight.bytes / 1000


def measure_pages(base: str, times: int) -> None:
    print(f"{'who':12} {'page':42} {'ms (median)':>11} {'first kB':>9} {'again kB':>9}")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=CHROMIUM_ARGUMENTS,
        )
        for who, addresses in PAGES.items():
            for address in addresses:
                context = browser.new_context(base_url=base, locale="nb-NO")
                log_in(context, who)
                first = visit(context, address)[1]
                again = [visit(context, address) for _ in range(times)]
                wait = statistics.median(ms for ms, _kb in again)
                print(f"{who:12} {address:42} {wait:11.0f} {first:9.1f} {again[-1][1]:9.1f}")
                context.close()
        browser.close()


def measure_pdf(base: str) -> None:
    """From the press of the button to the link."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"),
            args=CHROMIUM_ARGUMENTS,
        )
        context = browser.new_context(base_url=base, locale="nb-NO")
        log_in(context, "sekretariat")
        page = context.new_page()
        page.goto("/saker/1/")
        button = page.get_by_role("button", name="Lag PDF")
        if not button.count():
            print("\nThe PDF of case 1 is made already (make demo-reset to measure it anew)")
            return
        began = time.monotonic()
        button.first.click()
        page.locator("a[href*='/filer/']", has_text="PDF").first.wait_for(timeout=60_000)
        print(f"\nPDF of case 1: {time.monotonic() - began:.1f} s from button to link")
        browser.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", default="http://127.0.0.1:8000")
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    measure_pages(options.url, options.times)
    measure_pdf(options.url)


if __name__ == "__main__":
    main()
