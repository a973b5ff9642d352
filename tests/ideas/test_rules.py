"""Who may what with ideas; lists and rules always agree."""

import random

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from ideas import services
from ideas.lifecycle import Outcome
from ideas.models import Idea, IdeaFile, IdeaSettings, Visibility
from ideas.models.idea import CHOSEN_LOGGED_IN
from ideas.rules import core
from organisation.people.models import Role, RoleGrant
from tests.factories.ideas import IdeaFactory, adviser_of, answered_idea
from tests.factories.people import PersonFactory, UnitFactory, person_as

pytestmark = pytest.mark.django_db

MATRIX = {
    "ideas.submit_idea": {"author", "together", "colleague", "adviser", "manager", "neighbour"},
    "ideas.triage": {"adviser"},
    "ideas.view_idea": {"author", "together", "adviser"},
    "ideas.view_submitter": {"author", "together", "adviser"},
    "ideas.edit_idea": {"author", "together"},
    "ideas.reply_idea": {"author", "together"},
    "ideas.withdraw_idea": {"author", "together"},
    "ideas.triage_idea": {"adviser"},
    "ideas.answer_idea": {"adviser"},
    "ideas.release_idea": {"adviser"},
    "ideas.reopen_idea": {"adviser"},
    "ideas.view_campaign": {
        "author",
        "together",
        "colleague",
        "adviser",
        "manager",
        "administrator",
        "board",
    },
    "ideas.view_challenge": {"author", "together", "colleague", "adviser", "manager"},
    "ideas.view_settings": {
        "author",
        "together",
        "colleague",
        "adviser",
        "manager",
        "administrator",
        "board",
    },
    "ideas.change_settings": {"adviser", "administrator"},
}


@pytest.fixture
def people(alna, nabo):
    unit = UnitFactory(parent=alna)
    return {
        "author": PersonFactory(unit=unit),
        "together": PersonFactory(unit=alna),
        "colleague": PersonFactory(unit=unit),
        "adviser": adviser_of(alna),
        "manager": person_as(Role.MANAGER, unit),
        "administrator": person_as(Role.ADMINISTRATOR, alna, is_employee=False),
        "board": person_as(Role.BOARD_MEMBER, alna, is_employee=False),
        "neighbour": PersonFactory(unit=nabo),
    }


@pytest.fixture
def idea(people):
    return IdeaFactory(
        by=people["author"], co_submitters=[people["together"]], visibility=Visibility.HIDDEN
    )


def test_who_may_do_what_with_a_new_hidden_idea(people, idea):
    assert {
        permission: {name for name, p in people.items() if p.has_perm(permission, idea)}
        for permission in MATRIX
    } == MATRIX


def test_every_permission_is_in_the_matrix():
    assert set(MATRIX) == set(core.PERMISSIONS)


def test_an_answer_opens_the_idea_and_the_name(people, idea):
    idea = services.answer_idea(idea, Outcome.DECLINED, reply="Fordi.", by=people["adviser"])
    seers = {name for name, person in people.items() if person.has_perm("ideas.view_idea", idea)}
    assert seers == {"author", "together", "colleague", "adviser", "manager"}
    assert people["colleague"].has_perm("ideas.view_submitter", idea)


def test_an_adviser_does_not_answer_an_idea_of_their_own(alna):
    adviser = adviser_of(alna)
    idea = IdeaFactory(by=adviser)
    assert not adviser.has_perm("ideas.answer_idea", idea)
    assert adviser_of(alna).has_perm("ideas.answer_idea", idea)


def test_lists_and_rules_agree_for_random_people_and_ideas(alna, nabo):
    chance = random.Random(20261123)
    units = [alna, nabo]
    for _nth in range(6):
        units.append(UnitFactory(parent=chance.choice(units)))
    people = [
        PersonFactory(unit=chance.choice(units), is_employee=chance.random() < 0.8)
        for _nth in range(14)
    ]
    for person in people:
        for _nth in range(chance.randint(0, 2)):
            RoleGrant.objects.get_or_create(
                person=person, unit=chance.choice(units), role=chance.choice(Role.values)
            )
    for _nth in range(24):
        idea = IdeaFactory(
            by=chance.choice(people),
            unit=chance.choice(units),
            co_submitters=chance.sample(people, chance.randint(0, 2)),
            visibility=chance.choice(CHOSEN_LOGGED_IN),
        )
        Idea.objects.filter(pk=idea.pk).update(handler=chance.choice([*people, None, None]))
        match chance.randint(0, 4):
            case 0:
                services.release_idea(idea, by=people[0])
            case 1:
                services.answer_idea(idea, Outcome.DECLINED, reply="Fordi.", by=people[0])
            case 2:
                services.withdraw_idea(idea, by=people[0])
    gone = PersonFactory(unit=alna, role=Role.ADVISER, is_active=False)
    for person in [*people, gone]:
        rule = {idea.pk for idea in Idea.objects.all() if person.has_perm("ideas.view_idea", idea)}
        assert set(Idea.objects.visible_to(person).values_list("pk", flat=True)) == rule


def test_settings_are_listed_for_those_who_may_see_them(alna, nabo):
    by = PersonFactory(unit=alna)
    for unit in (alna, nabo):
        services.save_settings(unit, answer_days=5, release_at_once=False, version=0, by=by)
    people = [by, PersonFactory(unit=nabo), PersonFactory(unit=alna, is_active=False)]
    for person in people:
        rule = {
            row for row in IdeaSettings.objects.all() if person.has_perm("ideas.view_settings", row)
        }
        assert set(IdeaSettings.objects.visible_to(person)) == rule


def test_a_file_is_read_by_those_who_may_read_the_idea(people, idea):
    services.attach(idea, [SimpleUploadedFile("a.txt", b"tekst")], by=people["author"])
    file = IdeaFile.objects.get().file
    readers = {name for name, p in people.items() if p.has_perm("files.view_storedfile", file)}
    assert readers == {"author", "together", "adviser"}


def test_an_answered_idea_is_nobodys_secret_in_its_district(alna, nabo):
    idea = answered_idea(adviser_of(alna))
    assert PersonFactory(unit=alna).has_perm("ideas.view_idea", idea)
    assert not PersonFactory(unit=nabo).has_perm("ideas.view_idea", idea)
