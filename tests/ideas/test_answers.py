"""Templates an answer begins from, and what comes after it: from the line, and from others."""

from datetime import timedelta

import pytest
from django.utils import timezone

from ideas import services
from ideas.lifecycle import OFFERED_OUTCOMES, Outcome, State
from ideas.models.answer import Improvement, ReplyTemplate, SentOnReply
from ideas.services import improvement as after
from ideas.services import reply_template as templates
from ideas.services.support import support_idea
from ideas.tasks.answers import remind_improvements
from organisation.errors import DomainError, Stale
from organisation.notices.models import Notice
from organisation.people.models import Role
from tests.factories.ideas import IdeaFactory, adviser_of, answered_idea
from tests.factories.people import PersonFactory, UnitFactory, person_as

pytestmark = pytest.mark.django_db
SILENT = type("Silent", (), {"report": lambda *_args: None})()


@pytest.fixture
def unit(alna):
    return UnitFactory(parent=alna, name="Hjemmetjenesten")


@pytest.fixture
def adviser(alna):
    return adviser_of(alna, name="Rådgiver Rø")


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("text", flat=True))


def page(client, address):
    return client.get(address).content.decode()


# Templates --------------------------------------------------------------------------------------


def test_one_press_puts_in_the_standard_set_and_an_answer_begins_from_it(as_person, adviser, unit):
    client, idea = as_person(adviser), IdeaFactory(unit=unit)
    assert "Legg inn standardmalene" in page(client, "/ideer/svarmaler/")
    for _press in range(2):
        client.post("/ideer/svarmaler/standard/")
    assert set(ReplyTemplate.objects.values_list("outcome", flat=True)) == set(OFFERED_OUTCOMES)
    assert ReplyTemplate.objects.count() == 9
    chosen = ReplyTemplate.objects.get(title="Vi har prøvd det før")

    address = f"/ideer/{idea.pk}/svar/"
    asked = {"version": idea.version, "template": chosen.pk, "use_template": "1"}
    filled = client.post(address, asked).context["form"]
    assert (filled["reply"].value(), filled["outcome"].value()) == (chosen.text, "declined")
    typed = {**asked, "outcome": "parked", "reply": "Mitt eget.", "wake_on": "2030-01-01"}
    kept = client.post(address, typed)
    assert "Skal malen stå i stedet?" in kept.content.decode()
    form = kept.context["form"]
    assert [form[name].value() for name in ("reply", "outcome", "wake_on")] == [
        "Mitt eget.",
        "parked",
        "2030-01-01",
    ]
    replaced = client.post(address, {**typed, "use_template": "overwrite"}).context["form"]
    assert (replaced["reply"].value(), replaced["outcome"].value()) == (chosen.text, "parked")

    unfinished = {"version": idea.version, "outcome": "declined", "reply": chosen.text}
    refused = client.post(address, unfinished)
    assert refused.status_code == 422
    assert "[år], [grunn]" in refused.content.decode()


def test_templates_are_kept_by_advisers_and_read_by_leaders(as_person, adviser, unit):
    client = as_person(adviser)
    fields = {"version": 1, "outcome": "declined", "title": "Nei takk", "text": "Nei."}
    client.post("/ideer/svarmaler/ny/", {**fields, "is_active": "on"})
    made = ReplyTemplate.objects.get()
    again = client.post("/ideer/svarmaler/ny/", {**fields, "is_active": "on"})
    assert "title" in again.context["form"].errors
    client.post(made.get_absolute_url(), {**fields, "text": "Nei, fordi."})
    made.refresh_from_db()
    assert (made.text, made.is_active, made.version) == ("Nei, fordi.", False, 2)
    late = client.post(made.get_absolute_url(), {**fields, "text": "Kanskje."})
    assert late.status_code == 409
    with pytest.raises(Stale):
        templates.edit_template(made, version=1, by=adviser, text="Kanskje.")
    leader = as_person(person_as(Role.MANAGER, unit))
    assert "Nei takk" in page(leader, "/ideer/svarmaler/")
    assert leader.get(made.get_absolute_url()).status_code == 403
    assert as_person(PersonFactory(unit=unit)).get(made.get_absolute_url()).status_code == 404


# The line ---------------------------------------------------------------------------------------


def test_an_improvement_goes_to_the_line_which_tells_what_it_became(as_person, adviser, unit):
    leader = person_as(Role.MANAGER, unit, name="Leder Lie")
    person_as(Role.MANAGER, unit.parent, name="Øverste Øy")
    submitter, supporter = PersonFactory(unit=unit), PersonFactory(unit=unit)
    idea = services.release_idea(IdeaFactory(by=submitter, title="Nøkkelbokser"), by=adviser)
    support_idea(idea, by=supporter)
    idea.refresh_from_db()
    client, today = as_person(adviser), timezone.localdate()
    form = client.get(f"/ideer/{idea.pk}/svar/").context["form"]
    assert form["manager"].value() == str(leader.pk)
    answer = {"version": idea.version, "outcome": "improvement", "reply": "Enheten gjør det."}
    missing = client.post(f"/ideer/{idea.pk}/svar/", answer)
    assert set(missing.context["form"].errors) == {"manager", "follow_up_on"}
    due = today + timedelta(days=20)
    client.post(f"/ideer/{idea.pk}/svar/", {**answer, "manager": leader.pk, "follow_up_on": due})
    given = Improvement.objects.get()
    assert (given.manager, given.follow_up_on, given.idea) == (leader, due, idea)

    leads = as_person(leader)
    assert f"/ideer/{idea.pk}/forbedring/" in page(leads, "/")
    assert "Leder Lie følger opp." in page(as_person(submitter), idea.get_absolute_url())
    for _night in range(2):
        remind_improvements(due.isoformat(), progress=SILENT)
    asked = [text for text in told(leader) if "Hva ble det til?" in text]
    assert len(asked) == 1
    Improvement.objects.update(follow_up_on=today - timedelta(days=1))
    assert "Leder Lie har ikke svart" in page(as_person(adviser), "/")
    assert "har ikke fortalt hva det ble til" in page(as_person(adviser), idea.get_absolute_url())

    fields = {"state": "done", "result": "Boksene henger oppe.", "version": given.version}
    assert leads.post(f"/ideer/{idea.pk}/forbedring/", fields).status_code == 302
    assert told(submitter)[-1] == "Forbedringen du foreslo er gjort: Nøkkelbokser"
    for person in (supporter, adviser):
        assert told(person)[-1] == "Forbedringen er gjort: Nøkkelbokser"
    assert "Boksene henger oppe." in page(as_person(submitter), idea.get_absolute_url())
    assert f"/ideer/{idea.pk}/forbedring/" not in page(leads, "/")
    with pytest.raises(DomainError, match="alt fortalt"):
        after.tell_result(given, "dropped", result="Nei.", version=given.version + 1, by=leader)


def test_an_improvement_moves_and_ends_when_the_idea_is_taken_up_again(adviser, unit, nabo):
    leader, other = person_as(Role.MANAGER, unit), person_as(Role.MANAGER, unit.parent)
    idea = answered_idea(adviser, Outcome.IMPROVEMENT, unit=unit)
    given = Improvement.objects.get()
    assert given.manager == leader  # the nearest, when nobody was chosen
    day = timezone.localdate() + timedelta(days=5)
    moved = after.move_improvement(given, manager=other, follow_up_on=day, version=1, by=leader)
    assert "forbedring å følge opp" in told(other)[-1]
    stranger = person_as(Role.MANAGER, nabo)
    with pytest.raises(DomainError, match="ansatt i bydelen"):
        after.move_improvement(moved, manager=stranger, follow_up_on=day, version=2, by=leader)
    services.reopen_idea(idea, reason="Det var større enn vi trodde.", by=adviser)
    given.refresh_from_db()
    assert (given.state, given.told_by) == (Improvement.State.DROPPED, adviser)
    services.answer_idea(idea, Outcome.IMPROVEMENT, reply="Likevel.", by=adviser)
    assert Improvement.objects.waiting().count() == 1


# Sent on ----------------------------------------------------------------------------------------


def test_the_reply_of_those_an_idea_was_sent_to_comes_back(as_person, adviser, unit):
    submitter = PersonFactory(unit=unit)
    long_ago = timezone.now() - timedelta(days=40)
    idea = services.answer_idea(
        IdeaFactory(by=submitter, title="Busslomma"),
        Outcome.SENT_ON,
        reply="De bestemmer over gata.",
        sent_to="Bymiljøetaten",
        at=long_ago,
        by=adviser,
    )
    client = as_person(adviser)
    assert "Bymiljøetaten har ikke svart" in page(client, "/")
    assert "Ikke noe svar ennå" in page(as_person(submitter), idea.get_absolute_url())
    today = timezone.localdate()
    fields = {"from_whom": "Bymiljøetaten", "text": "Vi bygger den i vår.", "received_on": today}
    client.post(f"/ideer/{idea.pk}/sendt-videre/", fields)
    assert SentOnReply.objects.get().recorded_by == adviser
    assert told(submitter)[-1] == "Bymiljøetaten har svart på idéen din: Busslomma"
    assert "Vi bygger den i vår." in page(as_person(submitter), idea.get_absolute_url())
    assert "har ikke svart" not in page(client, "/")
    declined = answered_idea(adviser, unit=unit)
    with pytest.raises(DomainError, match="ikke sendt videre"):
        after.record_sent_on_reply(
            declined, from_whom="Noen", text="Ja.", received_on=today, by=adviser
        )


def test_a_leader_answers_for_the_own_unit_and_the_adviser_takes_it_up_again(
    as_person, adviser, unit
):
    leader = person_as(Role.MANAGER, unit)
    idea = services.assign(IdeaFactory(unit=unit), leader, by=adviser)
    form = as_person(leader).get(f"/ideer/{idea.pk}/svar/").context["form"]
    assert [value for value, _label in form.fields["outcome"].choices] == [
        "improvement",
        "exists_already",
        "declined",
    ]
    idea = services.answer_idea(idea, Outcome.DECLINED, reply="Ikke nå.", by=leader)
    assert "Ta opp igjen" in page(as_person(adviser), idea.get_absolute_url())
    assert services.reopen_idea(idea, reason="Likevel.", by=adviser).state == State.IN_ASSESSMENT
