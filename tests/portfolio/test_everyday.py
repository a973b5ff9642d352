"""Actions, steering groups and handovers: what they change and what they refuse."""

import json
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from organisation.drafts.models import Draft
from organisation.errors import DomainError, Stale, StepRefused
from organisation.files import documents
from organisation.files.models import Document
from organisation.notices.models import Notice
from organisation.people.models import Role
from organisation.registries import thread_events
from portfolio import log_entries
from portfolio.lifecycle.steering import MeetingState, SteeringRole
from portfolio.models import Action, AgendaItem, Condition, Handover, Project, SteeringMeeting
from portfolio.queries.action import source_of
from portfolio.queries.handover import open_groups
from portfolio.services import action as actions
from portfolio.services import handover as handovers
from portfolio.services import steering
from portfolio.services.project import edit_project
from portfolio.tasks.action import remind_of_actions
from tests.factories.benefit import make_benefit
from tests.factories.people import PersonFactory, person_as
from tests.factories.portfolio import make_project

TODAY = timezone.localdate


class Silent:
    def report(self, done, total, text=""):
        pass


@pytest.fixture
def project(alna):
    return make_project(alna)


def give(project, **details):
    facts = {"what": "Bestill lås", "owner": project.owner, "due": TODAY(), "by": project.leader}
    return actions.add_action(project, **{**facts, **details})


def heard(person):
    return [notice.text for notice in Notice.objects.filter(person=person).order_by("pk")]


# --- Actions --------------------------------------------------------------------------------------


def test_whoever_is_given_an_action_hears_of_it_and_is_reminded_once(project):
    give(project, due=TODAY() + timedelta(days=1))
    for _night in range(2):
        remind_of_actions(TODAY().isoformat(), progress=Silent())
    texts = [text for text in heard(project.owner) if "Bestill lås" in text]
    assert [text.partition(" ")[0] for text in texts] == ["Du", "Tiltaket"]


def test_an_action_is_done_by_somebody_and_can_be_opened_again(project):
    action = give(project)
    done = actions.finish_action(action, note="Bestilt 3 låser.", by=project.owner)
    assert (done.is_done, done.done_on, done.done_by) == (True, TODAY(), project.owner)
    with pytest.raises(StepRefused):
        actions.edit_action(done, {"text": "Annet"}, version=done.version, by=project.leader)
    again = actions.reopen_action(done, by=project.leader)
    assert (again.is_done, again.done_on) == (False, None)


def test_the_second_of_two_editors_of_an_action_is_told(project):
    action = give(project)
    actions.edit_action(action, {"text": "Bestill to"}, version=1, by=project.leader)
    with pytest.raises(Stale):
        actions.edit_action(action, {"text": "Bestill tre"}, version=1, by=project.owner)


def test_an_action_comes_from_one_thing_in_its_own_project(project, alna):
    benefit = make_benefit(project)
    action = give(project, source=benefit)
    assert source_of(action)[0] == f"Gevinsten «{benefit.title}»"
    with pytest.raises(DomainError):
        give(make_project(alna), source=benefit)
    meeting = call(project)
    with pytest.raises(IntegrityError), transaction.atomic():
        Action.objects.filter(pk=action.pk).update(meeting=meeting)


def test_my_actions_are_those_of_all_my_projects_and_on_my_page(project, alna, as_person):
    person = PersonFactory(unit=alna)
    give(project, owner=person, what="Ring kommunen")
    give(make_project(alna, title="Velferdshuset"), owner=person, what="Skriv brev")
    give(project, what="En annens")
    client = as_person(person)
    page = client.get("/prosjekter/mine-tiltak/").content.decode()
    assert "Ring kommunen" in page
    assert "Skriv brev" in page
    assert "En annens" not in page
    assert "Ring kommunen" in client.get("/").content.decode()


def test_the_list_is_narrowed_to_what_is_late_and_says_how_many(project, as_person):
    give(project, what="Sent", due=TODAY() - timedelta(days=2))
    give(project, what="I tide", due=TODAY() + timedelta(days=9))
    client = as_person(project.leader)
    page = client.get(f"{project.get_absolute_url()}tiltak/?vis=forsinket").content.decode()
    assert "1 av 2" in page
    assert "I tide" not in page


# --- Steering groups ------------------------------------------------------------------------------


def call(project, **details):
    facts = {"starts_at": timezone.now(), "place": "", "introduction": "", "by": project.leader}
    return steering.plan_meeting(project, **{**facts, **details})


def with_group(project, alna):
    """The project owner leads it; answers an ordinary member."""
    member = PersonFactory(unit=alna)
    steering.set_seat(project, project.owner, role=SteeringRole.LEADER, by=project.leader)
    steering.set_seat(project, member, role=SteeringRole.MEMBER, by=project.leader)
    return member


def test_a_group_has_one_leader(project, alna):
    member = with_group(project, alna)
    with pytest.raises(DomainError):
        steering.set_seat(project, member, role=SteeringRole.LEADER, by=project.leader)


def test_the_agenda_is_drafted_from_what_stands_in_the_project(project):
    give(project, what="Bestill lås", due=TODAY() - timedelta(days=3))
    meeting = call(project)
    agenda = {item.source.partition("-")[0]: item for item in meeting.items.all()}
    assert set(agenda) == {"gate", "actions", "other"}
    assert "Bestill lås" in agenda["actions"].background
    assert project.title in agenda["gate"].background
    assert steering.draft_agenda(meeting, by=project.leader) == 0  # nothing twice


def test_what_changed_since_the_last_meeting_comes_up_in_the_next(project, alna):
    with_group(project, alna)
    first = call(project)
    steering.hold_meeting(first, by=project.leader)
    with transaction.atomic():
        Project.objects.filter(pk=project.pk).update(title="Dagtilbud for alle")
    second = call(project)
    sources = set(second.items.values_list("source", flat=True))
    assert {"changes", "minutes"} <= sources


def test_the_notice_goes_to_the_members_once_for_each_version(project, alna):
    member = with_group(project, alna)
    meeting = call(project)
    with pytest.raises(StepRefused):
        steering.send_notice(call(make_project(alna)), by=project.leader)
    steering.send_notice(meeting, by=project.leader)
    with pytest.raises(StepRefused):
        steering.send_notice(meeting, by=project.leader)
    steering.add_item(meeting, title="Ny sak", by=project.leader)
    steering.send_notice(meeting, by=project.leader)
    assert [text.partition(" ")[0] for text in heard(member)] == ["Innkalling", "Ny"]


def test_items_change_places(project):
    meeting = call(project)
    first, second = meeting.items.all()[:2]
    steering.move_item(second, up=True, by=project.leader)
    assert list(meeting.items.all()[:2]) == [second, first]
    steering.move_item(second, up=True, by=project.leader)  # it is first already
    assert meeting.items.first() == second


def minutes_of(meeting, project):
    """Held and written, ready to be approved."""
    steering.hold_meeting(meeting, by=project.leader)
    meeting.refresh_from_db()
    said = {item.pk: ("Drøftet.", "") for item in meeting.items.all()}
    first = meeting.items.first()
    said[first.pk] = ("Drøftet lenge.", "Gruppen støtter planen.")
    return steering.write_minutes(
        meeting, presence={}, said=said, version=meeting.version, by=project.leader
    )


def test_minutes_are_approved_when_they_are_whole_and_their_decisions_land_in_the_log(
    project, alna
):
    member = with_group(project, alna)
    meeting = call(project)
    with pytest.raises(StepRefused):
        steering.approve_minutes(meeting, version=meeting.version, by=project.owner)
    steering.hold_meeting(meeting, by=project.leader)
    meeting.refresh_from_db()
    with pytest.raises(StepRefused, match="mangler referat"):
        steering.approve_minutes(meeting, version=meeting.version, by=project.owner)
    SteeringMeeting.objects.filter(pk=meeting.pk).update(state=MeetingState.PLANNED)
    meeting.attendances.all().delete()
    meeting = minutes_of(meeting, project)
    with pytest.raises(Stale):
        steering.approve_minutes(meeting, version=1, by=project.owner)
    approved = steering.approve_minutes(meeting, version=meeting.version, by=project.owner)
    assert approved.approved_by == project.owner
    assert "godkjent" in heard(member)[-1]
    logged = [
        entry
        for read in log_entries.entries
        for entry in read(project, project.leader)
        if entry.kind == "steering"
    ]
    assert [entry.text for entry in logged] == ["Gruppen støtter planen."]
    told = thread_events["portfolio.steering"](project.pk, member)
    assert [event.text for event in told] == ["Gruppen støtter planen."]


def test_approved_minutes_never_change_also_by_raw_sql(project, alna):
    with_group(project, alna)
    meeting = minutes_of(call(project), project)
    meeting = steering.approve_minutes(meeting, version=meeting.version, by=project.owner)
    item = meeting.items.first()
    with pytest.raises(StepRefused):
        steering.edit_item(
            item, title="Nytt", background="", version=meeting.version, by=project.owner
        )
    for table, key in (
        ("portfolio_steeringmeeting", "id"),
        ("portfolio_agendaitem", "meeting_id"),
        ("portfolio_attendance", "meeting_id"),
    ):
        for statement in (
            f"UPDATE {table} SET id = id WHERE {key} = %s",
            f"DELETE FROM {table} WHERE {key} = %s",
        ):
            with (
                pytest.raises(IntegrityError),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement, [meeting.pk])
    with pytest.raises(IntegrityError), transaction.atomic():
        AgendaItem.objects.create(meeting=meeting, position=9, title="Snikes inn")


def test_notice_and_minutes_are_made_as_pdf_and_the_same_content_once(project, alna, as_person):
    member = with_group(project, alna)
    meeting = call(project)
    client = as_person(member)
    address = f"{meeting.get_absolute_url()}pdf/"
    for _twice in range(2):
        answer = client.post(address)
    notice = Document.objects.get()
    assert answer.url == notice.get_absolute_url()
    assert notice.title.startswith("Innkalling til styringsgruppemøte 1")
    printed = json.loads(notice.context)["data"]
    assert member.name in dict(printed["head"])["Innkalt"]
    meeting = minutes_of(meeting, project)
    give(project, source=meeting)
    steering.approve_minutes(meeting, version=meeting.version, by=project.owner)
    client.post(address)
    minutes = Document.objects.latest("pk")
    assert minutes.title in client.get(meeting.get_absolute_url()).content.decode()
    assert minutes.title.startswith("Referat fra styringsgruppemøte 1")
    printed = json.loads(minutes.context)["data"]
    assert "Gruppen støtter planen." in printed["blocks"][0]["html"]
    assert [each["text"] for each in printed["follow_ups"]] == ["Bestill lås"]
    documents.make(notice, lambda *_said: None)
    notice.refresh_from_db()
    assert notice.file.content_type == "application/pdf"


def test_two_who_write_minutes_see_both_texts(project, alna, as_person):
    with_group(project, alna)
    meeting = minutes_of(call(project), project)
    item = meeting.items.first()
    address = f"{meeting.get_absolute_url()}referat/"
    sent = {"version": meeting.version - 1}
    for row in meeting.attendances.all():
        sent[f"presence_{row.pk}"] = row.presence
    for each in meeting.items.all():
        sent[f"minutes_{each.pk}"], sent[f"decision_{each.pk}"] = "Drøftet.", ""
    sent[f"minutes_{item.pk}"] = "Min tekst"
    answer = as_person(project.leader).post(address, sent)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Min tekst" in page
    assert "Drøftet lenge." in page


# --- Handovers ------------------------------------------------------------------------------------


def test_a_new_leader_goes_through_what_is_open_and_confirms(project, alna):
    new, old = PersonFactory(unit=alna), project.leader
    action = give(project)
    handover = handovers.hand_over(project, to=new, note="Permisjon", by=project.owner)
    assert Project.objects.get(pk=project.pk).leader == new
    assert any("Se hva som er åpent" in text for text in heard(new))
    assert any("Skriv det den nye bør vite" in text for text in heard(old))
    handovers.write_notes(handover, notes="Ring Kari først.", version=1, by=old)
    keys = {thing.key: thing.title for group in open_groups(project) for thing in group.things}
    assert f"action-{action.pk}" in keys
    with pytest.raises(StepRefused):
        handovers.confirm(handover, by=new, still_open=set(keys))
    handovers.tick(handover, keys, shown=set(keys), by=new)
    assert handovers.confirm(handover, by=new, still_open=set(keys)).confirmed_at
    assert not Handover.objects.open().exists()


def test_the_owner_cannot_become_leader_and_nobody_takes_over_from_herself(project, nabo):
    for unfit in (project.owner, project.leader, PersonFactory(unit=nabo)):
        with pytest.raises(DomainError):
            handovers.hand_over(project, to=unfit, by=project.owner)
    assert not Handover.objects.exists()


def test_a_second_change_replaces_a_handover_nobody_confirmed(project, alna):
    first, second = PersonFactory(unit=alna), PersonFactory(unit=alna)
    handovers.hand_over(project, to=first, by=project.owner)
    project.refresh_from_db()
    handovers.hand_over(project, to=second, by=project.owner)
    assert [each.new for each in Handover.objects.open()] == [second]


def test_both_have_it_on_my_page_until_it_is_done(project, alna, as_person):
    new, old = PersonFactory(unit=alna), project.leader
    handover = handovers.hand_over(project, to=new, by=project.owner)
    for person in (new, old):
        assert "Overtakelse" in as_person(person).get("/").content.decode()
    as_person(new).post(
        f"{handover.get_absolute_url()}gjennomgang/",
        {
            "done": [thing.key for group in open_groups(project) for thing in group.things],
            "confirm": "1",
        },
    )
    assert Handover.objects.get().confirmed_at
    assert "Overtakelse" not in as_person(old).get("/").content.decode()


# --- Pages ----------------------------------------------------------------------------------------

MOST_QUERIES = 12


@pytest.mark.parametrize("n", [1, 3])
def test_pages_cost_the_same_with_one_row_and_with_three(
    project, alna, as_person, django_assert_max_num_queries, n
):
    with_group(project, alna)
    for _nth in range(n):
        benefit = make_benefit(project, points=(TODAY(), TODAY() + timedelta(days=400)))
        give(project, source=benefit)
        meeting = call(project)
    handover = handovers.begin(
        project,
        role="leader",
        old=PersonFactory(unit=alna),
        new=project.leader,
        by=project.owner,
    )
    assert not Condition.objects.exists()
    client = as_person(person_as(Role.ADVISER, alna))
    for address in (
        f"{project.get_absolute_url()}gevinst/",
        benefit.get_absolute_url(),
        f"{project.get_absolute_url()}tiltak/",
        "/prosjekter/mine-tiltak/",
        f"{project.get_absolute_url()}styringsgruppe/",
        meeting.get_absolute_url(),
        f"{project.get_absolute_url()}overtakelse/",
        handover.get_absolute_url(),
    ):
        with django_assert_max_num_queries(MOST_QUERIES):
            assert client.get(address).status_code == 200


def test_another_leader_on_the_form_of_the_project_takes_over_too(project, alna):
    new = PersonFactory(unit=alna)
    edit_project(project, {"leader": new}, version=project.version, by=project.owner)
    assert [(each.role, each.new) for each in Handover.objects.open()] == [("leader", new)]


def test_what_is_typed_waits_as_a_draft_until_it_is_saved(project, alna, as_person):
    with_group(project, alna)
    meeting = call(project)
    steering.hold_meeting(meeting, by=project.leader)
    item = meeting.items.first()
    client = as_person(project.leader)
    address = f"{meeting.get_absolute_url()}referat/"
    name = f"minutes_{item.pk}"
    saved = f"/utkast/?form=portfolio.minutes&object={meeting.pk}&version=1"
    client.post(saved, {name: "Halvveis skrevet."})
    assert "Halvveis skrevet." in client.get(address).content.decode()
    draft = Draft.objects.get(person=project.leader)
    assert client.get(draft.url, follow=True).redirect_chain[-1][0] == address
    for form, thing in (
        ("meeting_new", project),
        ("meeting", meeting),
        ("item_new", meeting),
        ("item", item),
        ("hand_over", project),
        ("action_done", give(project)),
        ("afterwards", project.gates.first()),
        ("record", project.gates.first()),
    ):
        found = client.get(reverse("portfolio:form_of_draft", args=[form, thing.pk]))
        assert found.status_code == 302, form
