"""What the whole district has: programmes, principles, words, rhythms and what projects share."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from config.demo.alna import Alna, content
from config.demo.diary import working_day
from ideas.models.challenge import Challenge
from organisation.people import services as people
from organisation.people.models import Strategy, StrategyGoal
from portfolio import services as portfolio
from portfolio.models import Project
from portfolio.models.deciders import PortfolioBoardMember
from portfolio.models.programme import Programme
from portfolio.models.tag import TagKind
from portfolio.services import dependency, kinship, principle, programme, status, term

Row = Mapping[str, Any]
UNWANTED = ("projects", "person", "row", "other", "programme", "hour")


def plan(alna: Alna) -> None:
    rows = content("district")
    for row in rows["strategies"]:
        adopt(alna, row)
    alna.each(rows["rhythms"], choose_rhythm, hour=8)
    alna.each(rows["programmes"], start_programme, hour=12)
    alna.each(rows["joined"], join_all)
    alna.each(rows["principles"], publish)
    alna.each(rows["terms"], explain)
    alna.each(rows["board"], seat)
    alna.each(rows["dependencies"], register)
    alna.each(rows["uses"], use, hour=14)
    alna.each(rows["links"], link, hour=15)
    alna.each(rows["restricted"], restrict, hour=15)
    alna.each(rows["words"], classify, hour=16)


def adopt(alna: Alna, row: Row) -> None:
    """A plan the board adopted in December, in time for the oldest project of our own days."""
    first_year = alna.ago(row["in_force_ago"]).year
    last_year = first_year + row["years"] - 1
    adopted = working_day(date(first_year - 1, 12, 12))

    def live() -> None:
        by = alna.people["admin"]
        strategy = Strategy(
            district=alna.district,
            title=f"{row['title']} {first_year}–{last_year}",
            owner=row["owner"],
            case_reference=f"{row['case']}/{adopted:%y}",
            first_year=first_year,
            last_year=last_year,
            adopted=f"desember {adopted:%Y}",
        )
        alna.made[row["key"]] = people.save_register(strategy, by=by)
        for number, text in row["goals"]:
            people.save_goal(StrategyGoal(strategy=strategy, number=number, text=text), by=by)

    alna.diary.on(adopted, live, hour=8)


def start_programme(alna: Alna, row: Row) -> Programme:
    facts = alna.facts(row, UNWANTED)
    if "project" in row:
        facts["project"] = alna.projects[row["project"]]
    made = programme.start_programme(alna.district, facts, by=alna.people["radgiver"])
    alna.made[row["key"]] = made
    for key in row["projects"]:
        join(alna, key, made)
    return made


def join_all(alna: Alna, row: Row) -> None:
    for key in row["projects"]:
        join(alna, key, alna.made[row["programme"]])


def join(alna: Alna, key: str, made: Programme) -> None:
    project = Project.objects.get(pk=alna.projects[key].pk)
    portfolio.edit_project(
        project, {"programme": made}, version=project.version, by=alna.people["radgiver"]
    )


def publish(alna: Alna, row: Row) -> Any:
    return principle.publish_principles(alna.district, by=alna.by(row), **alna.facts(row, UNWANTED))


def explain(alna: Alna, row: Row) -> Any:
    return term.save_term(alna.district, by=alna.by(row), **alna.facts(row, UNWANTED))


def seat(alna: Alna, row: Row) -> PortfolioBoardMember:
    return portfolio.seat_in_board(
        alna.district,
        alna.people[row["person"]],
        signs=row.get("signs", False),
        by=alna.people["admin"],
    )


def choose_rhythm(alna: Alna, row: Row) -> Any:
    choices = alna.facts(row, ("report_class", *UNWANTED))
    return status.save_settings(
        alna.district, row["report_class"], choices, version=0, by=alna.people["admin"]
    )


def register(alna: Alna, row: Row) -> Any:
    return dependency.add_dependency(alna.district, by=alna.by(row), **alna.facts(row, UNWANTED))


def use(alna: Alna, row: Row) -> Any:
    project, shared = alna.projects[row["project"]], alna.made[row["row"]]
    return dependency.use_dependency(project, shared, by=alna.by(row), **alna.facts(row, UNWANTED))


def link(alna: Alna, row: Row) -> Any:
    project, other = alna.projects[row["project"]], alna.projects[row["other"]]
    return kinship.link_projects(project, other, by=alna.by(row), **alna.facts(row, UNWANTED))


def classify(alna: Alna, row: Row) -> None:
    """The words the project is found by, and the tangle it pulls at."""
    project = Project.objects.get(pk=alna.projects[row["project"]].pk)
    tangle = Challenge.objects.filter(title=row.get("challenge", "")).first()
    portfolio.edit_project(
        project,
        {"challenge": tangle} if tangle else {},
        tags={kind: row.get(kind, []) for kind in TagKind.values},
        version=project.version,
        by=alna.people["radgiver"],
    )


def restrict(alna: Alna, row: Row) -> Any:
    project = Project.objects.get(pk=alna.projects[row["project"]].pk)
    return portfolio.restrict_project(
        project, version=project.version, by=alna.by(row), **alna.facts(row, UNWANTED)
    )
