"""What people see and can do on the pages of a project."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from pytest_django.asserts import assertContains, assertNotContains, assertRedirects

from ideas.lifecycle import Outcome as IdeaOutcome
from ideas.services import take_on
from organisation.errors import DomainError
from organisation.people.models import Role
from portfolio import services
from portfolio.lifecycle import Answer, GateState, Level
from portfolio.models import Condition, DeciderRule, Gate, GateDecision, Project
from tests.factories.ideas import IdeaFactory, judged
from tests.factories.people import PersonFactory, ServiceAreaFactory, person_as
from tests.factories.portfolio import (
    decider_of,
    gate_of,
    make_project,
    pass_gate,
    prepare,
    submit,
)

MOST_QUERIES = 12


@pytest.fixture
def project(alna):
    return make_project(alna)


@pytest.fixture
def submitted(project):
    return submit(gate_of(project))


def verdict(gate, **changes):
    return {
        "version": gate.version,
        "able": "yes",
        "outcome": "go",
        "reason": "Godt grunnlag.",
        "hold_until": "",
        "lesson": "",
        "disqualified": "",
        "vilkar-TOTAL_FORMS": "1",
        "vilkar-INITIAL_FORMS": "0",
        "vilkar-0-text": "",
        "vilkar-0-owner": "",
        "vilkar-0-due": "",
        **changes,
    }


def at(gate, step):
    return f"{gate.get_absolute_url()}{step}/"


# --- Projects -------------------------------------------------------------------------------------


def start_form(unit, owner, leader, **changes):
    return {
        "title": "Ett nummer inn",
        "unit": unit.pk,
        "kind": "development",
        "profile": "small",
        "owner": owner.pk,
        "leader": leader.pk,
        **changes,
    }


def test_an_adviser_starts_a_project_and_lands_on_it(alna, as_person):
    owner, leader = PersonFactory(unit=alna), PersonFactory(unit=alna)
    client = as_person(person_as(Role.ADVISER, alna))
    answer = client.post("/prosjekter/nytt/", start_form(alna, owner, leader))
    project = Project.objects.get()
    assertRedirects(answer, project.get_absolute_url())
    assert project.slug == f"alna-{timezone.localdate().year}-001"


def test_the_same_owner_and_leader_is_refused_beside_the_field(alna, as_person):
    both = PersonFactory(unit=alna)
    client = as_person(person_as(Role.ADVISER, alna))
    answer = client.post("/prosjekter/nytt/", start_form(alna, both, both))
    assertContains(answer, "kan ikke være samme person", status_code=422)
    assertContains(answer, "Ett nummer inn", status_code=422)
    assert not Project.objects.exists()


def test_an_idea_becomes_a_project_and_its_submitter_gets_the_answer(alna, as_person):
    idea = judged(IdeaFactory(unit=alna))
    adviser = person_as(Role.ADVISER, alna)
    take_on(idea, by=adviser)
    owner, leader = PersonFactory(unit=alna), PersonFactory(unit=alna)
    client = as_person(adviser)
    address = f"/prosjekter/nytt/?ide={idea.pk}"
    assertContains(client.get(address), idea.title)
    client.post(address, start_form(alna, owner, leader, reply="Vi prøver den."))
    project = Project.objects.get()
    idea.refresh_from_db()
    assert (project.origin_idea, idea.outcome, idea.reply) == (
        idea,
        IdeaOutcome.PROJECT,
        "Vi prøver den.",
    )
    assert client.get(address).status_code == 403  # an idea becomes one project


def test_a_form_sent_twice_starts_one_project(alna, as_person):
    owner, leader = PersonFactory(unit=alna), PersonFactory(unit=alna)
    client = as_person(person_as(Role.ADVISER, alna))
    assertContains(client.get("/prosjekter/nytt/"), 'name="form_token" value="')
    form = start_form(alna, owner, leader, form_token=str(uuid4()))
    first, again = (client.post("/prosjekter/nytt/", form) for _click in range(2))
    assert first.url == again.url == Project.objects.get().get_absolute_url()
    client.post("/prosjekter/nytt/", {**form, "title": "Noe helt annet"})
    assert Project.objects.count() == 2
    assert Project.objects.last().number.endswith("-002")


def test_a_second_click_on_an_idea_is_a_message(alna, as_person):
    idea, adviser = judged(IdeaFactory(unit=alna)), person_as(Role.ADVISER, alna)
    take_on(idea, by=adviser)
    client = as_person(adviser)
    address = f"/prosjekter/nytt/?ide={idea.pk}"
    token = {"form_token": str(uuid4()), "reply": "Vi prøver den."}
    form = start_form(alna, PersonFactory(unit=alna), PersonFactory(unit=alna), **token)
    first, again = (client.post(address, form) for _click in range(2))
    assert first.url == again.url == Project.objects.get().get_absolute_url()
    page = client.post(address, {**form, "form_token": str(uuid4())})
    assertContains(page, "Idéen er alt blitt et prosjekt", status_code=422)
    assert Project.objects.count() == 1


def test_a_project_is_started_in_one_district(alna, nabo, as_person):
    adviser = PersonFactory(unit=alna, roles={Role.ADVISER: alna, Role.MANAGER: nabo})
    page = as_person(adviser).get("/prosjekter/nytt/")
    assert set(page.context["form"].fields["unit"].queryset) == {alna}
    guest = PersonFactory(unit=alna, roles={Role.ADVISER: nabo})
    page = as_person(guest).get("/prosjekter/nytt/")
    assert set(page.context["form"].fields["unit"].queryset) == {nabo}
    elsewhere = {
        "unit": nabo,
        "owner": PersonFactory(unit=nabo),
        "leader": PersonFactory(unit=nabo),
        "service_area": ServiceAreaFactory(district=nabo),
        "idea": IdeaFactory(unit=nabo),
    }
    for name, thing in elsewhere.items():
        with pytest.raises(DomainError, match="samme bydel"):
            make_project(**{"district": alna, name: thing, **at_home(alna, name)})
    assert not Project.objects.exists()


def at_home(district, name):
    """What a project in another unit would otherwise get from there."""
    if name != "unit":
        return {}
    return {"owner": PersonFactory(unit=district), "leader": PersonFactory(unit=district)}


def test_employees_cannot_start_projects(alna, as_person):
    assert as_person(PersonFactory(unit=alna)).get("/prosjekter/nytt/").status_code == 403


def test_projects_of_the_next_district_are_not_there(nabo, project, as_person):
    client = as_person(PersonFactory(unit=nabo))
    assertNotContains(client.get("/prosjekter/"), project.title)
    for address in ("", "fase/", "beslutning/", "beslutning/bp1/", "endre/", "folk/"):
        assert client.get(f"{project.get_absolute_url()}{address}").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_whatever_its_length(
    count, alna, as_person, django_assert_max_num_queries
):
    for _nth in range(count):
        make_project(alna)
    client = as_person(PersonFactory(unit=alna))
    with django_assert_max_num_queries(MOST_QUERIES):
        assertContains(client.get("/prosjekter/"), "Dagtilbud på Haugentunet", count=count)


def test_the_list_is_searched_and_filtered(project, alna, as_person):
    make_project(alna, title="Medisindosett som sier fra", kind="pilot")
    client = as_person(PersonFactory(unit=alna))
    assertNotContains(client.get("/prosjekter/?q=dosett"), project.title)
    assertContains(client.get("/prosjekter/?kind=pilot"), "Medisindosett")
    assertNotContains(client.get("/prosjekter/?phase=forstudie"), project.title)


def test_no_page_of_a_project_asks_much(project, as_person, django_assert_max_num_queries):
    client = as_person(project.leader)
    for address in (
        "", "fase/", "beslutning/", "beslutning/bp1/", "mal/", "deltakere/", "slektskap/",
        "milepaler/", "nytt-og-nyttig/", "endre/", "folk/",
    ):  # fmt: skip
        with django_assert_max_num_queries(MOST_QUERIES, info=address):
            assert client.get(f"{project.get_absolute_url()}{address}").status_code == 200, address


def test_the_second_to_save_a_project_keeps_the_text_and_sees_the_other(project, as_person):
    services.edit_project(project, {"summary": "Først."}, version=1, by=project.owner)
    form = {
        **start_form(project.unit, project.owner, project.leader),
        "summary": "Sist.",
        "version": 1,
    }
    answer = as_person(project.leader).post(f"{project.get_absolute_url()}endre/", form)
    assertContains(answer, "Noen andre lagret før deg", status_code=409)
    assertContains(answer, "Sist.", status_code=409)
    assertContains(answer, "Først.", status_code=409)


def test_members_and_partners_come_and_go(project, alna, as_person):
    client = as_person(project.leader)
    friend = PersonFactory(unit=alna)
    address = f"{project.get_absolute_url()}folk/"
    client.post(address, {"what": "member", "m-person": friend.pk, "m-role": "fagperson"})
    assertContains(client.get(project.get_absolute_url()), friend.name)
    client.post(f"{address}fjern/", {"member": project.memberships.get().pk})
    assert not project.memberships.exists()


# --- Phases ---------------------------------------------------------------------------------------


def test_dates_that_cross_are_refused_with_what_was_typed(project, as_person):
    client = as_person(project.leader)
    answer = client.post(
        f"{project.get_absolute_url()}fase/forstudie/",
        {
            "version": 1,
            "planned_start": "2026-05-01",
            "planned_end": "2026-04-01",
            "goals": "Snakke med 30",
            "conclusions": "",
        },
    )
    assertContains(answer, "Planlagt slutt kan ikke komme før planlagt start", status_code=422)
    assertContains(answer, "Snakke med 30", status_code=422)


def test_a_phase_keeps_how_exactly_its_dates_are_known(project, as_person):
    as_person(project.leader).post(
        f"{project.get_absolute_url()}fase/forstudie/",
        {
            "version": 1,
            "planned_start": "2014-10-01",
            "planned_start_precision": "season",
            "goals": "Ett\n\nTo",
            "conclusions": "",
        },
    )
    phase = project.phases.get(kind="forstudie")
    assert phase.start_words == "høsten 2014"
    assert [goal.text for goal in phase.goals.all()] == ["Ett", "To"]


def test_a_goal_not_reached_needs_a_word(project, as_person):
    project = pass_gate(project)
    phase = project.phases.get(kind="forstudie")
    services.edit_phase(phase, {}, goals=["Ett"], version=phase.version, by=project.leader)
    goal = phase.goals.get()
    client = as_person(project.leader)
    address = f"{project.get_absolute_url()}fase/mal/{goal.pk}/"
    answer = client.post(address, {"result": "partly", "result_text": ""})
    assertContains(answer, "Skriv hva som kom ut av det", status_code=422)
    client.post(address, {"result": "partly", "result_text": "18 av 30."})
    goal.refresh_from_db()
    assert (goal.result, goal.result_text) == ("partly", "18 av 30.")


# --- The leader at the gate -----------------------------------------------------------------------


def test_answering_leads_to_the_next_question_and_at_last_to_the_recommendation(project, as_person):
    gate = gate_of(project)
    client = as_person(project.leader)
    keys = [line.question.key for line in gate.lines]
    for key, following in zip(keys, [*keys[1:], "tilrading"], strict=True):
        answer = client.post(at(gate, f"svar/{key}"), {"answer": "yes"})
        assert answer.url == f"{gate.get_absolute_url()}?steg={following}"
    assertContains(client.get(f"{gate.get_absolute_url()}?steg=tilrading"), "Hva tilrår du?")


def test_a_no_without_a_reason_keeps_the_answer_and_says_what_is_missing(project, as_person):
    gate = gate_of(project)
    key = gate.lines[0].question.key
    answer = as_person(project.leader).post(
        at(gate, f"svar/{key}"), {"answer": "no", "evidence": "Møte 03.11."}
    )
    assertContains(answer, "Skriv en begrunnelse når svaret ikke er ja", status_code=422)
    assertContains(answer, "Møte 03.11.", status_code=422)


def test_only_the_open_step_is_swapped_for_htmx(project, as_person):
    gate = gate_of(project)
    answer = as_person(project.leader).get(
        gate.get_absolute_url(), headers={"HX-Request": "true", "HX-Target": "gate-work"}
    )
    assertNotContains(answer, "<!doctype html>")
    assertContains(answer, 'id="gate-work"')


def test_the_send_button_comes_when_nothing_is_missing(project, as_person):
    client = as_person(project.leader)
    gate = gate_of(project)
    assertNotContains(client.get(gate.get_absolute_url()), "Send til avgjørelse")
    prepare(gate)
    assertContains(client.get(gate.get_absolute_url()), "Send til avgjørelse")
    client.post(at(gate, "send"))
    assert gate_of(project).state == GateState.SUBMITTED


def test_colleagues_read_the_gate_but_press_nothing(submitted, alna, as_person):
    client = as_person(PersonFactory(unit=alna))
    page = client.get(submitted.get_absolute_url())
    assertContains(page, "Behovet er tydelig.")
    assertNotContains(page, "Signer beslutningen")
    for step in ("send", "avgjor", "trekk", "bekreft", "loft"):
        assert client.post(at(submitted, step), verdict(submitted)).status_code == 403


# --- The decider ----------------------------------------------------------------------------------


def test_the_decider_signs_and_sees_the_record(submitted, as_person, django_assert_max_num_queries):
    decider = decider_of(submitted)
    client = as_person(decider)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(submitted.get_absolute_url())
    assertContains(page, "Avdelingsdirektør")
    assertContains(page, "Signer beslutningen")
    answer = client.post(at(submitted, "avgjor"), verdict(submitted))
    assertRedirects(answer, submitted.get_absolute_url())
    decision = GateDecision.objects.get()
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(submitted.get_absolute_url())
    assertContains(page, decision.checksum[:16])
    record = client.get(at(submitted, f"protokoll/{decision.pk}"))
    assert record.content.decode() == decision.record


def test_a_row_for_one_more_condition_comes_without_a_script(submitted, as_person):
    client = as_person(decider_of(submitted))
    typed = verdict(submitted, outcome="go_with_conditions", **{"vilkar-0-text": "Avtale"})
    page = client.post(at(submitted, "avgjor"), {**typed, "add": "1"})
    assertContains(page, 'name="vilkar-1-text"')
    assertContains(page, "Avtale")
    assertContains(page, "Godt grunnlag.")
    assertNotContains(page, "ds-error-summary")
    page = client.post(
        at(submitted, "avgjor"),
        {
            **typed,
            "vilkar-TOTAL_FORMS": "2",
            "vilkar-1-text": "Nullpunkt",
            "remove": "1",
        },
    )
    assertContains(page, "Nullpunkt")
    assertNotContains(page, 'name="vilkar-1-text"')
    assert not GateDecision.objects.exists()


def test_a_condition_without_owner_and_day_is_refused_beside_its_fields(submitted, as_person):
    client = as_person(decider_of(submitted))
    typed = verdict(submitted, outcome="go_with_conditions", **{"vilkar-0-text": "Avtale"})
    page = client.post(at(submitted, "avgjor"), typed)
    assertContains(page, "Velg hvem som har ansvar for vilkåret", status_code=422)
    assertContains(page, "Velg en frist for vilkåret", status_code=422)
    due = (timezone.localdate() + timedelta(20)).isoformat()
    owner = submitted.project.leader.pk
    client.post(at(submitted, "avgjor"), {**typed, "vilkar-0-owner": owner, "vilkar-0-due": due})
    assert Condition.objects.get().owner_id == owner


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"able": ""}, "Svar på om du er habil"),
        ({"able": "no"}, "Løft avgjørelsen"),
        ({"outcome": ""}, "Velg et utfall"),
        ({"outcome": "hold"}, "Velg datoen beslutningspunktet skal tas opp igjen"),
        ({"outcome": "stop"}, "Skriv hva vi lærte"),
        ({"outcome": "go_with_conditions"}, "Skriv minst ett vilkår"),
        ({"reason": ""}, "Skriv en begrunnelse"),
    ],
)
def test_a_decision_that_misses_something_is_not_signed(changes, words, submitted, as_person):
    client = as_person(decider_of(submitted))
    page = client.post(at(submitted, "avgjor"), verdict(submitted, **changes))
    assertContains(page, words, status_code=422)
    assert not GateDecision.objects.exists()


def test_the_second_decider_is_told_who_was_first_and_keeps_the_text(submitted, as_person):
    first = decider_of(submitted, name="Kari Moen")
    second = as_person(decider_of(submitted))
    services.decide_gate(submitted, "go", reason="Ja.", by=first)
    page = second.post(
        at(submitted, "avgjor"),
        verdict(
            submitted,
            outcome="stop",
            lesson="Spør før.",
            money_after="Ingenting er brukt.",
            people_after="Tilbake i enheten.",
            reason="Dette blir for dyrt.",
        ),
    )
    assertContains(page, "Kari Moen har alt avgjort dette", status_code=409)
    assertContains(page, "Dette blir for dyrt.", status_code=409)
    assertContains(page, "Spør før.", status_code=409)
    assert GateDecision.objects.count() == 1


def test_a_decider_lifts_to_the_board_and_nobody_clicks_any_more(submitted, as_person):
    client = as_person(decider_of(submitted))
    page = client.post(at(submitted, "loft"), {"to": "unit_leader", "reason": "Nei."})
    assert page.status_code == 422
    lift = {"to": Level.BOARD, "reason": "Prinsipiell.", "version": submitted.version}
    client.post(at(submitted, "loft"), lift)
    page = client.get(submitted.get_absolute_url())
    assertContains(page, "Ingen trykker på en knapp for bydelsutvalget")
    assert client.post(at(submitted, "avgjor"), verdict(submitted)).status_code == 403


def test_an_adviser_confirms_with_a_remark(submitted, alna, as_person):
    client = as_person(person_as(Role.ADVISER, alna))
    page = client.get(submitted.get_absolute_url())
    assertContains(page, f'value="{submitted.version}" id="confirm_version"')
    confirmation = {"remark": "Henger sammen.", "version": submitted.version}
    client.post(at(submitted, "bekreft"), confirmation)
    assertContains(client.get(submitted.get_absolute_url()), "Henger sammen.")


@pytest.mark.parametrize(
    ("step", "sent"),
    [
        ("bekreft", {"remark": "Henger ikke sammen."}),
        ("loft", {"to": Level.BOARD, "reason": "Henger ikke sammen."}),
    ],
)
def test_a_basis_sent_anew_meanwhile_is_looked_at_again_and_the_text_is_kept(
    step, sent, submitted, alna, as_person
):
    leader = submitted.project.leader
    adviser = person_as(Role.ADVISER, alna)
    client = as_person(adviser if step == "bekreft" else decider_of(submitted))
    services.recall_gate(submitted, by=leader)
    services.submit_gate(gate_of(submitted.project), by=leader)
    page = client.post(at(submitted, step), {**sent, "version": submitted.version})
    assertContains(page, "Grunnlaget er endret", status_code=409)
    assertContains(page, "Henger ikke sammen.", status_code=409)
    again = gate_of(submitted.project)
    assert (again.confirmed_at, again.decider_level) == (None, submitted.decider_level)


def test_a_decision_is_corrected_by_a_new_one(submitted, as_person):
    decider = decider_of(submitted)
    old = services.decide_gate(submitted, "go", reason="Ja da.", by=decider)
    client = as_person(decider)
    client.post(at(submitted, f"rett/{old.pk}"), verdict(submitted, reason="Ja, rettet."))
    page = client.get(submitted.get_absolute_url())
    assertContains(page, "Ja, rettet.")
    assertContains(page, "Rettet beslutning")
    assert GateDecision.objects.current().get().supersedes == old


def test_the_next_rounds_decider_does_not_correct_what_another_decided(submitted, as_person):
    lower = decider_of(submitted)
    services.lift_gate(submitted, to="director", reason="Prinsipiell.", by=lower)
    director = person_as(Role.DIRECTOR, submitted.project.district)
    old = services.decide_gate(gate_of(submitted.project), "back", reason="Nei.", by=director)
    Gate.objects.filter(pk=submitted.pk).update(
        decider_level=submitted.decider_level, decider_unit=submitted.decider_unit
    )
    correction = at(submitted, f"rett/{old.pk}")
    assert as_person(lower).get(correction).status_code == 403
    assertNotContains(as_person(lower).get(submitted.get_absolute_url()), correction)
    assertContains(as_person(director).get(submitted.get_absolute_url()), correction)


def test_a_condition_is_marked_as_met(submitted, as_person):
    leader = submitted.project.leader
    services.decide_gate(
        submitted,
        "go_with_conditions",
        reason="Ja.",
        by=decider_of(submitted),
        conditions=[services.NewCondition("Avtale", leader, timezone.localdate())],
    )
    condition = Condition.objects.get()
    client = as_person(leader)
    page, address = submitted.project.get_absolute_url(), f"/prosjekter/vilkar/{condition.pk}/"
    assertContains(client.get(page), address)
    colleague = as_person(PersonFactory(unit=submitted.project.unit))
    assertContains(colleague.get(page), "Avtale")
    for where in (page, submitted.get_absolute_url()):
        assertNotContains(colleague.get(where), address)
    client.get(address)
    assertContains(client.get(address), f"tiltak/nytt/?fra=vilkar-{condition.pk}")
    client.post(f"/prosjekter/vilkar/{condition.pk}/", {"text": "Signert.", "version": 1})
    assertContains(client.get(submitted.get_absolute_url()), "Signert.")


# --- Delegations and my page ----------------------------------------------------------------------


def test_an_administrator_keeps_the_table_in_versions(alna, as_person):
    client = as_person(person_as(Role.ADMINISTRATOR, alna))
    line = {
        "code": "bp3",
        "kind": "",
        "profile": "",
        "up_to_nok": "500 000",
        "level": "director",
        "delegation": "Delegert",
        "delegated_on": "2026-01-15",
        "starts_on": "2026-01-15",
    }
    client.post("/prosjekter/fullmakter/ny/", line)
    rule = DeciderRule.objects.get()
    client.post(
        f"/prosjekter/fullmakter/{rule.pk}/",
        {**line, "level": "board", "starts_on": "2026-06-01", "version": 1},
    )
    page = client.get("/prosjekter/fullmakter/")
    assertContains(page, "500\xa0000")
    assert list(DeciderRule.objects.order_by("number").values_list("level", flat=True)) == [
        "director",
        "board",
    ]


def test_delegations_are_for_administrators(alna, as_person):
    client = as_person(person_as(Role.DIRECTOR, alna))
    assert client.get("/prosjekter/fullmakter/").status_code == 403


def test_my_page_puts_my_decisions_before_my_own_gates(submitted, as_person):
    decider = decider_of(submitted)
    make_project(submitted.project.district, leader=decider, title="Mitt eget prosjekt")
    page = as_person(decider).get("/").content.decode()
    assert page.index("BP1: Dagtilbud på Haugentunet") < page.index("BP1: Mitt eget prosjekt")


def test_an_illegal_move_is_a_message_and_changes_nothing(project, as_person):
    client = as_person(project.leader)
    gate = gate_of(project)
    page = client.post(at(gate, "trekk"), follow=True)
    assertContains(page, "Steget passer ikke i denne tilstanden.")
    assert Gate.objects.get(pk=gate.pk).version == gate.version


def test_unknown_gates_are_not_there(project, as_person):
    client = as_person(project.leader)
    assert client.get(f"{project.get_absolute_url()}beslutning/bp9/").status_code == 404
    services.answer_question(
        gate_of(project), gate_of(project).lines[0].question, Answer.YES, by=project.leader
    )
