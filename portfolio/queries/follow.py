"""Who follows a project: those who chose to, and those behind or beside the idea it came from."""

from collections.abc import Iterable

from ideas.queries.support import concerned
from organisation.people.models import Person
from portfolio.models.project import Access, Project


def who_may_read(project: Project, people: Iterable[Person]) -> list[Person]:
    """Those of `people` who see the project today; nobody is asked who works in its district."""
    return [
        person
        for person in people
        if person.is_active
        and (
            (project.access == Access.OPEN and works_in(project, person))
            or person.has_perm("portfolio.view_project", project)
        )
    ]


def works_in(project: Project, person: Person) -> bool:
    return person.is_employee and person.district_id == project.district_id


def people_of_idea(project: Project) -> list[Person]:
    """Those concerned with the idea the project began with, who may read the project."""
    if project.origin_idea is None:
        return []
    return who_may_read(project, concerned(project.origin_idea))


def own_followers_of(project: Project) -> list[Person]:
    """Those who chose to follow the project, and may read it."""
    chose = Person.objects.filter(followed_projects__project=project.pk)
    return who_may_read(project, chose.order_by("name_key", "pk"))


def followers_of(project: Project) -> list[Person]:
    """Everybody who is told of milestones, decisions and benefits, each once."""
    people = {person.pk: person for person in own_followers_of(project)}
    people.update({person.pk: person for person in people_of_idea(project)})
    return list(people.values())
