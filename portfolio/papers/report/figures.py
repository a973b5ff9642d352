"""The key figures of the dashboard."""

from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.components import Figure
from organisation.web.wording import day
from portfolio.dashboard import figures, headline
from portfolio.papers.blocks import Block, facts, paragraph
from portfolio.papers.part import Part, Reading


def read(reading: Reading) -> tuple[str, list[Figure]]:
    """How things stand in a sentence, and the figures without what is the reader's own."""
    waiting = figures.waiting_of(reading.board)
    waits = _("avgjørelser venter")
    late = _("%(n)s over frist") % {"n": waiting.late}
    found = [
        replace(figure, note=late) if figure.label == waits else figure
        for figure in figures.read(reading.board, waiting)
    ]
    return headline.of_lights(reading.board.marks), found


def write(
    now: tuple[str, list[Figure]], then: tuple[str, list[Figure]] | None, since: date | None
) -> list[Block]:
    said, found = now
    if since is not None:
        said = f"{said} {_('«Før» er tallet %(day)s, der det er et annet.')}" % {"day": day(since)}
    return [paragraph(said), facts(found, then[1] if then else ())]


PART = Part(
    "nokkeltall",
    gettext_lazy("Nøkkeltall"),
    gettext_lazy("Prosjekter, avgjørelser, penger, gevinster og idéer i tall."),
    read,
    write,
)
