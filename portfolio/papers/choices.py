"""What one may choose when a paper is ordered: days, years, tertials and parts."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from organisation import registries
from organisation.days import ends_before
from organisation.people.models import Person
from organisation.web.wording import day
from portfolio.models.paper import PaperKind
from portfolio.papers.catalogue import PARTS
from portfolio.papers.sheets.catalogue import ALL

MEETINGS, MONTHS, TERTIALS, YEARS = 8, 12, 6, 5
OTHER = "annen"  # a day that is in no list
Text = str | Promise


@dataclass(frozen=True)
class Offer:
    """A part one may choose."""

    name: str
    title: Text
    about: Text


def offers(kind: PaperKind) -> list[Offer]:
    """The parts of a kind of paper, in their usual order."""
    if kind == PaperKind.WORKBOOK:
        return [Offer(sheet.name, sheet.title, sheet.about) for sheet in ALL]
    return [Offer(part.name, part.title, part.about) for part in PARTS[kind]]


def day_choices(person: Person, today: date, first: date | None) -> list[Any]:
    """Days worth looking at, in groups: today, board meetings, ends of tertials and of months."""
    met = {
        (on, words)
        for meetings in registries.board_meetings
        for on, words in meetings(person)
        if on < today
    }
    ends = ends_before(today, months=MONTHS, tertials=TERTIALS)
    tertials = [(on, tertial_words(on)) for on, is_tertial in ends if is_tertial][:TERTIALS]
    months = [(on, day(on)) for on, is_tertial in ends if not is_tertial]
    groups = (
        (_("Møter i bydelsutvalget"), sorted(met, reverse=True)[:MEETINGS]),
        (_("Utgangen av et tertial"), tertials),
        (_("Utgangen av en måned"), months),
    )
    return [
        (today.isoformat(), _("I dag, %(day)s") % {"day": day(today)}),
        *(
            (label, kept)
            for label, days in groups
            if (kept := [(on.isoformat(), words) for on, words in known(days, first)])
        ),
        (OTHER, _("En annen dag")),
    ]


def known(days: Iterable[tuple[date, str]], first: date | None) -> list[tuple[date, str]]:
    """Those that the history reaches."""
    return [(on, words) for on, words in days if first is not None and on >= first]


def tertial_words(on: date) -> str:
    return _("%(n)s. tertial %(year)s, %(day)s") % {
        "n": (on.month - 1) // 4 + 1,
        "year": on.year,
        "day": day(on),
    }


def tertial_choices(today: date, first: date | None) -> list[tuple[str, str]]:
    """The tertial that runs, as it stands, and those that are over; the value is the day."""
    ends = [on for on, is_tertial in ends_before(today, months=0, tertials=TERTIALS) if is_tertial]
    running = _("%(n)s. tertial %(year)s, til og med i dag") % {
        "n": (today.month - 1) // 4 + 1,
        "year": today.year,
    }
    over = known([(on, tertial_words(on)) for on in ends], first)
    return [(today.isoformat(), running), *((on.isoformat(), words) for on, words in over)]


def year_choices(today: date, first: date | None) -> list[tuple[str, str]]:
    """This year as it stands, and the years before; the value is the last day."""
    before = [date(today.year - back, 12, 31) for back in range(1, YEARS)]
    over = known([(on, str(on.year)) for on in before], first)
    running = _("%(year)s, til og med i dag") % {"year": today.year}
    return [(today.isoformat(), running), *((on.isoformat(), words) for on, words in over)]
