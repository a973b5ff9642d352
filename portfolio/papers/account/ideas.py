"""Ideas of the year beside the year before: how many came, were answered, and in time."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.lifecycle import Outcome
from ideas.models.idea import IdeaAnswer
from organisation.web.wording import number
from portfolio.dashboard import ideas
from portfolio.dashboard.spans import Median, days_in
from portfolio.papers.blocks import Block, paragraph, table
from portfolio.papers.part import Part, Reading


@dataclass(frozen=True)
class YearOfIdeas:
    """Counts by year; `days` is the median from an idea came to its first answer."""

    year: int
    counts: dict[int, dict[str, Any]]
    outcomes: Counter[str]


def read(reading: Reading) -> YearOfIdeas:
    """Two queries, of the ideas the reader may see; withdrawn ones are not counted."""
    seen = ideas.seen(reading.board)
    counts = {}
    for year in (reading.year - 1, reading.year):
        answered = Q(first_answered_at__year=year)
        counts[year] = seen.aggregate(
            came=Count("pk", filter=Q(submitted_at__year=year)),
            answered=Count("pk", filter=answered),
            in_time=Count("pk", filter=answered & Q(first_answered_at__date__lte=F("promised_by"))),
            took=Median(F("first_answered_at") - F("submitted_at"), filter=answered),
        )
    given = (
        IdeaAnswer.objects.filter(idea__in=seen, answered_at__year=reading.year)
        .order_by()
        .values("outcome")
        .annotate(n=Count("idea", distinct=True))
    )
    return YearOfIdeas(reading.year, counts, Counter({row["outcome"]: row["n"] for row in given}))


def write(now: YearOfIdeas, then: Any, since: date | None) -> list[Block]:
    last, this = now.counts[now.year - 1], now.counts[now.year]

    def days(row: dict[str, Any]) -> str:
        return number(days_in(row["took"])) if row["took"] is not None else "–"

    rows = [
        [_("Kom inn"), number(last["came"]), number(this["came"])],
        [_("Fikk svar"), number(last["answered"]), number(this["answered"])],
        [_("Fikk svar innen fristen vi lovet"), number(last["in_time"]), number(this["in_time"])],
        [_("Dager til svar, midterste verdi"), days(last), days(this)],
    ]
    blocks = [
        paragraph(
            _("%(came)s idéer kom inn i %(year)s, og %(answered)s fikk svar.")
            % {
                "came": number(this["came"]),
                "answered": number(this["answered"]),
                "year": now.year,
            }
        ),
        table(_("Idéer"), [_("Hva"), str(now.year - 1), str(now.year)], rows, figures=(1, 2)),
    ]
    if now.outcomes:
        blocks.append(
            table(
                _("Svarene i %(year)s") % {"year": now.year},
                [_("Svar"), _("Idéer")],
                [
                    [outcome.label, number(now.outcomes[outcome])]
                    for outcome in Outcome
                    if now.outcomes[outcome]
                ],
                figures=(1,),
            )
        )
    return blocks


PART = Part(
    "ideer",
    gettext_lazy("Idéer"),
    gettext_lazy("Hvor mange som kom og fikk svar, og hva de ble til."),
    read,
    write,
)
