"""`make bench-pdf`: what a document costs to make. Prints tables; judges nothing.

First a board case of twelve pages, made as a worker makes it and as WeasyPrint alone would, in a
process each: processor time, time on the wall, the memory of a process that is loaded and has made
nothing, and the most it ever had. Then `--queue` documents through a real worker (0 leaves it out):
how long pages take while they wait and while they are made, and the most memory a child had.
"""

import argparse
import gc
import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # what is measured carries no more than a worker does
    from tests.plugin import TestServers

PARAGRAPH = (
    "<p>Prosjektet skal gi innbyggerne et enklere møte med bydelen. Forstudien viser at ventetiden "
    "kan halveres når hjemmetjenesten og bestillerkontoret arbeider etter samme plan, og at de "
    "ansatte får mer tid til dem som trenger det mest.</p>"
)
PAGES = 12
SECTIONS = 18  # give about so many pages
ROUNDS = 20
# Others load these when they are there; they are tools of ours that no server has.
NOT_IN_PRODUCTION = ("greenlet", "pygments", "rich", "yaml")


def twelve_pages() -> dict[str, Any]:
    from tests.documents import sample

    context = sample.tidy()
    context["blocks"][1:2] = [
        {
            "kind": "section",
            "heading": f"Del {number}",
            "number": str(number),
            "level": 2,
            "html": PARAGRAPH * 5 + (sample.TABLE if number % 3 == 0 else ""),
        }
        for number in range(1, SECTIONS + 1)
    ]
    return context


def measure(way: str) -> None:
    """In a process of its own: say one JSON line for each document made."""
    import django

    sys.modules.update(dict.fromkeys(NOT_IN_PRODUCTION))  # type: ignore[arg-type]
    django.setup()
    from organisation.files.rendering import pdf
    from organisation.files.rendering.checking import faults

    pdf.load()
    gc.collect()
    gc.freeze()  # as config/celery.py does
    loaded = memory("self", "VmRSS")
    context = twelve_pages()
    html = pdf.html_of("documents/board_case.html", context)

    def ours() -> int:
        made = pdf.render_pdf(pdf.html_of("documents/board_case.html", context))
        assert faults(made.data) == []
        return made.pages

    def bare() -> int:
        from weasyprint import HTML

        from organisation.files.rendering.fetching import BASE, OwnFilesFetcher

        document = HTML(string=html, base_url=BASE, url_fetcher=OwnFilesFetcher({})).render()
        document.write_pdf()
        return len(document.pages)

    for _round in range(ROUNDS):
        cpu, wall = time.process_time(), time.perf_counter()
        pages = {"ours": ours, "bare": bare}[way]()
        said = {
            "pages": pages,
            "cpu": time.process_time() - cpu,
            "wall": time.perf_counter() - wall,
            "loaded": loaded,
            "peak": memory("self", "VmHWM"),
        }
        print(json.dumps(said), flush=True)


def memory(process: int | str, what: str) -> float:
    """Megabytes: VmRSS is what the process has now, VmHWM the most it ever had; 0 when it ended."""
    try:
        status = Path(f"/proc/{process}/status").read_text()
    except OSError:
        return 0
    return next(
        (int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith(what)), 0
    )


def run(way: str) -> list[dict[str, float]]:
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.bench.pdf", "--measure", way],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def one_document() -> None:
    found = {way: run(way) for way in ("bare", "ours")}
    print(
        f"{'':24}{'pages':>7}{'cpu s':>8}{'wall s':>8}{'loaded MB':>11}{'first MB':>10}"
        f"{f'after {ROUNDS}':>10}"
    )
    cpus = {}
    for way, rounds in found.items():
        later = rounds[1:]  # the first one also loads fonts
        cpus[way] = statistics.median(each["cpu"] for each in later)
        wall = statistics.median(each["wall"] for each in later)
        print(
            f"{'WeasyPrint alone' if way == 'bare' else 'as a worker makes it':24}"
            f"{rounds[0]['pages']:>7.0f}{cpus[way]:>8.2f}{wall:>8.2f}"
            f"{rounds[0]['loaded']:>11.0f}{rounds[0]['peak']:>10.0f}{rounds[-1]['peak']:>10.0f}"
        )
    print(
        f"\nours is {cpus['ours'] / cpus['bare']:.2f} times the processor time of WeasyPrint alone"
    )


def queue(count: int, here: "TestServers") -> None:
    """`count` documents through a worker; one person reads pages while they wait, and meanwhile."""
    from django.test import Client

    from config.local.demo import LEAN
    from organisation.files.models import Document, StoredFile
    from organisation.files.services import order_document
    from tests.documents import sample
    from tests.factories.people import PersonFactory, open_districts
    from tests.worker import Worker, publish_to

    alna, _nabo = open_districts()
    person = PersonFactory(unit=alna)
    client = Client()
    client.force_login(person)

    class PaperWorker(Worker):
        options = LEAN

    worker = PaperWorker(here.valkey(1), Path(here.folder) / "worker.log", here.mail)
    publish_to(worker.broker)
    worker.kill()  # until all are ordered: the same pages are read with the same rows

    def pages() -> float:
        began = time.perf_counter()
        for address in ("/", "/filer/dokumenter/"):
            assert client.get(address).status_code == 200
        return (time.perf_counter() - began) * 1000

    def p95(times: list[float]) -> float:
        return statistics.quantiles(times, n=20)[-1]

    for number in range(count):
        context = {**sample.tidy(), "title": f"Brev {number}"}
        order_document(
            kind="board_case", template="documents/board_case.html", context=context,
            key=f"brev-{number}", title=f"Brev {number}", by=person,
        )  # fmt: skip
    pages()
    before = [pages() for _round in range(60)]
    worker.start()
    began, meanwhile, most = time.perf_counter(), [], 0.0
    while Document.objects.filter(file=None).exists():
        meanwhile.append(pages())
        most = max(most, *(memory(child, "VmHWM") for child in children_of(worker.process.pid)), 0)
    took = time.perf_counter() - began
    worker.stop()
    files = StoredFile.objects.count()
    print(
        f"\n{count} documents queued: {files} files after {took:.0f} s, none made twice: "
        f"{files == count == Document.objects.exclude(file=None).count()}"
    )
    print(
        f"two pages, p95: {p95(before):.0f} ms while they waited, {p95(meanwhile):.0f} ms "
        f"while they were made, {p95(meanwhile) / p95(before):.2f} times"
    )
    print(f"the most memory a child of the worker had: {most:.0f} MB")


def children_of(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text().split()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--measure", choices=["ours", "bare"])
    options.add_argument("--queue", type=int, default=100)
    chosen = options.parse_args()
    if chosen.measure:
        measure(chosen.measure)
        return
    from tests.bench.place import prepare

    here = prepare()
    one_document()
    if chosen.queue:
        queue(chosen.queue, here)


if __name__ == "__main__":
    main()
