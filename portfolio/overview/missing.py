"""What is demanded of a project and not there: facts of its own, and lines that are empty."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portfolio.demands import demands_of
from portfolio.overview import OverviewLine, Text


@dataclass(frozen=True)
class Missing:
    """What to do, and where."""

    text: Text
    url: str


def missing_of(project: Any, lines: Iterable[OverviewLine]) -> list[Missing]:
    """What the kind and profile of the project demand; reads what `with_overview` found."""
    demands = demands_of(project)
    edit = reverse("portfolio:project_edit", args=[project.slug])
    found = [
        Missing(words(), page(project) if page else edit)
        for name, is_there, words, page in FACTS
        if demands.requires(name) and not is_there(project)
    ]
    if not project.unit.is_active:
        found.insert(0, Missing(_("Enheten er lagt ned. Velg en som eier prosjektet."), edit))
    return found + [
        Missing(f"{line.title}: {line.text}", line.url) for line in lines if line.missing
    ]


def has_active(role: str) -> Callable[[Any], bool]:
    def test(project: Any) -> bool:
        person = getattr(project, role)
        return person is not None and person.is_active

    return test


def has_goal(kind: str) -> Callable[[Any], bool]:
    return lambda project: any(goal["kind"] == kind for goal in project.goal_list)


def page_named(name: str) -> Callable[[Any], str]:
    return lambda project: reverse(f"portfolio:{name}", args=[project.slug])


# name in demands, whether it is there, what to do, and the page when it is not the form of facts
FACTS: tuple[
    tuple[str, Callable[[Any], bool], Callable[[], str], Callable[[Any], str] | None], ...
] = (
    ("owner", has_active("owner"), lambda: _("Velg en prosjekteier i linjen"), None),
    ("leader", has_active("leader"), lambda: _("Velg en prosjektleder"), None),
    ("need", lambda project: bool(project.need), lambda: _("Skriv hva behovet er"), None),
    (
        "target_group",
        lambda project: bool(project.target_group or project.group_list),
        lambda: _("Si hvem det er for, og hvor mange"),
        page_named("audience"),
    ),
    (
        "strategy_goal",
        lambda project: bool(project.plan_list),
        lambda: _("Velg hvilket planmål prosjektet svarer på"),
        None,
    ),
    ("outcome_goal", has_goal("outcome"), lambda: _("Sett et effektmål"), None),
    ("deliverable_goal", has_goal("deliverable"), lambda: _("Sett et resultatmål"), None),
    (
        "three_tests",
        lambda project: project.has_three_tests,
        lambda: _("Svar på om det er nytt, nyttig og nyttiggjort"),
        page_named("three_tests"),
    ),
)
