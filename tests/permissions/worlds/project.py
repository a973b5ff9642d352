"""A programme, a milestone, kin, units taking part, and a project that only some may see."""

from typing import Any

from portfolio import services
from portfolio.lifecycle.kinship import LinkKind
from portfolio.models import Project
from portfolio.services import audience, kinship, milestone, programme, three_tests


def add(world: Any) -> None:
    people, leader = world.people, world.people["leader"]
    world.programme = programme.start_programme(
        world.care,
        {"title": "Alna innovasjon", "outcome_goal": "Flere klarer seg selv"},
        by=people["adviser"],
    )
    world.milestone = milestone.add_milestone(
        world.project, what="Lokalet er klart", due=None, by=leader
    )
    kinship.link_projects(
        world.project, world.running_project, kind=LinkKind.PREDECESSOR, by=leader
    )
    audience.add_unit(world.project, world.culture, by=leader)
    three_tests.answer_three_tests(
        world.project, "start", {"new": "yes", "useful": "yes"}, version=0, by=leader
    )
    world.restricted_project = services.start_project(
        title="Barnevernspiloten ved grendehuset",
        unit=world.care,
        kind=Project.Kind.PILOT,
        profile=Project.Profile.SMALL,
        owner=people["owner"],
        leader=leader,
        by=leader,
    )
    services.add_member(world.restricted_project, people["member"], role="Fagperson", by=leader)
    fresh = Project.objects.get(pk=world.restricted_project.pk)
    services.restrict_project(
        fresh, reason="Få barn", legal_basis="offl. § 13", version=fresh.version, by=people["owner"]
    )
