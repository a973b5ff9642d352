"""A ranking on paper: what the template prints, as plain data (docs/documents.md).

Made of what a decision freezes (`queries.priority.record_of`), so that a list and a decision look
the same. A restricted project has no name on paper.
"""

import hashlib
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from organisation.web.wording import nok, number
from portfolio.models.priority import PriorityDecision
from portfolio.quarters import Quarter
from portfolio.queries.priority import facts_of, restricted_now, row_printed, value_words

Table = dict[str, Any]


def context_of(
    record: dict[str, Any],
    *,
    district: str,
    standing: str,
    reason: str,
    created: date,
    checksum: str = "",
) -> dict[str, Any]:
    question, sums = record["question"], record["sums"]
    unit = question["unit"]["name"]
    title = _("Prioritering: %(what)s") % {"what": question["title"]}
    return {
        "language": "nb",
        "letterhead": {
            "municipality": district,
            "office": unit if unit != district else "",
            "kind": _("Prioriteringsliste"),
        },
        "head": [
            [_("Liste"), record["list"]["title"]],
            [_("Status"), standing],
            [_("Ramme"), nok(question["frame_nok"])],
            [_("Fond"), question["fund"] or _("Alle som frigis")],
            [_("År"), years_in_words(*question["years"])],
            [_("Med på listen"), said_of(record)],
            [_("Kostnad"), nok(sums["cost_nok"])],
            [_("Igjen av rammen"), nok(sums["left_nok"])],
            [_("Sum verdi"), value_words(sums["value"])],
            [_("Årsverk"), number(sums["man_years"])],
        ],
        "title": title,
        "short_title": question["title"],
        "texts": [
            {"heading": heading, "text": text}
            for heading, text in (
                (_("Begrunnelse"), reason or record["list"]["note"]),
                (_("Om spørsmålet"), question["note"]),
            )
            if text.strip()
        ],
        "tables": [
            ranking(record),
            *areas(record),
            kinds(record),
            quarters(record),
            *goals(record),
        ],
        "how": how_in_words(),
        "checksum": checksum,
        "meta": {
            "author": district,
            "description": f"{title}, {record['list']['title']}",
            "keywords": [_("prioritering"), _("prosjekter")],
            "created": created.isoformat(),
        },
    }


def how_in_words() -> str:
    return _(
        "Verdi er fra 1 til 5: svarene på nytt og nyttig, og vurderingen av idéen bak. Kostnad er "
        "det som er planlagt og ikke brukt i årene. Penger og timer er fordelt jevnt på dagene i "
        "de fasene som ikke er ferdige. Fire kvartaler gir årets årsverk. Tall merket med * er "
        "skrevet inn i prioriteringen."
    )


def years_in_words(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}–{last}"


def said_of(record: dict[str, Any]) -> str:
    chosen, others = len(record["chosen"]), len(record["others"])
    return _("%(n)s av %(of)s kandidater") % {"n": chosen, "of": chosen + others}


def masks(decision: PriorityDecision) -> str:
    """Changes when a project of the decision is restricted or opened, and its paper with it."""
    facts = facts_of(decision)
    hidden = sorted(restricted_now([*facts["chosen"], *facts["others"]]))
    return hashlib.sha256(repr(hidden).encode()).hexdigest()[:16]


def ranking(record: dict[str, Any]) -> Table:
    pairs = [(row, True) for row in record["chosen"]]
    pairs += [(row, False) for row in record["others"]]
    restricted = restricted_now([row for row, _is_in in pairs])
    rows = []
    for nth, (row, is_in) in enumerate(pairs, start=1):
        line = row_printed(row, nth if is_in else None, restricted)
        star = {True: "*", False: ""}
        rows.append(
            [
                line.rank or "–",
                line.project,
                line.unit or "–",
                line.value + star[row["value_is_set"]],
                line.cost + star[row["cost_is_set"]],
                line.in_words,
                line.reason or "–",
            ]
        )
    return table(
        _("Prosjektene"),
        _("Kandidatene, de som er med først"),
        [
            column(_("Nr.")),
            column(_("Prosjekt")),
            column(_("Enhet")),
            column(_("Verdi"), is_number=True),
            column(_("Kostnad"), is_number=True),
            column(_("Valg")),
            column(_("Begrunnelse")),
        ],
        rows,
        row_head=1,
    )


def table(
    heading: str,
    caption: str,
    columns: list[dict[str, Any]],
    rows: list[list[str]],
    *,
    row_head: int = 0,
) -> Table:
    """`row_head` is the place of the column that names the row."""
    return {
        "heading": heading,
        "caption": caption,
        "columns": columns,
        "rows": [
            [
                {
                    "words": words,
                    "is_head": nth == row_head,
                    "is_number": columns[nth]["is_number"],
                }
                for nth, words in enumerate(row)
            ]
            for row in rows
        ],
    }


def column(words: str, *, is_number: bool = False) -> dict[str, Any]:
    return {"words": words, "is_number": is_number}


def areas(record: dict[str, Any]) -> list[Table]:
    limits = {limit["area"]: limit for limit in record["limits"]}
    rows = [
        [
            group["name"],
            str(group["count"]),
            nok(group["cost_nok"]),
            limit_words(limits.get(group["name"], {})),
        ]
        for group in record["sums"]["areas"]
    ]
    if not rows:
        return []
    return [
        table(
            _("Tjenesteområder"),
            _("Det valgte per tjenesteområde"),
            [
                column(_("Tjenesteområde")),
                column(_("Prosjekter"), is_number=True),
                column(_("Kostnad"), is_number=True),
                column(_("Grense")),
            ],
            rows,
        )
    ]


def limit_words(limit: dict[str, Any]) -> str:
    """ "minst 100 000 kr, høyst 500 000 kr"; a dash for none."""
    parts = []
    if limit.get("at_least_nok"):
        parts.append(_("minst %(sum)s") % {"sum": nok(limit["at_least_nok"])})
    if limit.get("at_most_nok"):
        parts.append(_("høyst %(sum)s") % {"sum": nok(limit["at_most_nok"])})
    return ", ".join(parts) or "–"


def kinds(record: dict[str, Any]) -> Table:
    rows = [
        [group["name"], str(group["count"]), nok(group["cost_nok"])]
        for group in record["sums"]["kinds"]
    ]
    return table(
        _("Slag"),
        _("Det valgte per slag prosjekt"),
        [
            column(_("Slag")),
            column(_("Prosjekter"), is_number=True),
            column(_("Kostnad"), is_number=True),
        ],
        rows or [[_("Ingen er valgt"), "0", nok(0)]],
    )


def quarters(record: dict[str, Any]) -> Table:
    return table(
        _("Penger og folk per kvartal"),
        _("Det valgte per kvartal"),
        [
            column(_("Kvartal")),
            column(_("Kroner"), is_number=True),
            column(_("Timer"), is_number=True),
            column(_("Årsverk"), is_number=True),
        ],
        [
            [
                str(Quarter(line["year"], line["quarter"])),
                nok(Decimal(line["nok"]).quantize(Decimal(1))),
                number(line["hours"], 0),
                number(line["man_years"]),
            ]
            for line in record["sums"]["quarters"]
        ],
    )


def goals(record: dict[str, Any]) -> list[Table]:
    rows = [
        [
            f"{line['number']} {line['text']}",
            line["plan"],
            str(line["projects"]) if line["projects"] else _("Ingen"),
        ]
        for line in record["sums"]["goals"]
    ]
    if not rows:
        return []
    return [
        table(
            _("Planmål"),
            _("Planmål, og hvor mange valgte prosjekter som svarer på dem"),
            [
                column(_("Mål")),
                column(_("Plan")),
                column(_("Prosjekter"), is_number=True),
            ],
            rows,
        )
    ]
