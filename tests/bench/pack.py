"""`make bench-pack`: time and peak memory of a meeting's pack. Prints a row for performance.md.

A made-up meeting of cases of some twelve pages each, rendered as the worker does it: from the
frozen context, laid out, written and looked over. No database is needed.
"""

import argparse
import os
import resource
import time
from typing import Any

WORDS = (
    "Bydelen prøver ut nye måter å gi tjenester på sammen med innbyggere, frivillige og ansatte. "
    "Erfaringene så langt viser at tidlig dialog gir bedre treff og færre omkamper senere. "
)
PARAGRAPHS = 5
SECTIONS = 5
CASES = 18  # gives some 200 pages


def settings() -> None:
    values = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "SECRET_KEY": "bench",
        "ALLOWED_HOSTS": "localhost",
        "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none",
        "REDIS_URL": "redis://127.0.0.1:9/0",
    }
    for name, value in values.items():
        os.environ.setdefault(name, value)
    import django

    django.setup()


def a_case(number: int) -> dict[str, Any]:
    """The context of one case: headings, paragraphs, lists and two tables a chapter."""
    from tests.documents import sample

    case = sample.tidy()
    case["title"] = f"Sak nummer {number} med en tittel som går over to linjer når den skrives ut"
    rows = "".join(
        f"<tr><td>Tiltak {row}</td><td>{row * 1000}</td><td>{row * 1200}</td><td>2026</td></tr>"
        for row in range(1, 11)
    )
    table = (
        "<table><caption>Kroner</caption><tr><th>Tiltak</th><th>Budsjett</th><th>Prognose</th>"
        f"<th>År</th></tr>{rows}</table>"
    )
    text = "".join(f"<p>{WORDS * 3}</p>" for _ in range(PARAGRAPHS))
    points = "".join(f"<li>{WORDS}</li>" for _ in range(4))
    chapters = [
        {
            "kind": "section",
            "heading": f"Kapittel {place}",
            "number": str(place),
            "level": 2,
            "html": f"{text}<h2>Underkapittel</h2><ul>{points}</ul>{table}",
        }
        for place in range(1, SECTIONS + 1)
    ]
    case["blocks"][1:2] = chapters
    return case | {"anchor": f"sak-{number}", "bookmark": f"{number}/26 {case['title']}"}


def pack(cases: int) -> dict[str, Any]:
    made = [a_case(number) for number in range(1, cases + 1)]
    first = made[0]
    return {
        "language": "nb",
        "letterhead": first["letterhead"] | {"kind": "Møtepakke"},
        "title": "Bydelsutvalget, møte 1/26",
        "head": [["Dato", "torsdag 26. november 2026"]],
        "agenda": [
            {
                "place": place,
                "number": f"{place}/26",
                "title": case["title"],
                "anchor": case["anchor"],
                "is_case": True,
            }
            for place, case in enumerate(made, start=1)
        ],
        "cases": made,
        "attachments": [
            {"case": f"{n}/26", "title": f"Vedlegg {n}", "name": f"{n:02d}_vedlegg.pdf"}
            for n in range(1, 41)
        ],
        "meta": first["meta"],
    }


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--cases", type=int, default=CASES)
    cases = arguments.parse_args().cases
    settings()
    from organisation.files.rendering import pdf
    from organisation.files.rendering.checking import faults

    context = pack(cases)
    begun, worked = time.perf_counter(), time.process_time()
    rendered = pdf.render_pdf(pdf.html_of("documents/meeting_pack.html", context))
    found = faults(rendered.data)
    spent, cpu = time.perf_counter() - begun, time.process_time() - worked
    size = len(rendered.data) / 1_000_000
    print("| cases | pages | seconds | seconds of CPU | peak memory | size | faults |")
    print("|---|---|---|---|---|---|---|")
    print(
        f"| {cases} | {rendered.pages} | {spent:.0f} | {cpu:.0f} | {peak_mb():.0f} MB "
        f"| {size:.1f} MB | {len(found)} |"
    )


if __name__ == "__main__":
    main()
