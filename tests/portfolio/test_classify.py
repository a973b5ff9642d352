"""What kind of project it is can be changed, by those who do not ask for its decisions."""

from organisation.people.models import Role
from portfolio.models import Project
from tests.factories.people import person_as
from tests.factories.portfolio import make_project


def test_an_adviser_changes_the_kind_and_the_leader_does_not(alna, as_person):
    project = make_project(alna, kind=Project.Kind.INNOVATION)
    adviser = person_as(Role.ADVISER, alna)

    def kind_after(person, kind):
        project.refresh_from_db()
        form = {
            "title": project.title,
            "unit": project.unit_id,
            "kind": kind,
            "profile": project.profile,
            "owner": project.owner_id,
            "leader": project.leader_id,
            "version": project.version,
        }
        answer = as_person(person).post(f"{project.get_absolute_url()}endre/", form)
        assert answer.status_code == 302
        project.refresh_from_db()
        return project.kind

    assert kind_after(project.leader, Project.Kind.PILOT) == Project.Kind.INNOVATION
    for kind in (Project.Kind.PILOT, Project.Kind.DEVELOPMENT, Project.Kind.INNOVATION):
        assert kind_after(adviser, kind) == kind
