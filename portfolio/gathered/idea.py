"""What the page of an idea tells of its project: milestones reached, benefits measured."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from ideas.queries import project_of
from organisation import registries
from organisation.people.models import Person
from organisation.registries import ThreadEvent
from portfolio.models.milestone import Milestone
from portfolio.queries import benefit

SHOWN = 20


def of_idea(idea: Any, person: Person) -> Iterator[ThreadEvent]:
    """Nothing where the person may not see the project; two queries where there is one."""
    project = project_of(idea, person)
    if project is None:
        return
    url = reverse("portfolio:milestones", args=[project.slug])
    reached = Milestone.objects.filter(project=project, done_on__isnull=False)
    for milestone in reached.order_by("-done_on", "-pk")[:SHOWN]:
        if milestone.done_on:
            title = _("Milepæl nådd: %(what)s") % {"what": milestone.what}
            yield ThreadEvent(milestone.done_on, "flag", title, f"{url}#m{milestone.pk}")
    yield from benefit.in_thread(benefit.for_thread(project.pk, person))


def register() -> None:
    registries.idea_events.add("portfolio", of_idea)
