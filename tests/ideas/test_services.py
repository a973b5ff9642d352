from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connections, transaction

from ideas import services
from ideas.lifecycle import Outcome, State
from ideas.models import Idea, IdeaAnswer, IdeaSettings
from ideas.tasks import wake_parked
from organisation.drafts.models import Draft
from organisation.errors import DomainError, Stale, StepRefused
from organisation.jobs.models import Job
from organisation.notices.models import Notice
from organisation.people.models import Role
from tests.factories.ideas import IdeaFactory, adviser_of, answered_idea
from tests.factories.people import PersonFactory, UnitFactory, person_as

pytestmark = pytest.mark.django_db


def told(person):
    return list(Notice.objects.filter(person=person).order_by("pk").values_list("text", flat=True))


# Sending in -------------------------------------------------------------------------------------


def test_numbers_run_per_district_and_year(alna, nabo):
    new_year = datetime(2027, 1, 2, 9, tzinfo=UTC)
    old_year = datetime(2026, 12, 30, 9, tzinfo=UTC)
    numbers = [
        IdeaFactory(unit=unit, at=at).number
        for unit, at in [
            (alna, old_year),
            (alna, old_year),
            (nabo, old_year),
            (alna, new_year),
        ]
    ]
    assert numbers == ["2026-001", "2026-002", "2026-001", "2027-001"]


def test_the_promise_follows_the_nearest_unit_with_settings(alna):
    department = UnitFactory(parent=alna)
    unit = UnitFactory(parent=department)
    by = PersonFactory(unit=alna)
    monday = datetime(2026, 11, 23, 9, tzinfo=UTC)
    assert IdeaFactory(unit=unit, at=monday).promised_by == date(2026, 12, 7)
    services.save_settings(alna, answer_days=20, release_at_once=False, version=0, by=by)
    services.save_settings(department, answer_days=5, release_at_once=True, version=0, by=by)
    below = IdeaFactory(unit=unit, at=monday)
    assert (below.promised_by, below.released) == (date(2026, 11, 30), True)
    assert IdeaFactory(unit=alna, at=monday).promised_by == date(2026, 12, 21)


def test_an_idea_sent_late_in_the_evening_counts_from_the_day_in_oslo(alna):
    late_sunday_in_utc = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert IdeaFactory(unit=alna, at=late_sunday_in_utc).promised_by == date(2026, 12, 7)


def test_the_same_form_sent_twice_is_one_idea_and_takes_one_number(alna):
    token, by = uuid4(), PersonFactory(unit=alna)
    first = IdeaFactory(by=by, title="Nøkkelbokser", form_token=token)
    assert IdeaFactory(by=by, title="Nøkkelbokser", form_token=token) == first
    assert IdeaFactory(by=by, title="En annen").number.endswith("-002")


def test_a_form_gone_back_to_and_filled_in_anew_is_a_new_idea(alna):
    token, by = uuid4(), PersonFactory(unit=alna)
    IdeaFactory(by=by, title="Nøkkelbokser", form_token=token)
    IdeaFactory(by=by, title="Noe helt annet", form_token=token)
    assert Idea.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_moment_are_one_idea(alna):
    token, by = uuid4(), PersonFactory(unit=alna)

    def send(_nth):
        try:
            return services.submit_idea(
                need="Behov", title="Tittel", unit=by.unit, by=by, form_token=token
            ).pk
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(send, range(4)))) == 1
    assert Idea.objects.count() == 1


def test_advisers_and_co_submitters_are_told_of_a_new_idea(alna):
    unit = UnitFactory(parent=alna, name="Hjemmetjenesten")
    adviser, friend = adviser_of(alna), PersonFactory(unit=unit)
    other_adviser = adviser_of(UnitFactory(parent=alna))
    by = PersonFactory(unit=unit)
    IdeaFactory(by=by, title="Nøkkelbokser", co_submitters=[friend, by])
    assert told(adviser) == ["Ny idé fra Hjemmetjenesten: Nøkkelbokser"]
    assert told(friend) == ["Du står som medinnmelder på idéen Nøkkelbokser"]
    assert told(by) == told(other_adviser) == []


def test_what_is_told_goes_out_by_a_job(alna):
    adviser_of(alna)
    IdeaFactory(unit=alna)
    assert list(Job.objects.values_list("kind", "queue")) == [("notices.send", "mail")]


def test_attachments_are_kept_with_the_idea(alna):
    upload = SimpleUploadedFile("liste.txt", b"Vaktliste\n", "text/plain")
    idea = IdeaFactory(unit=alna, uploads=[upload])
    assert [str(attachment) for attachment in idea.attachments.all()] == ["liste.txt"]


# Changing ---------------------------------------------------------------------------------------


def test_the_text_may_be_changed_until_somebody_begins_to_assess_it(alna):
    idea = IdeaFactory(unit=alna)
    idea = services.revise_idea(idea, {"title": "Ny"}, version=1, by=idea.submitter)
    assert (idea.title, idea.version) == ("Ny", 2)
    with pytest.raises(Stale):
        services.revise_idea(idea, {"title": "Gammel"}, version=1, by=idea.submitter)
    services.take_on(idea, by=adviser_of(alna))
    with pytest.raises(DomainError, match="Vurderingen er startet"):
        services.revise_idea(idea, {"title": "For sent"}, version=3, by=idea.submitter)


def test_a_handler_steers_the_unit_and_has_no_part_in_the_idea(alna):
    unit, elsewhere = UnitFactory(parent=alna), UnitFactory(parent=alna)
    adviser, manager = adviser_of(alna), person_as(Role.MANAGER, unit)
    idea = IdeaFactory(unit=unit, co_submitters=[own := person_as(Role.MANAGER, unit)])
    idea = services.assign(idea, manager, by=adviser)
    assert idea.handler == manager
    assert told(manager) == [f"Du er satt til å behandle idéen {idea.title}"]
    for nobody in (person_as(Role.MANAGER, elsewhere), PersonFactory(unit=unit), own):
        with pytest.raises(DomainError, match="rådgiver eller leder"):
            services.assign(idea, nobody, by=adviser)


# Questions --------------------------------------------------------------------------------------


def test_a_question_stops_the_clock_until_it_is_answered(alna):
    adviser = adviser_of(alna)
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False) as clock:
        idea = IdeaFactory(unit=alna)
        services.ask_submitter(idea, "Hvor ofte?", by=adviser)
        clock.move_to(datetime(2026, 12, 14, 9, tzinfo=UTC))
        idea.refresh_from_db()
        assert not idea.is_overdue(date(2026, 12, 14))
        idea = services.answer_question(idea, "Hver dag.", by=idea.submitter)
    assert (idea.state, idea.handler) == (State.IN_ASSESSMENT, adviser)
    assert (idea.paused_days, idea.promised_by) == (15, date(2026, 12, 29))
    assert told(idea.submitter) == [f"Spørsmål om idéen din: {idea.title}"]
    assert told(adviser)[-1] == f"Spørsmålet ditt er besvart: {idea.title}"


# Answers ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outcome", "missing"),
    [
        (Outcome.PARKED, "Velg datoen"),
        (Outcome.EXISTS_ALREADY, "Skriv lenken"),
        (Outcome.SENT_ON, "Skriv hvem"),
        ("", "Velg hva som skjer"),
    ],
)
def test_an_outcome_says_what_it_needs_and_nothing_is_changed(alna, outcome, missing):
    idea = IdeaFactory(unit=alna)
    with pytest.raises(StepRefused, match=missing):
        services.answer_idea(idea, outcome, reply="Fordi.", by=adviser_of(alna))
    idea.refresh_from_db()
    assert (idea.state, idea.outcome, idea.version) == (State.SUBMITTED, "", 1)


def test_a_park_date_lies_ahead(alna):
    with pytest.raises(DomainError, match="fram i tid"):
        answered_idea(adviser_of(alna), Outcome.PARKED, answer={"wake_on": date(2020, 1, 1)})


def test_an_answer_opens_the_idea_for_colleagues_and_tells_all_who_have_it(alna):
    friend = PersonFactory(unit=alna)
    idea = answered_idea(adviser_of(alna), Outcome.IMPROVEMENT, co_submitters=[friend])
    words = f"Idéen din er besvart (forbedring i linjen): {idea.title}"
    assert idea.released
    assert told(idea.submitter) == [words]
    assert told(friend)[-1] == words


def test_an_answer_lets_go_of_its_draft(alna):
    adviser, idea = adviser_of(alna), IdeaFactory(unit=alna)
    Draft.objects.create(person=adviser, form="ideas.answer", object_ref=str(idea.pk))
    services.answer_idea(idea, Outcome.DECLINED, reply="Fordi.", by=adviser)
    assert not Draft.objects.exists()


def test_the_second_of_two_advisers_is_told_who_answered_what(alna):
    first, second = adviser_of(alna, name="Ingrid"), adviser_of(alna)
    idea = IdeaFactory(unit=alna)
    services.answer_idea(idea, Outcome.DECLINED, reply="Nei, fordi.", by=first)
    with pytest.raises(Stale, match="Ingrid har alt svart «Avslått»"):
        services.answer_idea(idea, Outcome.IMPROVEMENT, reply="Ja.", by=second)
    assert IdeaAnswer.objects.get().reply == "Nei, fordi."


def test_a_given_answer_never_changes(alna):
    answered_idea(adviser_of(alna))
    with pytest.raises(Exception, match=r"frozen|permission denied"), transaction.atomic():
        IdeaAnswer.objects.update(reply="Noe annet")


def test_the_database_refuses_an_answer_without_a_reason(alna):
    answered_idea(adviser_of(alna))
    with pytest.raises(IntegrityError), transaction.atomic():
        Idea.objects.update(reply="")


def test_reopening_keeps_the_old_answer_and_gives_a_new_promise(alna):
    adviser = adviser_of(alna)
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False):
        idea = answered_idea(adviser, reply="Ikke nå.")
        idea = services.reopen_idea(idea, reason="Nye midler", by=adviser)
    assert (idea.state, idea.reply, idea.promised_by) == (
        State.IN_ASSESSMENT,
        "",
        date(2026, 12, 7),
    )
    assert [given.reply for given in idea.answers.all()] == ["Ikke nå."]
    assert told(idea.submitter)[-1] == f"Idéen din er tatt opp igjen: {idea.title}"


def test_an_idea_that_became_a_project_is_not_reopened(alna):
    adviser = adviser_of(alna)
    with pytest.raises(StepRefused, match="blitt et prosjekt"):
        services.reopen_idea(answered_idea(adviser, Outcome.PROJECT), reason="Nei", by=adviser)


def test_parked_ideas_wake_by_themselves_on_their_day(alna):
    adviser = adviser_of(alna)
    with time_machine.travel(datetime(2026, 11, 23, 9, tzinfo=UTC), tick=False):
        parked = {"wake_on": date(2027, 1, 15)}
        idea = answered_idea(adviser, Outcome.PARKED, answer=parked)
    progress = type("Silent", (), {"report": lambda *_args: None})()
    wake_parked("2027-01-14", progress=progress)
    assert Idea.objects.get().state == State.ANSWERED
    for _twice in range(2):
        wake_parked("2027-01-15", progress=progress)
    assert Idea.objects.get().state == State.IN_ASSESSMENT
    assert told(idea.submitter)[-1] == f"Idéen din er tatt opp igjen: {idea.title}"


# Taking back ------------------------------------------------------------------------------------


def test_a_withdrawn_idea_is_closed_to_colleagues_and_may_be_sent_in_again(alna):
    idea = services.release_idea(IdeaFactory(unit=alna), by=adviser_of(alna))
    idea = services.withdraw_idea(idea, by=idea.submitter)
    assert (idea.state, idea.released) == (State.WITHDRAWN, False)
    idea = services.submit_again(idea, by=idea.submitter)
    assert (idea.state, idea.number) == (State.SUBMITTED, f"{idea.submitted_at:%Y}-001")


def test_settings_saved_by_somebody_else_meanwhile_are_not_lost(alna):
    by = PersonFactory(unit=alna)
    services.save_settings(alna, answer_days=5, release_at_once=False, version=0, by=by)
    with pytest.raises(Stale):
        services.save_settings(alna, answer_days=9, release_at_once=False, version=0, by=by)
    assert IdeaSettings.objects.get().answer_days == 5
