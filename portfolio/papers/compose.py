"""A paper put together: read on its day and on the day it is compared with, then written."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.http import HttpRequest, QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import as_of
from organisation.people.models import Person, Unit
from organisation.web.wording import day, long_day, number
from portfolio.dashboard import headline
from portfolio.dashboard.board import Board
from portfolio.dashboard.selection import Selection
from portfolio.models.paper import PaperKind
from portfolio.papers.catalogue import parts_named
from portfolio.papers.part import Part, Reading

SCHEMA = 1


@dataclass(frozen=True)
class Wanted:
    """What somebody asks for. `query` is the filters as the dashboard has them in its address."""

    kind: PaperKind
    title: str
    as_of: date
    compared_with: date | None
    query: str
    parts: tuple[str, ...]
    intro: str
    district: Unit
    by: Person


@contextmanager
def shown_day(on: date) -> Iterator[None]:
    """Every queryset inside shows the end of `on`; what stands now when that is today."""
    if on >= timezone.localdate():
        with transaction.atomic():
            yield
    else:
        with as_of(on):
            yield


def asking(person: Person, query: str) -> Any:
    """A request for the dashboard with these filters, as the selection reads one."""
    request = HttpRequest()
    request.GET = QueryDict(query)
    request.user = person
    return request


def reading_of(person: Person, query: str, on: date, district: Unit, since: date | None) -> Reading:
    """What the parts read from; evaluate it inside `shown_day(on)`."""
    return Reading(Board(Selection(asking(person, query), on=on)), district, since)


@dataclass
class Read:
    """What the parts read on one day, and what of the portfolio that was."""

    of_parts: dict[str, Any]
    filters: list[list[str]]
    hidden: list[str]
    projects: int
    unknown: list[str]  # filters that meant nothing on the day


def read_on(on: date, wanted: Wanted, parts: Sequence[Part], since: date | None) -> Read:
    """Everything the parts ask for on one day. Roles are today's, and are read before."""
    person = Person.objects.get(pk=wanted.by.pk)
    _grants = person.grants
    with shown_day(on):
        reading = reading_of(person, wanted.query, on, wanted.district, since)
        board = reading.board
        return Read(
            of_parts={part.name: part.read(reading) for part in parts},
            filters=chosen_words(board.selection),
            hidden=headline.hidden(board),
            projects=len(board.facts),
            unknown=[each.label for each in board.selection.ignored],
        )


def chosen_words(selection: Selection) -> list[list[str]]:
    """Each filter in use with the words of its values."""
    found: dict[str, list[str]] = {}
    for chip in selection.chips:
        found.setdefault(chip.label, []).append(chip.words)
    return [[label, ", ".join(words)] for label, words in found.items()]


def context_of(wanted: Wanted) -> dict[str, Any]:
    """The whole paper as plain data for `documents/portfolio_report.html` and for Word."""
    parts = [
        part
        for part in parts_named(wanted.kind, wanted.parts)
        if wanted.compared_with or not part.compares
    ]
    now = read_on(wanted.as_of, wanted, parts, wanted.compared_with)
    then = None
    if wanted.compared_with:
        then = read_on(wanted.compared_with, wanted, parts, None)
    remarks = [f"{each}." for each in now.hidden]
    if then is not None and then.unknown:
        # Without the filter all projects would be compared with some.
        remarks.append(
            _("Kan ikke sammenlignes med %(day)s: utvalget etter %(names)s fantes ikke da.")
            % {"day": day(wanted.compared_with), "names": ", ".join(then.unknown).lower()}
        )
        then = None
    return {
        "language": "nb",
        "letterhead": {
            "municipality": wanted.district.name,
            "kind": str(PaperKind(wanted.kind).label)
            if wanted.kind != PaperKind.PIECES
            else _("Virksomhetsrapportering"),
        },
        "title": wanted.title,
        "head": head_of(wanted, now, then),
        "remarks": remarks,
        "intro": wanted.intro,
        "parts": [
            {
                "id": f"del-{nth}",
                "name": part.name,
                "number": str(nth),
                "heading": str(part.title),
                "is_wide": part.is_wide,
                "blocks": part.write(
                    now.of_parts[part.name],
                    then.of_parts[part.name] if then else None,
                    wanted.compared_with if then else None,
                ),
            }
            for nth, part in enumerate(parts, start=1)
        ],
        "meta": {
            "author": wanted.district.name,
            "description": f"{wanted.title}, {day(wanted.as_of)}",
            "keywords": [str(_("portefølje")), str(PaperKind(wanted.kind).label).lower()],
            "created": wanted.as_of.isoformat(),
        },
    }


def head_of(wanted: Wanted, now: Read, then: Read | None) -> list[list[str]]:
    """The facts on the front page, each with its label."""
    head = [[_("Slik det sto"), long_day(wanted.as_of)]]
    if then is not None:
        head.append([_("Sammenlignet med"), long_day(wanted.compared_with)])
    for label, words in now.filters:
        head.append([label, words])
    head.append([_("Prosjekter"), number(now.projects)])
    head.append([_("Laget av"), wanted.by.name])
    return head


def for_word(context: dict[str, Any]) -> dict[str, Any]:
    """The same paper in the shape `docx_of` takes: one row of blocks, each part with a heading."""
    blocks: list[dict[str, Any]] = []
    if context["intro"]:
        blocks.append({"kind": "section", "html": context["intro"]})
    if context["remarks"]:
        blocks.append({"kind": "text", "html": "", "note": " ".join(context["remarks"])})
    for part in context["parts"]:
        blocks.append(
            {"kind": "section", "heading": part["heading"], "number": part["number"], "level": 2}
        )
        blocks += [{"level": 3, **block} for block in part["blocks"]]
    return {**context, "blocks": blocks, "short_title": context["title"]}
