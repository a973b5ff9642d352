"""Reads about those who join projects."""

from organisation.people.models import Person
from portfolio.models import Contributor, JoinOffer, Project


def has_contributed(project: Project, person: Person) -> bool:
    """Leads, owns or works in the project, was taken with once, or sent in the idea behind it."""
    if person.pk in (project.leader_id, project.owner_id):
        return True
    if project.memberships.filter(person=person).exists():
        return True
    accepted = project.join_offers.filter(person=person, state=JoinOffer.State.ACCEPTED)
    if accepted.exists():
        return True
    idea = project.origin_idea
    return idea is not None and idea.submitter_id == person.pk


def contributors_of(project: Project) -> list[Contributor]:
    """Those who have said yes to being shown, by name."""
    return list(project.contributors.select_related("person"))
