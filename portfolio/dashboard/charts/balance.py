"""How much is improved, how much developed, and how much is new."""

from collections import Counter

from django.utils.translation import gettext as _

from organisation.web.charts import LyingBars, Series
from organisation.web.wording import number
from portfolio.dashboard.board import Board
from portfolio.lifecycle import ProjectKind


def make(board: Board) -> LyingBars | None:
    """Operation is ideas answered *improvement*; the rest is projects by kind."""
    kinds: Counter[str] = Counter()
    for fact in board.facts:
        kinds[fact.kind] += fact.count
    improved = board.ideas.improvements
    total = improved + sum(kinds.values())
    if not total:
        return None
    ask = board.selection
    rows = [
        (
            _("Drift: forbedringer i linjen"),
            improved,
            ask.url("portfolio:behind", "ideer", vis="forbedring"),
        ),
        *(
            (
                words,
                kinds[kind],
                ask.url("portfolio:project_list", kind=kind),
            )
            for words, kind in (
                (_("Utvikling: utviklingsprosjekter"), ProjectKind.DEVELOPMENT),
                (_("Innovasjon: innovasjonsprosjekter"), ProjectKind.INNOVATION),
                (_("Innovasjon: piloter"), ProjectKind.PILOT),
            )
        ),
    ]
    return LyingBars(
        name="balanse",
        title=_("Balansen mellom drift, utvikling og innovasjon"),
        summary=_("%(n)s forbedringer og prosjekter i alt.") % {"n": total},
        heading=_("Slag"),
        categories=[words for words, _count, _url in rows],
        series=[Series(_("Antall"), [count for _words, count, _url in rows])],
        ends=[
            _("%(n)s (%(share)s %%)") % {"n": number(count), "share": round(100 * count / total)}
            for _words, count, _url in rows
        ],
        urls=[url if count else "" for _words, count, url in rows],
        caption=_(
            "Drift er idéer som er besvart med «forbedring». Resten er prosjekter etter slag."
        ),
    )
