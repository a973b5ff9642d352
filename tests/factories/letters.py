"""A funding round that has been decided, and the letters of it."""

from typing import Any

from django.utils import timezone

from organisation.people.models import Person, Unit
from organisation.web.richtext import from_plain
from reports import services
from reports.lifecycle import CaseKind, VedtakKind
from reports.models import BoardCase, LetterSet
from reports.queries.letters import unwritten
from reports.services import data
from reports.services.letters import EDITED, save_letters
from tests.factories.reports import case_in, put_on_agenda, write

TABLE = """Søker;Tiltak;Søkt;Innvilget;Begrunnelse
Furuset vel;Hagedag;30 000;20 000 kr;Treffer mange barn.
Alnaelvas Venner;Rydding;45 000;45 000;Bra for elva.
Tveita seniorer;Tur til Sverige;60 000;0;Reiser får ikke støtte."""


def draft_round(
    unit: Unit, by: Person, *, table: str = TABLE, title: str = "Grønne tiltak", **facts: Any
) -> BoardCase:
    """A case about a round, its ranking pasted in; nobody has approved it."""
    case = case_in(unit, by, kind=CaseKind.FUNDING_ROUND, title=title, **facts)
    section = case.sections.get(block="ranking")
    params = {"caption": "Søkerne", "typed": table}
    data.save_data(
        section,
        heading=section.heading,
        level=section.level,
        params=params,
        version=section.version,
        by=by,
    )
    return write(BoardCase.objects.get(pk=case.pk), by)


def approved_round(unit: Unit, by: Person, director: Person, **facts: Any) -> BoardCase:
    case = services.send_to_quality_check(draft_round(unit, by, **facts), by=by)
    return services.approve_case(case, by=director)


def decide(case: BoardCase, by: Person, *, kind: str = VedtakKind.AS_PROPOSED) -> BoardCase:
    """Every committee meets today, and the last one answers."""
    put_on_agenda(case, by)
    for stop in BoardCase.objects.with_text().get(pk=case.pk).saksgang():
        services.give_number(stop, by=by)
        if stop.decides:
            services.record_vedtak(
                stop,
                kind=kind,
                text=from_plain("Fordelingen godkjennes."),
                decided_on=timezone.localdate(),
                by=by,
            )
    return BoardCase.objects.with_text().get(pk=case.pk)


def decided_round(unit: Unit, by: Person, director: Person, **facts: Any) -> BoardCase:
    return decide(approved_round(unit, by, director, **facts), by)


def with_letters(case: BoardCase, by: Person, **written: Any) -> LetterSet:
    """The letters as the form suggests them, with what `written` says otherwise."""
    case = BoardCase.objects.with_text().get(pk=case.pk)
    begun = unwritten(case)
    values = {name: getattr(begun, name) for name in EDITED} | written
    there = LetterSet.objects.filter(case=case).first()
    return save_letters(case, version=there.version if there else 1, by=by, **values)
