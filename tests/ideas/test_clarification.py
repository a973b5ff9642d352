"""Ideas under clarification: somebody named chooses by a day, and it shows when they do not."""

import html
import re
from datetime import timedelta

import pytest
from django.utils import timezone

from ideas import services as ideas
from ideas.lifecycle import Outcome
from ideas.models import Idea
from ideas.models.answer import Clarification
from ideas.services import clarification as services
from ideas.tasks.clarification import remind_of_clarifications
from organisation import registries
from organisation.errors import DomainError
from organisation.notices.models import Notice
from organisation.people.models import Person, Role
from tests.factories.ideas import IdeaFactory, adviser_of, answered_idea
from tests.factories.people import PersonFactory, UnitFactory, person_as

pytestmark = pytest.mark.django_db


def text_of(page):
    """What a person reads, without markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.unescape(page.content.decode())).split())


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def adviser(alna):
    return adviser_of(alna, name="Ingrid")


@pytest.fixture
def decider(alna):
    """Leads somewhere else than where the idea comes from."""
    return person_as(Role.MANAGER, UnitFactory(parent=alna), name="Kari")


@pytest.fixture
def clarified(alna, adviser, decider):
    return services.open_clarification(
        IdeaFactory(unit=alna, title="Nøkler"),
        "Prosjekt eller drift?",
        decider=decider,
        due_on=in_days(3),
        by=adviser,
    )


def waits_for(person):
    asking = Person.objects.get(pk=person.pk)  # in a request of its own
    return [row.title for row in registries.waiting_for["ideas.clarifications"](asking)]


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("text", flat=True))


def test_the_decider_is_told_reads_the_idea_and_chooses(as_person, clarified, decider, adviser):
    idea, url = clarified.idea, clarified.idea.get_absolute_url()
    assert (idea.state, idea.handler, idea.released) == ("in_assessment", adviser, False)
    assert told(decider)[0].startswith("Velg innen ")
    assert told(idea.submitter)[0].startswith("Idéen er til avklaring hos Kari til ")
    assert waits_for(decider) == ["Nøkler"]
    client = as_person(decider)
    assert "Prosjekt eller drift?" in text_of(client.get(url))
    page = client.post(
        f"{url}avklaring/velg/", {"choice": "line_task", "reason": " ", "version": 1}
    )
    assert "Skriv hvorfor du velger dette." in text_of(page)
    sent = {"choice": "line_task", "reason": "Vi har tid i januar.", "version": 1}
    assert client.post(f"{url}avklaring/velg/", sent).url == "/"
    assert waits_for(decider) == []
    assert client.get(url).status_code == 404  # it was open for the choice, and for nothing else
    assert told(adviser)[-1] == "Kari har valgt «oppgave i linjen»: Nøkler"


def test_the_answer_begins_with_what_was_chosen_and_is_still_the_advisers(
    as_person, clarified, decider, adviser
):
    services.choose(clarified, "nothing", reason="Ingen midler i år.", version=1, by=decider)
    idea = Idea.objects.get()
    client = as_person(adviser)
    for page in (f"/ideer/siling/?ide={idea.pk}", f"{idea.get_absolute_url()}svar/"):
        shown = client.get(page)
        assert shown.context["form"]["outcome"].value() == Outcome.DECLINED
        assert "Ingen midler i år." in text_of(shown)
    answer = {"reply": "Vi gjør det neste år.", "wake_on": in_days(200), "by": adviser}
    ideas.answer_idea(idea, Outcome.PARKED, **answer)
    reopened = ideas.reopen_idea(idea, reason="Nye midler", by=adviser)
    page = client.get(f"/ideer/siling/?ide={reopened.pk}")
    assert page.context["form"]["outcome"].value() is None  # advice is used up by an answer


def test_what_is_overdue_shows_to_the_adviser_and_to_those_who_steer(
    as_person, alna, clarified, adviser, decider
):
    Clarification.objects.update(due_on=in_days(-2))
    remind_of_clarifications(timezone.localdate().isoformat(), progress=None)
    remind_of_clarifications(timezone.localdate().isoformat(), progress=None)
    assert sum("over fristen" in text for text in told(adviser)) == 1
    assert sum("over fristen" in text for text in told(decider)) == 1
    director = person_as(Role.DIRECTOR, alna)
    for person, url in ((adviser, "/ideer/siling/"), (director, "/ideer/venter/")):
        page = as_person(person).get(url)
        assert "2 dager over" in text_of(page)
        assert "Kari" in text_of(page)
    vis = {"vis": "avklaring-over"}
    assert len(as_person(adviser).get("/ideer/siling/", vis).context["listing"]) == 1
    assert len(as_person(director).get("/ideer/venter/", {"vis": "avklaring"}).context["rows"]) == 1
    assert "Nøkler" not in text_of(as_person(director).get("/ideer/venter/"))


def test_it_is_one_at_a_time_and_ends_with_the_idea(as_person, clarified, adviser, decider):
    idea = Idea.objects.get()
    with pytest.raises(DomainError, match="alt til avklaring"):
        services.open_clarification(idea, "?", decider=decider, due_on=in_days(1), by=adviser)
    url = f"{idea.get_absolute_url()}avklaring/"
    client = as_person(adviser)
    assert "slipper å gjøre det" in text_of(client.get(f"{url}avlys/"))
    client.post(f"{url}avlys/")
    assert told(decider)[-1] == "Du trenger ikke velge lenger: Nøkler"
    assert client.get(f"{url}avlys/").status_code == 404
    sent = {"question": "Igjen?", "decider": decider.pk, "due_on": in_days(-1)}
    assert "Velg en dato fram i tid." in text_of(client.post(url, sent))
    place = f"?ide={idea.pk}&vis=over"
    assert client.post(url, {**sent, "due_on": in_days(1)}).status_code == 302
    assert waits_for(decider) == ["Nøkler"]
    ideas.answer_idea(idea, Outcome.DECLINED, reply="Nei.", by=adviser)
    assert waits_for(decider) == []
    assert not Clarification.objects.filter(ended_at=None).exists()
    assert list(Clarification.objects.values_list("choice", flat=True)) == ["", ""]
    taken = client.post(f"{idea.get_absolute_url()}vis/", {"siling": place})
    assert taken.url == f"/ideer/siling/{place}"


def test_who_may_be_asked(alna, nabo, adviser, decider):
    idea = IdeaFactory(unit=alna)
    for person, why in (
        (idea.submitter, "meldt inn"),
        (PersonFactory(unit=nabo), "ansatt i bydelen"),
    ):
        with pytest.raises(DomainError, match=why):
            services.open_clarification(idea, "?", decider=person, due_on=in_days(1), by=adviser)
    with pytest.raises(DomainError, match="venter ikke på svar"):
        services.open_clarification(
            answered_idea(adviser), "?", decider=decider, due_on=in_days(1), by=adviser
        )


def test_who_asks_what_we_know_of_them_is_told(clarified, adviser, decider):
    about = registries.personal_data["ideas.clarification"]
    assert list(about(adviser)) == list(about(decider)) == [clarified]
    assert list(about(clarified.idea.submitter)) == []
