"""Each night: those whose action is due tomorrow are reminded, once; not while it rests."""

from datetime import date, time, timedelta

from django.utils.translation import gettext_lazy as _

from organisation.jobs.registry import Progress, job
from portfolio.lifecycle import ProjectState
from portfolio.models import Action
from portfolio.notify import action as notify

CAUGHT_UP = timedelta(days=7)  # nights without power that are made good


@job("portfolio.remind_of_actions", queue="mail", daily=time(6, 0), title=_("Minner om tiltak"))
def remind_of_actions(day: str, *, progress: Progress) -> None:
    on = date.fromisoformat(day)
    awake = Action.objects.open().exclude(project__state=ProjectState.PAUSED)
    soon = awake.filter(due__range=(on - CAUGHT_UP, on + timedelta(days=1)))
    actions = list(soon.select_related("owner", "project").order_by("pk"))
    for done, action in enumerate(actions, start=1):
        notify.action_due(action)
        progress.report(done, len(actions), str(_("Minner")))
