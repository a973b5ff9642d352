"""A sample of each kind of PDF we make; every validator reads them all (test_kinds.py).

A new kind is one line in KINDS: a function that makes what it is about in the district it gets,
and gives each paper as (template, context). Let it have all that its template can show.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from django.utils import timezone

from organisation.people.models import Unit
from tests.documents import sample

Paper = tuple[str, dict[str, Any]]


def board_case(_district: Unit) -> list[Paper]:
    return [("documents/board_case.html", sample.tidy())]


def phase_report(_district: Unit) -> list[Paper]:
    from tests.documents.test_phase_report import context

    return [("documents/phase_report.html", context())]


def campaign_poster(district: Unit) -> list[Paper]:
    from ideas.services import campaign_poster as posters
    from tests.factories.ideas import adviser_of
    from tests.factories.rooms import make_campaign

    campaign = make_campaign(district, by=adviser_of(district))
    context = posters.context_of(campaign, "https://eksempel.no/idesok/1/")
    return [(posters.TEMPLATE, context)]


def steering_meeting(district: Unit) -> list[Paper]:
    """The notice; the minutes have the same template."""
    from portfolio.models import SteeringMeeting
    from portfolio.services import steering_paper
    from tests.factories.portfolio import make_project

    meeting = SteeringMeeting.objects.create(
        project=make_project(district), number=1, starts_at=datetime(2026, 12, 1, 9, tzinfo=UTC)
    )
    item = meeting.items.create(position=1, title="Status", background="Vi er i rute.")
    return [(steering_paper.TEMPLATE, steering_paper.context_of(meeting, [item]))]


def course_proof(district: Unit) -> list[Paper]:
    """Of somebody from outside, with all it can show."""
    from incubator.pasted import Somebody
    from incubator.queries import course_proof as proofs
    from incubator.services.course_proof import order_proof
    from tests.factories.courses import held_course
    from tests.factories.ideas import adviser_of

    by = adviser_of(district)
    somebody = Somebody(None, "Ingebjørg Åsmundsdatter Øverli", "ingebjorg@frivillig.example")
    course = held_course(district, [somebody], by=by)
    order_proof(course.participations.get(), by=by)
    return [(proofs.TEMPLATE, order_proof(course.participations.get(), by=by).data)]


def funding_letters(district: Unit) -> list[Paper]:
    """A letter to one who gets money and one who does not, of an exempt case; and the report."""
    from reports.models import BoardCase
    from reports.queries import letters as rounds
    from tests.factories.letters import decided_round, with_letters
    from tests.factories.meeting import exempt
    from tests.factories.reports import director_of, secretary_of

    secretary = secretary_of(district)
    case = decided_round(district, secretary, director_of(district))
    exempt(case)
    text = rounds.granted_text() + "\n\n# Vilkår\n\n- Pengene brukes i år.\n- Send en rapport."
    with_letters(case, secretary, granted_text=text, frame_nok=80_000)
    found = rounds.letters_of(BoardCase.objects.with_text().get(pk=case.pk))
    letters = [(rounds.TEMPLATE, found.content_of(row)) for row in found.round.rows[1:]]
    return [*letters, (rounds.REPORT_TEMPLATE, found.report())]


def priority_list(_district: Unit) -> list[Paper]:
    from portfolio.queries import priority_paper
    from tests.documents.test_priority_list import record

    context = priority_paper.context_of(
        record(),
        district="Bydel Alna",
        standing="Besluttet 23.11.2026 av Bydelsdirektør",
        reason="Mest for pengene.",
        created=date(2026, 11, 23),
        checksum="ab" * 32,
    )
    return [("documents/priority_list.html", context)]


def portfolio_report(district: Unit) -> list[Paper]:
    from portfolio.models import PortfolioPaper
    from portfolio.papers.catalogue import PARTS
    from portfolio.papers.compose import context_of
    from portfolio.services.paper import TEMPLATE, Order, order_paper, wanted
    from tests.factories.portfolio import make_project
    from tests.factories.reports import director_of

    make_project(district)
    kind = PortfolioPaper.Kind.REPORT
    order = Order(kind, "Porteføljen", timezone.localdate(), [part.name for part in PARTS[kind]])
    paper = order_paper(order, district=district, by=director_of(district))
    return [(TEMPLATE, context_of(wanted(paper)))]


def meeting_papers(district: Unit) -> list[Paper]:
    """Notice, pack, minutes and an extract, of a meeting with one case."""
    from reports import meeting_papers as papers
    from reports.services.meeting_paper import KINDS as TEMPLATES
    from reports.services.meeting_paper import read_for_papers
    from tests.factories.meeting import board_of, called, case_for
    from tests.factories.reports import director_of, secretary_of

    secretary = secretary_of(district)
    board = board_of(district)
    meeting, items = called(board, secretary, case_for(board, secretary, director_of(district)))
    meeting = read_for_papers(meeting)
    contexts = {
        "notice": papers.notice_context(meeting),
        "pack": papers.pack_context(meeting, is_public=True),
        "minutes": papers.minutes_context(meeting),
        "extract": papers.extract_context(meeting, items[0]),
    }
    return [(TEMPLATES[kind][1], context) for kind, context in contexts.items()]


KINDS: dict[str, Callable[[Unit], list[Paper]]] = {
    "board_case": board_case,
    "phase_report": phase_report,
    "campaign_poster": campaign_poster,
    "steering_meeting": steering_meeting,
    "course_proof": course_proof,
    "funding_letters": funding_letters,
    "priority_list": priority_list,
    "portfolio_report": portfolio_report,
    "meeting_papers": meeting_papers,
}
