"""Who follows a project, what they hear, and what is new on its page."""

import pytest

from ideas.services.support import support_idea
from organisation.notices.models import Notice
from organisation.people.models import Person
from portfolio import services
from portfolio.services import milestone as milestones
from portfolio.services.follow import follow_project, followers_of, unfollow_project
from tests.factories.ideas import IdeaFactory
from tests.factories.people import PersonFactory, UnitFactory
from tests.factories.portfolio import make_project, pass_gate
from tests.factories.status import make_report

pytestmark = pytest.mark.django_db


@pytest.fixture
def project(alna):
    return make_project(alna, title="Digitalt tilsyn")


def heard(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("text", flat=True))


def test_followers_hear_of_milestones_and_decisions_once_and_those_of_the_idea_too(project, alna):
    author, friend, follower, stranger = (PersonFactory(unit=alna) for _nth in range(4))
    idea = IdeaFactory(unit=project.unit, by=author)
    type(idea).objects.filter(pk=idea.pk).update(released=True)
    idea.refresh_from_db()
    support_idea(idea, by=friend)
    type(project).objects.filter(pk=project.pk).update(origin_idea=idea)
    project.refresh_from_db()
    for person in (follower, author):
        follow_project(project, by=person)
    follow_project(project, by=follower)
    assert {each.pk for each in followers_of(project)} == {author.pk, friend.pk, follower.pk}

    before = {each.pk: len(heard(each)) for each in (author, friend, follower)}
    made = milestones.add_milestone(project, what="Prøvd i to hus", due=None, by=project.leader)
    milestones.reach_milestone(made, by=project.leader)
    pass_gate(project)
    for person in (author, friend, follower):
        first, second = heard(person)[before[person.pk] :]
        assert "Prøvd i to hus" in first
        assert second == "BP1 Digitalt tilsyn er avgjort: gå videre"
    assert heard(stranger) == []

    unfollow_project(project, by=follower)
    project = type(project).objects.get(pk=project.pk)
    services.restrict_project(
        project, reason="Få", legal_basis="offl. § 13", version=project.version, by=project.owner
    )
    assert followers_of(type(project).objects.get(pk=project.pk)) == []


def test_the_page_says_what_is_new_and_lets_one_follow(
    project, alna, as_person, django_assert_max_num_queries
):
    project = pass_gate(project)
    make_report(project)
    reader = PersonFactory(unit=UnitFactory(parent=alna))
    client = as_person(reader)
    address = project.get_absolute_url()
    client.post(f"{address}folg/")
    assert "Du får vite om milepæler" in client.get(address).content.decode()
    with django_assert_max_num_queries(12):
        page = client.get(address)
    assert {event.title for event in page.context["latest"]} == {
        "Statusrapport levert: på plan",
        "BP1: gå videre",
    }
    knots = [(knot.kind, knot.mark) for knot in page.context["strip"]]
    assert knots[:3] == [("BP1", "done"), ("BP2", "now"), ("BP3", "next")]
    assert "Slutt å følge" in page.content.decode()
    assert "Du følger det" in client.get("/").content.decode()
    client.post(f"{address}folg/", {"way": "off"})
    assert not Person.objects.filter(followed_projects__project=project).exists()
