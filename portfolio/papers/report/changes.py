"""What has changed between the two days, with who and why."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.audit.tracking import moment_of
from organisation.web.wording import day, number
from portfolio.papers.blocks import Block, of_n, paragraph, table
from portfolio.papers.part import Part, Reading
from portfolio.queries import changes

MOST = 30  # projects told in full
LINES = 6  # of one project


@dataclass(frozen=True)
class Changes:
    """How many projects changed in each way, and the lines of those that did last."""

    counts: list[tuple[str, int]]
    rows: list[list[Any]]
    shown: int
    total: int


def read(reading: Reading) -> Changes | None:
    if reading.since is None:
        return None
    start, end = moment_of(reading.since), moment_of(reading.on)
    chosen = {pk for fact in reading.board.facts for pk in fact.pks}
    changed = [
        each
        for each in changes.changed_projects(reading.person, start, end)
        if each.project in chosen
    ]
    counts = changes.count_by_kind(changed)
    told = changes.stories(reading.person, changed[:MOST], start, end)
    return Changes(
        [(str(changes.KINDS[name]), count) for name, count in counts.items() if count],
        [row for story in told for row in rows_of(story)],
        len(told),
        len(changed),
    )


def rows_of(story: changes.Story) -> list[list[Any]]:
    """A row for each of the first lines; the project stands on all, so that each reads alone."""
    name = f"{story.project.title}, {story.project.number}"
    return [
        [
            name,
            f"{line.label} {line.what}".strip(),
            line.before or "–",
            line.after or "–",
            ": ".join(part for part in (line.who, line.why) if part) or "–",
        ]
        for line in story.lines[:LINES]
    ]


def write(now: Changes | None, then: Any, since: date | None) -> list[Block]:
    if now is None or since is None or not now.total:
        return [paragraph(_("Ingenting er endret i disse prosjektene."))]
    said = _("%(n)s prosjekter er endret siden %(day)s.") % {
        "n": number(now.total),
        "day": day(since),
    }
    return [
        paragraph(said),
        table(
            _("Prosjekter etter hva som er endret"),
            [_("Hva"), _("Prosjekter")],
            [[name[:1].upper() + name[1:], number(count)] for name, count in now.counts],
            figures=(1,),
        ),
        table(
            _("Endringene, de siste først"),
            [_("Prosjekt"), _("Hva"), _("Før"), _("Nå"), _("Hvem og hvorfor")],
            now.rows,
            note=of_n(now.shown, now.total),
        ),
    ]


PART = Part(
    "endringer",
    gettext_lazy("Hva er endret"),
    gettext_lazy("Nye, stoppede og avsluttede prosjekter, faser, lys, folk, penger og datoer."),
    read,
    write,
    is_wide=True,
    compares=True,
)
