"""One of everything that has an address, made once by the services people use."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from types import SimpleNamespace
from typing import Any

from django.contrib.auth.hashers import make_password
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.http import QueryDict
from django.utils.timezone import localdate

from ideas import services as ideas
from ideas.models import IdeaFile, Visibility
from organisation.drafts.services import save_draft
from organisation.notices.services import tell
from organisation.people.models import Person, StrategyGoal, Unit, UnitKind
from portfolio import services as portfolio
from portfolio.lifecycle import Outcome
from portfolio.models import DeciderRule, Gate, Project
from reports import services as reports
from reports.models import BoardCase
from tests.factories.ideas import IdeaFactory
from tests.factories.people import (
    PASSWORD,
    PartnerFactory,
    ServiceAreaFactory,
    StrategyFactory,
    UnitFactory,
)
from tests.factories.portfolio import gate_of, make_project, submit
from tests.factories.reports import approved_case, case_in, committee_of, put_on_agenda
from tests.permissions import worlds
from tests.permissions.people import one_of_each
from tests.permissions.worlds import writing

LONG_AGO = date(2020, 1, 1)
World = Any  # a namespace: `world.new_idea`, `world.people["adviser"]`, …


@contextmanager
def rolled_back() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def named(word: str) -> str:
    """A title that one search finds together with all the others."""
    return f"{word} ved grendehuset"


def build() -> World:
    """The addresses in the table are filled in from the names set here."""
    alna, nabo = Unit.objects.get(slug="alna"), Unit.objects.get(slug="nabo")
    health = UnitFactory(parent=alna, name="Avdeling helse", kind=UnitKind.AVDELING)
    world = SimpleNamespace(alna=alna, nabo=nabo, health=health)
    world.care = UnitFactory(parent=health, name="Hjemmetjenesten")
    world.culture = UnitFactory(parent=alna, name="Avdeling kultur", kind=UnitKind.AVDELING)
    world.people = one_of_each(alna, world.care, world.culture, nabo)
    let_them_log_in(world.people)
    add_registers(world)
    add_ideas(world, **world.people)
    add_projects(world, **world.people)
    worlds.add(world)
    add_cases(world, **world.people)
    add_small_things(world, **world.people)
    return world


def let_them_log_in(people: dict[str, Person]) -> None:
    """Some account pages are only for those who have a password; hashing one takes long."""
    password = make_password(PASSWORD)
    for person in people.values():
        person.password = password
    Person.objects.bulk_update(people.values(), ["password"])


def add_registers(world: World) -> None:
    world.service_area = ServiceAreaFactory(district=world.alna)
    world.strategy = StrategyFactory(district=world.alna)
    world.strategy_goal = StrategyGoal.objects.create(
        strategy=world.strategy, number="1", text="Flere bor lenger hjemme"
    )
    world.partner = PartnerFactory(district=world.alna)
    world.grant = world.people["manager"].role_grants.get()


def add_ideas(
    world: World,
    *,
    submitter: Person,
    adviser: Person,
    handler: Person,
    neighbour: Person,
    **_others: Person,
) -> None:
    """One in each state that opens it to others; all by the same submitter, who wants no name."""

    def idea(title: str) -> Any:
        return IdeaFactory(by=submitter, title=named(title), visibility=Visibility.HIDDEN)

    ideas.save_settings(world.care, answer_days=5, release_at_once=False, version=0, by=adviser)
    world.new_idea = idea("Sansehagen")
    ideas.attach(world.new_idea, [SimpleUploadedFile("hage.txt", b"En hage.")], by=submitter)
    world.attached = IdeaFile.objects.get(idea=world.new_idea).file
    world.assessed_idea = ideas.take_on(idea("Ringeklokka"), by=handler)
    ideas.ask_submitter(world.assessed_idea, "Hvor ofte ringer det?", by=handler)
    world.released_idea = ideas.release_idea(idea("Sykkelvognene"), by=adviser)
    world.answered_idea = ideas.answer_idea(
        idea("Kaffevogna"), "declined", reply="Vi har en.", by=adviser
    )
    world.withdrawn_idea = ideas.withdraw_idea(idea("Varmestua"), by=submitter)
    world.neighbours_idea = ideas.release_idea(
        IdeaFactory(by=neighbour, title=named("Nabobussen")), by=neighbour
    )


def add_projects(
    world: World,
    *,
    owner: Person,
    leader: Person,
    member: Person,
    manager: Person,
    administrator: Person,
    **_others: Person,
) -> None:
    """A small project its unit leader decides, a large one the board decides, and a running one."""
    portfolio.add_decider_rule(
        world.alna,
        {"profile": "large", "level": "board", "delegation": "Reglement", "delegated_on": LONG_AGO},
        starts_on=LONG_AGO,
        by=administrator,
    )
    world.decider_rule = DeciderRule.objects.get(district=world.alna)

    def project(title: str, profile: str) -> Project:
        made = make_project(
            world.alna,
            unit=world.care,
            owner=owner,
            leader=leader,
            by=leader,
            title=named(title),
            profile=profile,
        )
        portfolio.add_member(made, member, role="Fagperson", by=leader)
        return made

    world.project = project("Dagtilbudet", Project.Profile.SMALL)
    world.gate = submit(gate_of(world.project))
    world.question = world.gate.lines[0].question
    world.board_project = project("Velferdshuset", Project.Profile.LARGE)
    world.board_gate = submit(gate_of(world.board_project))
    assert world.board_gate.state == Gate.State.WAITING_FOR_BOARD
    world.running_project = project("Nattpatruljen", Project.Profile.SMALL)
    portfolio.decide_gate(
        submit(gate_of(world.running_project)),
        Outcome.GO_WITH_CONDITIONS,
        reason="Godt grunnlag.",
        by=manager,
        conditions=[portfolio.NewCondition("Spør brukerne", member, localdate())],
    )
    world.decided_gate = gate_of(world.running_project)
    world.decision = world.decided_gate.decisions.get()
    world.condition = world.decision.conditions.get()
    phase = world.running_project.phases.get(position=1)
    portfolio.edit_phase(phase, {}, goals=["Kjenne behovet"], version=phase.version, by=leader)
    world.phase_goal = phase.goals.get()


def add_cases(
    world: World,
    *,
    secretariat: Person,
    director: Person,
    case_officer: Person,
    **_others: Person,
) -> None:
    """A draft, one approved, and two on the agenda, of which one is exempt from public view."""
    committee_of(world.alna)
    committee_of(world.nabo)
    world.draft_case = case_in(
        world.care, secretariat, title=named("Gangveien"), case_officer=case_officer
    )
    world.section = world.draft_case.text_parts()[0]
    world.stop = world.draft_case.saksgang()[0]
    world.attachment = reports.add_attachment(
        world.draft_case,
        title="Kart",
        upload=SimpleUploadedFile("kart.txt", b"Et kart."),
        by=secretariat,
    )
    world.document = reports.order_pdf(world.draft_case, by=secretariat)
    writing.add(world)
    world.job = world.document.job

    def approved(title: str) -> BoardCase:
        return approved_case(world.care, secretariat, director, title=named(title))

    world.approved_case = approved("Lekeplassen")
    world.scheduled_case = put_on_agenda(approved("Badeplassen"), secretariat)
    reports.order_pdf(world.scheduled_case, by=secretariat)
    world.scheduled_stop = world.scheduled_case.saksgang()[0]
    world.exempt_case = approved("Personalsaken")
    BoardCase.objects.filter(pk=world.exempt_case.pk).update(
        is_exempt=True, legal_basis="offl. § 13"
    )
    put_on_agenda(BoardCase.objects.get(pk=world.exempt_case.pk), secretariat)


def add_small_things(world: World, *, employee: Person, **_others: Person) -> None:
    world.employee = employee
    tell([employee], key="hei", text="Varselordet", url="/ideer/")
    world.notice = employee.notices.get()
    world.draft = save_draft(
        employee, "ideas.submit", "", base_version=None, data=QueryDict("title=Utkastordet")
    )
