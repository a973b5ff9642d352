"""What a project has to have, by its kind and its profile; the rest is there, never demanded."""

from dataclasses import dataclass

from portfolio.lifecycle import Profile, ProjectKind
from portfolio.models import Project


@dataclass(frozen=True)
class Demands:
    """`sections` are names of addresses, first in the line of pages; `required` are names of facts.

    `required` holds what the project itself must say ("owner", "outcome_goal", …) and the pages
    whose nouns must have something in them ("status", "risks", "money", "benefits", …): a line of
    the overview is `missing` when its page is required and empty.
    """

    sections: tuple[str, ...]
    required: tuple[str, ...]
    overall_only: bool = False  # one light and one sentence in a status report
    phases: bool = True  # has phases and gates

    def requires(self, name: str) -> bool:
        return name in self.required


PILOT = Demands(
    sections=("pilot", "status", "lessons"),
    required=("owner", "leader", "need", "pilot"),
    overall_only=True,
    phases=False,
)
BY_PROFILE = {
    Profile.SMALL: Demands(
        sections=("project", "phases", "gates", "status", "benefits"),
        required=("owner", "leader", "need", "outcome_goal", "status", "benefits"),
        overall_only=True,
    ),
    Profile.ORDINARY: Demands(
        sections=("project", "phases", "gates", "status", "risks", "money", "benefits", "actions"),
        required=(
            "owner",
            "leader",
            "need",
            "target_group",
            "strategy_goal",
            "outcome_goal",
            "three_tests",
            "status",
            "risks",
            "money",
            "benefits",
        ),
    ),
    Profile.LARGE: Demands(
        sections=(
            "project",
            "phases",
            "gates",
            "status",
            "risks",
            "money",
            "benefits",
            "actions",
            "steering",
            "participation",
        ),
        required=(
            "owner",
            "leader",
            "need",
            "target_group",
            "strategy_goal",
            "outcome_goal",
            "three_tests",
            "status",
            "risks",
            "money",
            "benefits",
            "steering",
            "participation",
        ),
    ),
}
# In development the aim is known, so it is written down with dates; in innovation it is looked for,
# so goals of what to deliver stay open and what is tried comes early in the line. Source: R45.
OF_KIND: dict[str, tuple[str, ...]] = {
    ProjectKind.INNOVATION: (),
    ProjectKind.DEVELOPMENT: ("deliverable_goal", "milestones"),
}
PAGES_OF_KIND: dict[str, tuple[str, ...]] = {
    ProjectKind.INNOVATION: ("diagnosis",),
    ProjectKind.DEVELOPMENT: ("milestones",),
}


def demands_of(project: Project) -> Demands:
    """What `project` has to have; a fact of its kind and profile alone, so it costs nothing."""
    return demands_for(project.kind, project.profile)


def demands_for(kind: str, profile: str) -> Demands:
    if kind == ProjectKind.PILOT:
        return PILOT
    usual = BY_PROFILE[Profile(profile)]
    pages = PAGES_OF_KIND[kind] if profile != Profile.SMALL else ()
    return Demands(
        sections=(*usual.sections[:2], *pages, *usual.sections[2:]),
        required=(*usual.required, *OF_KIND[kind]),
        overall_only=usual.overall_only,
    )
