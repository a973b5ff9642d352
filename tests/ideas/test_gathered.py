"""What other pages gather from ideas."""

import pytest

from ideas import services
from ideas.gathered import core as gathered
from ideas.lifecycle import Outcome
from organisation.people.models import Role
from organisation.registries import following, waiting_for
from tests.factories.ideas import IdeaFactory, adviser_of, answered_idea
from tests.factories.people import PersonFactory, UnitFactory, person_as

pytestmark = pytest.mark.django_db


def titles(rows):
    return [row.title for row in rows]


def test_what_waits_for_an_adviser_a_handler_and_a_submitter(alna):
    unit = UnitFactory(parent=alna)
    adviser, manager = adviser_of(alna), person_as(Role.MANAGER, unit)
    employee = PersonFactory(unit=unit)
    IdeaFactory(by=employee, title="Ny")
    services.assign(IdeaFactory(by=employee, title="Lederens"), manager, by=adviser)
    services.ask_submitter(IdeaFactory(by=employee, title="Spurt"), "Hva?", by=adviser)
    answered_idea(adviser, unit=unit, title="Besvart")
    assert titles(waiting_for["ideas.answers"](adviser)) == ["Ny"]
    assert titles(waiting_for["ideas.answers"](manager)) == ["Lederens"]
    assert titles(waiting_for["ideas.answers"](employee)) == []
    assert titles(waiting_for["ideas.questions"](employee)) == ["Spurt"]
    assert titles(gathered.counted_in_header(adviser)) == ["Ny"]
    assert gathered.counted_in_header(employee) is None


def test_one_follows_what_one_has_sent_in_alone_or_together(alna):
    friend, employee = PersonFactory(unit=alna), PersonFactory(unit=alna)
    IdeaFactory(by=employee, title="Min", co_submitters=[friend])
    IdeaFactory(unit=alna, title="En annens")
    assert [titles(following["ideas"](each)) for each in (employee, friend)] == [["Min"]] * 2


def test_search_finds_only_what_one_may_read(alna, nabo):
    idea = IdeaFactory(unit=alna, title="Nøkkelbokser")
    colleague = PersonFactory(unit=alna)
    assert list(gathered.found(idea.submitter, "nøkkelbokser")) == [idea]
    assert list(gathered.found(colleague, "nøkkelbokser")) == []
    services.answer_idea(idea, Outcome.DECLINED, reply="Fordi.", by=adviser_of(alna))
    assert list(gathered.found(colleague, "nøkkelbokser")) == [idea]
    assert list(gathered.found(PersonFactory(unit=nabo), "nøkkelbokser")) == []
    assert gathered.found_row(gathered.found(colleague, "nøkkelbokser")[0]).state == (
        "Besvart: avslått"
    )


def test_only_employees_are_offered_to_send_in_ideas(alna):
    member = person_as(Role.BOARD_MEMBER, alna, is_employee=False)
    assert titles(gathered.starts(PersonFactory(unit=alna))) == ["Meld inn en idé"]
    assert titles(gathered.starts(member)) == []
