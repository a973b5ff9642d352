"""Who is told that a project lacks something."""

from datetime import date

from django.utils.translation import gettext as _

from organisation.notices.services import tell
from organisation.people.models import Person
from portfolio.models import Project

KIND = "project"
KEY = "project-lacks-"


def key_of(project: Project, on: date) -> str:
    return f"{KEY}{project.pk}-{on:%Y-%m-%d}"


def lacks_something(project: Project, words: str, *, on: date, by: Person) -> None:
    """One who steers reminds the leader of what is missing."""
    assert project.leader is not None
    tell(
        [project.leader],
        key=key_of(project, on),
        url=project.get_absolute_url(),
        by=by,
        kind=KIND,
        text=_("%(title)s mangler opplysninger. %(who)s minner om det: %(what)s")
        % {"title": project.title, "who": by.name, "what": words},
    )
