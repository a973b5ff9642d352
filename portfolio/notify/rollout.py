"""Who is told when a unit has put the solution to use."""

from django.utils.translation import gettext as _

from organisation.notices.services import tell
from organisation.people.models import Person
from portfolio.models import RolloutUnit
from portfolio.notify import KIND


def marked_in_use(row: RolloutUnit, *, by: Person) -> None:
    project = row.project
    tell(
        [person for person in (project.owner, project.leader) if person],
        key=f"rollout-{row.pk}-{row.version}",
        url=row.get_absolute_url(),
        by=by,
        kind=KIND,
        may_wait=True,
        text=_("%(unit)s har tatt i bruk «%(title)s»")
        % {"unit": row.place, "title": project.title},
    )
