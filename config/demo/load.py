"""Fill an empty installation with Bydel Alna: its programme of 2014–2015 and a daily life of ours.

Everything goes through the same services as people's own doing, on the days it happened.
"""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from config.demo import (
    answered,
    benefits,
    cases,
    courses,
    district,
    meetings,
    money,
    pilots,
    rooms,
    steered,
    substance,
    together,
    ways,
    weighed,
)
from config.demo.alna import Alna, content, day_of
from config.demo.diary import OSLO, living_on, working_day
from config.demo.gates import current, plan_daily_life
from ideas import services as ideas
from organisation.jobs.models import Job
from organisation.notices.models import Notice
from organisation.people import services as people
from organisation.people.models import (
    Partner,
    Role,
    ServiceArea,
    Strategy,
    StrategyGoal,
)
from organisation.search.words import rebuild_words
from organisation.web.richtext import from_plain
from portfolio import services as portfolio
from portfolio.lifecycle import GateCode
from portfolio.models import Gate, Phase, Project
from reports import services as reports
from reports.models import BoardCase

BEGINNING = date(2013, 1, 7)  # units, people and plans are there before anything happens
PASSWORD = "nyttiggjort"
AFTERWARDS = "Ført inn i ettertid. Saken fra 2015 sier ikke hvem som avgjorde dette."
READ_AFTER = timedelta(days=14)
VERDICTS = ("is_new", "is_useful", "is_put_to_use", "known_elsewhere")


def load(today: date | None = None) -> None:
    """Load everything, as seen from `today`. The installation must be empty."""
    alna = Alna(today or timezone.localdate())
    with living_on(datetime.combine(BEGINNING, time(8), OSLO)), transaction.atomic():
        make_organisation(alna)
    for idea in content("ideas")["ideas"]:
        plan_idea(alna, idea)
    for project in content("projects")["projects"]:
        plan_project(alna, project)
    for noun in (district, money, substance, ways, steered, benefits, pilots, rooms, together):
        noun.plan(alna)
    plan_board_case(alna)
    meetings.plan(alna)
    weighed.plan(alna)
    cases.plan(alna)
    answered.plan(alna)
    courses.plan(alna)
    alna.diary.live()
    clear_old_mail()
    rebuild_words()


def make_organisation(alna: Alna) -> None:
    facts = content("organisation")
    alna.units["district"] = people.open_district(
        facts["district"]["name"], slug=facts["district"]["slug"]
    )
    for unit in facts["units"]:
        parent = alna.units[unit.get("under", "district")]
        alna.units[unit["key"]] = people.create_unit(parent, unit["name"], kind=unit["kind"])
    for each in facts["people"]:
        person = people.add_person(
            email=f"{each['email']}@demo.example",
            name=each["name"],
            by=None,
            unit=alna.units[each["unit"]],
            password=PASSWORD,
            job_title=each["job_title"],
            is_employee=each.get("is_employee", True),
        )
        alna.people[each["email"]] = person
        for role, unit in each.get("roles", ()):
            people.grant_role(person, alna.units[unit], Role(role), by=None)
    make_registers(alna, facts)
    portfolio.install_templates(alna.district)
    reports.install_forms(alna.district)
    alna.diary.on(alna.ago(300), partial(delegate, alna), hour=9)


def delegate(alna: Alna) -> None:
    """The powers the director has delegated, and what stays with the board."""
    today = timezone.localdate()
    for profile, level, up_to in (
        ("small", "unit_leader", 100_000),
        ("ordinary", "department", 500_000),
        ("large", "director", 2_500_000),
        ("", "board", None),
    ):
        line = {
            "profile": profile,
            "level": level,
            "up_to_nok": up_to,
            "delegation": "Bydelsdirektørens fullmakter"
            if up_to
            else "Bydelsutvalgets reglement: alt over fullmaktene",
            "delegated_on": today,
        }
        portfolio.add_decider_rule(alna.district, line, starts_on=today, by=alna.people["admin"])


def make_registers(alna: Alna, facts: Mapping[str, Any]) -> None:
    by = alna.people["admin"]
    for area in facts["areas"]:
        unit = alna.units.get(area.get("unit", ""))
        row = ServiceArea(district=alna.district, name=area["name"], unit=unit)
        people.save_register(row, by=by)
    for each in facts["strategies"]:
        fields = {name: value for name, value in each.items() if name != "goals"}
        strategy = people.save_register(Strategy(district=alna.district, **fields), by=by)
        for number, text in each["goals"]:
            people.save_goal(StrategyGoal(strategy=strategy, number=number, text=text), by=by)
    for each in facts["partners"]:
        people.save_register(Partner(district=alna.district, **each), by=by)


# --- Ideas ----------------------------------------------------------------------------------------


def plan_idea(alna: Alna, facts: Mapping[str, Any]) -> None:
    """Put in the diary when the idea comes in, is taken up, asked about and answered."""
    came = alna.ago(facts["days_ago"])
    alna.diary.on(came, partial(send_in, alna, facts), hour=9)
    if facts.get("state") or facts.get("outcome"):
        taken_up = working_day(came + timedelta(days=2))
        alna.diary.on(min(taken_up, alna.today), partial(take_up, alna, facts), hour=11)
    if facts.get("outcome") and facts["outcome"] not in ("project", "pilot"):
        answered = working_day(came + timedelta(days=facts["answered_after"]))
        alna.diary.on(max(answered, came), partial(answer, alna, facts), hour=14)


def send_in(alna: Alna, facts: Mapping[str, Any]) -> None:
    by = alna.people[facts["by"]]
    alna.ideas[facts["title"]] = ideas.submit_idea(
        need=facts["need"],
        title=facts["title"],
        unit=by.unit,
        by=by,
        proposal=facts.get("proposal", ""),
        for_whom=facts.get("for_whom", ""),
        service_area=alna.area(facts.get("area")),
    )


def take_up(alna: Alna, facts: Mapping[str, Any]) -> None:
    idea, by = alna.ideas[facts["title"]], alna.people["radgiver"]
    idea = ideas.take_on(idea, by=by)
    idea = ideas.classify(
        idea,
        driving_force=facts["driving_force"],
        **{name: facts[name] for name in VERDICTS if name in facts},
        service_area=idea.service_area,
        version=idea.version,
        by=by,
    )
    ideas.release_idea(idea, by=by)
    if facts.get("state") == "needs_info":
        ideas.ask_submitter(idea, facts["question"], by=by)


def answer(alna: Alna, facts: Mapping[str, Any]) -> None:
    ideas.answer_idea(
        alna.ideas[facts["title"]],
        facts["outcome"],
        reply=facts["reply"],
        by=alna.people["radgiver"],
        sent_to=facts.get("sent_to", ""),
        link=facts.get("link", ""),
        wake_on=alna.today + timedelta(days=facts["wake_in"]) if "wake_in" in facts else None,
    )


# --- Projects -------------------------------------------------------------------------------------


def plan_project(alna: Alna, facts: Mapping[str, Any]) -> None:
    if "days_ago" in facts:
        begins = alna.ago(facts["days_ago"])
        alna.diary.on(begins, partial(start, alna, facts), hour=13)
        plan_daily_life(alna, facts, begins)
    else:
        begins = first_day(facts)
        alna.diary.on(begins, partial(start, alna, facts), hour=8)
        for phase in facts.get("phases", ()):
            plan_known_phase(alna, facts["key"], phase)


def first_day(facts: Mapping[str, Any]) -> date:
    """The earliest day the case gives for the project, or a likely day in the year it gives."""
    known = [day_of(phase["start"]) for phase in facts.get("phases", ())]
    return min(known, default=day_of(facts.get("begins", f"{facts['year']}-06-02")))


def start(alna: Alna, facts: Mapping[str, Any]) -> None:
    by = alna.people["radgiver"]
    source = next(
        (each for each in content("ideas")["ideas"] if each.get("project") == facts["key"]), None
    )
    project = portfolio.start_project(
        title=facts["title"],
        unit=alna.units[facts["unit"]],
        kind=facts["kind"],
        profile=facts["profile"],
        owner=alna.person(facts.get("owner")),
        leader=alna.person(facts.get("leader")),
        by=by,
        summary=facts["summary"],
        need=facts.get("need", source["need"] if source else ""),
        target_group=facts.get("target_group", ""),
        service_area=alna.area(facts.get("area")),
        idea=alna.ideas[source["title"]] if source else None,
        reply=source["reply"] if source else "",
    )
    goals = {
        "outcome": facts.get("outcome_goals", ()),
        "deliverable": facts.get("deliverable_goals", ()),
    }
    portfolio.edit_project(
        project, {}, version=project.version, by=by, goals=goals, strategy_goals=aims(alna, facts)
    )
    for name, role in facts.get("partners", ()):
        partner = Partner.objects.get(district=alna.district, name=name)
        portfolio.add_partner(Project.objects.get(pk=project.pk), partner, role=role, by=by)
    alna.projects[facts["key"]] = project


def aims(alna: Alna, facts: Mapping[str, Any]) -> Any:
    """All goals of the plans it names, or by their numbers goals of the plan of our own days."""
    wanted = Q(strategy__title__in=facts.get("strategies", ()))
    if "plan_goals" in facts:
        wanted |= Q(strategy=alna.made["plan"], number__in=facts["plan_goals"])
    return StrategyGoal.objects.filter(wanted)


def plan_known_phase(alna: Alna, key: str, facts: Mapping[str, Any]) -> None:
    """A phase of the programme: it ran from and to the days that the case gives."""
    code = {"forstudie": GateCode.BP1, "forprosjekt": GateCode.BP2}[facts["kind"]]
    started = day_of(facts["start"])
    earlier = [gate for gate in (GateCode.BP1,) if gate < code]
    for gate in earlier:
        alna.diary.on(started, partial(enter_afterwards, alna, key, gate, started), hour=9)
    alna.diary.on(started, partial(enter_afterwards, alna, key, code, started), hour=10)
    alna.diary.on(started, partial(describe_phase, alna, key, facts), hour=11)
    if "end" in facts:
        alna.diary.on(day_of(facts["end"]), partial(judge, alna, key, facts), hour=9)


def describe_phase(alna: Alna, key: str, facts: Mapping[str, Any]) -> None:
    phase = Phase.objects.get(project=alna.projects[key], kind=facts["kind"])
    changes: dict[str, Any] = {
        "planned_start": day_of(facts["start"]),
        "planned_start_precision": facts.get("start_precision", "day"),
        "actual_start_precision": facts.get("start_precision", "day"),
    }
    if planned_end := facts.get("planned_end", facts.get("end")):
        changes["planned_end"] = day_of(planned_end)
        changes["planned_end_precision"] = facts.get("end_precision", "day")
    portfolio.edit_phase(
        phase,
        changes,
        version=phase.version,
        by=alna.people["radgiver"],
        goals=[goal[0] for goal in facts.get("goals", ())],
    )


def judge(alna: Alna, key: str, facts: Mapping[str, Any]) -> None:
    by = alna.people["radgiver"]
    phase = Phase.objects.get(project=alna.projects[key], kind=facts["kind"])
    phase = portfolio.edit_phase(
        phase, {"conclusions": facts["conclusions"]}, version=phase.version, by=by
    )
    for goal, (_text, result, words) in zip(phase.goals.all(), facts["goals"], strict=True):
        portfolio.judge_goal(goal, result, text=words, by=by)
    if facts["kind"] == "forstudie":
        enter_afterwards(alna, key, GateCode.BP2, day_of(facts["end"]))


def enter_afterwards(alna: Alna, key: str, code: GateCode, on: date) -> None:
    """Give a phase that is known to have run the decision it must have had."""
    gate = Gate.objects.get(project=alna.projects[key], code=code)
    if gate.state == "decided":
        return
    portfolio.enter_afterwards(
        gate,
        decided_on=on,
        body="Ikke funnet",
        reason=AFTERWARDS,
        by=alna.people["radgiver"],
    )


# --- The board case -------------------------------------------------------------------------------


def plan_board_case(alna: Alna) -> None:
    alna.diary.on(date(2015, 1, 26), partial(write_case, alna), hour=9)
    alna.diary.on(alna.ago(8), partial(write_orientation, alna), hour=9)


def write_case(alna: Alna) -> None:
    """The case of February 2015, written, approved and put on the agendas of AU and BU."""
    facts = content("board_case")
    officer, secretary = alna.people["radgiver"], alna.people["sekretariat"]
    case = reports.make_case(
        kind="orientation",
        title=facts["title"],
        by=officer,
        case_officer=officer,
        project=alna.projects["alna-innovasjon"],
        unit=alna.district,
        with_sections=False,
    )
    reports.add_section(
        case, kind="summary", heading="Sammendrag", html=from_plain(facts["summary"]), by=officer
    )
    for section in facts["sections"]:
        reports.add_section(
            case,
            heading=section["heading"],
            level=min(section["level"] + 1, 4),
            html=from_plain(section["text"]) + (PHASE_TABLE if "table" in section else ""),
            by=officer,
        )
    for title, note in facts["attachments"]:
        reports.add_attachment(case, title=title, note=note, by=officer)
    case = BoardCase.objects.get(pk=case.pk)
    case = reports.save_proposal(
        case, proposal=from_plain(facts["proposal"]), version=case.version, by=officer
    )
    case = reports.register_case(
        case,
        by=secretary,
        version=case.version,
        archive_case=facts["archive_case"],
        archive_code=facts["archive_code"],
    )
    reports.send_to_quality_check(case, by=secretary)
    case = reports.approve_case(BoardCase.objects.get(pk=case.pk), by=alna.people["direktor"])
    days = dict(facts["stops"])
    by_stop = {
        stop.pk: day_of(days[stop.committee.abbreviation])
        for stop in case.stops.select_related("committee")
    }
    reports.schedule(case, by=secretary, days=by_stop)


def write_orientation(alna: Alna) -> None:
    """A case for the meetings to come: the administration has decided, the board takes note."""
    secretary, director = alna.people["sekretariat"], alna.people["direktor"]
    gate = current(alna, "for-barnehagestart", GateCode.BP2)
    case = reports.make_case(kind="orientation", gate=gate, by=secretary)
    texts = content("board_case")["orientation"]
    for section in case.sections.all():
        if section.heading in texts:
            reports.save_section(
                section, html=from_plain(texts[section.heading]), version=1, by=secretary
            )
    case = BoardCase.objects.get(pk=case.pk)
    case = reports.register_case(
        case,
        by=secretary,
        version=case.version,
        archive_case=f"{alna.today.year}00431",
        archive_code="110",
    )
    reports.send_to_quality_check(case, by=secretary)
    case = reports.approve_case(BoardCase.objects.get(pk=case.pk), by=director)
    stops = list(case.stops.order_by("order"))
    meetings = [alna.today + timedelta(days=days) for days in (3, 17)]
    reports.schedule(
        case, by=secretary, days={stop.pk: day for stop, day in zip(stops, meetings, strict=True)}
    )
    for stop in case.stops.order_by("order"):
        reports.give_number(stop, by=secretary)


PHASE_TABLE = """
<table><caption>Faseplan for Alna innovasjon, status i februar 2015</caption>
<thead><tr><th scope="col">Fase</th><th scope="col">Periode</th><th scope="col">Status</th>
<th scope="col">Leveranse</th></tr></thead>
<tbody>
<tr><th scope="row">Forstudie</th><td>01.05.2014–09.10.2014</td><td>Avsluttet</td>
<td>Forstudierapport og plan for neste fase</td></tr>
<tr><th scope="row">Forprosjekt</th><td>Oktober 2014–01.06.2015</td><td>Pågår</td>
<td>Prosjektrapport og forslag til plan for videre arbeid</td></tr>
<tr><th scope="row">Hovedprosjekt</th><td>Ikke fastsatt</td><td>Planlagt</td>
<td>Resultatmålene gjøres ferdige i forprosjektet</td></tr>
</tbody></table>
"""


def clear_old_mail() -> None:
    """The demo begins with an empty outbox, and only the last days' news unread."""
    Job.objects.filter(queue="mail").delete()
    now = timezone.now()
    Notice.objects.filter(created_at__lt=now - READ_AFTER, read_at=None).update(read_at=now)
