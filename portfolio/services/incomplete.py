"""Reminding the leader of a project of what it lacks."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import StepRefused
from organisation.locking import lock
from organisation.notices.models import Notice
from organisation.people.models import Person
from portfolio.models import Project
from portfolio.notify import incomplete as notify

QUIET = timedelta(days=7)  # between two reminders of one project


@transaction.atomic
def nudge_leader(project: Project, lacks: Iterable[str], *, by: Person) -> Project:
    """Tell the leader what is missing, at most once a week; raises StepRefused.

    `lacks` is what is missing, in words. The project's history keeps who reminded, and of what.
    """
    project = lock(project)
    said = ", ".join(lacks)
    if not said:
        raise StepRefused([_("Prosjektet mangler ingenting nå.")])
    if project.leader is None or not project.leader.is_active:
        raise StepRefused([_("Prosjektet har ingen prosjektleder å minne.")])
    now = timezone.now()
    if (last := nudged_at([project.pk], now).get(project.pk)) is not None:
        days = (timezone.localdate(now) - timezone.localdate(last)).days
        raise StepRefused(
            [
                _("Lederen er alt minnet i dag.")
                if days == 0
                else _("Lederen ble minnet for %(days)s dager siden. Vent til det er gått en uke.")
                % {"days": days}
            ]
        )
    with acting(by, "portfolio.nudge_leader", reason=said):
        # Nothing of the project changes but its version; the event says who reminded, and why.
        project.version += 1
        project.save(update_fields=["version"])
    notify.lacks_something(project, said, on=timezone.localdate(now), by=by)
    return project


def nudged_at(ids: Iterable[int], now: datetime) -> dict[int, datetime]:
    """Project id → when its leader was last reminded, for those it was within the last week."""
    wanted = Q(pk__in=())
    for pk in ids:
        wanted |= Q(key__startswith=f"{notify.KEY}{pk}-")
    rows = (
        Notice.objects.filter(wanted, created_at__gt=now - QUIET)
        .order_by()
        .values("key")
        .annotate(at=Max("created_at"))
    )
    return {project_in(row["key"]): row["at"] for row in rows}


def project_in(key: str) -> int:
    return int(key.removeprefix(notify.KEY).partition("-")[0])


def on_which_days(ids: Iterable[int], on: date) -> dict[int, date]:
    """Project id → the day its leader was reminded, of the week before the end of `on`."""
    end = timezone.make_aware(datetime.combine(on, datetime.max.time()))
    return {pk: timezone.localdate(at) for pk, at in nudged_at(ids, end).items()}
