"""Who is told when something that projects rest on changes."""

from django.utils.translation import gettext as _

from organisation.notices.services import tell
from organisation.people.models import Person
from portfolio.lifecycle import ProjectState
from portfolio.models import Dependency
from portfolio.notify import KIND


def status_changed(row: Dependency, *, by: Person) -> None:
    """Each leader of a running project hears it once, however many projects."""
    leaders = (
        Person.objects.active()
        .filter(
            led_projects__dependency_uses__dependency=row,
            led_projects__state__in=(ProjectState.RUNNING, ProjectState.PAUSED),
        )
        .distinct()
    )
    tell(
        leaders,
        key=f"dependency-{row.pk}-{row.version}",
        url=row.get_absolute_url(),
        by=by,
        kind=KIND,
        text=_("%(name)s, som prosjektet ditt bygger på, har ny status: %(status)s")
        % {"name": row.name, "status": row.get_status_display().lower()},
    )
