"""Who is told what a choice between projects came to."""

from django.db.models import Q
from django.utils.translation import gettext as _

from organisation.notices.services import tell
from organisation.people.models import Person
from portfolio.models import Project
from portfolio.models.priority import PriorityDecision
from portfolio.queries.priority import facts_of

KIND = "project"


def decided(decision: PriorityDecision, last: PriorityDecision | None, *, by: Person) -> None:
    """Leader and owner of each project that was chosen, and of those that no longer are."""
    chosen = ids_of(decision)
    lost = ids_of(last) - chosen if last else set()
    before = ids_of(last) if last else set()
    words = {
        True: _("%(project)s er prioritert i «%(what)s»"),
        False: _("%(project)s er ikke lenger prioritert i «%(what)s»"),
    }
    told = (chosen - before) | lost
    people = Project.objects.filter(pk__in=told).filter(~Q(owner=None) | ~Q(leader=None))
    for project in people.select_related("owner", "leader").order_by("pk"):
        tell(
            [person for person in (project.owner, project.leader) if person],
            key=f"prioritised-{decision.pk}-{project.pk}",
            url=project.get_absolute_url(),
            by=by,
            kind=KIND,
            may_wait=True,
            text=words[project.pk in chosen]
            % {"project": project.title, "what": decision.prioritisation.title},
        )


def ids_of(decision: PriorityDecision) -> set[int]:
    return {row["project"] for row in facts_of(decision)["chosen"]}
