"""Who is told that somebody takes over."""

from django.utils.translation import gettext as _

from organisation.notices.services import tell
from organisation.people.models import Person
from portfolio.models import Handover

KIND = "handover"


def handover_begun(handover: Handover, *, by: Person) -> None:
    """The new one and the old one, each with what is asked of them."""
    what = {"role": handover.get_role_display().lower(), "project": handover.project.title}
    key, url = f"handover-{handover.pk}", handover.get_absolute_url()
    tell(
        [handover.new],
        key=f"{key}-new",
        url=url,
        by=by,
        kind=KIND,
        text=_("Du er ny %(role)s i %(project)s. Se hva som er åpent") % what,
    )
    if handover.old:
        tell(
            [handover.old],
            key=f"{key}-old",
            url=url,
            by=by,
            kind=KIND,
            text=_("Noen andre er ny %(role)s i %(project)s. Skriv det den nye bør vite") % what,
        )


def handover_confirmed(handover: Handover, *, by: Person) -> None:
    if handover.old is None:
        return
    tell(
        [handover.old],
        key=f"handover-{handover.pk}-confirmed",
        url=handover.get_absolute_url(),
        by=by,
        kind=KIND,
        text=_("%(new)s har overtatt %(project)s")
        % {"new": handover.new.name, "project": handover.project.title},
    )
