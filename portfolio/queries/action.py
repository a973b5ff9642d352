"""Reads of actions for one page: a list with what each comes from."""

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from organisation.people.models import Person
from portfolio.models import Action, Project


def of_project(project: Project) -> QuerySet[Action]:
    """All actions of the project with people and source; one query a page."""
    return Action.objects.filter(project=project).with_people().with_source()


def of_person(person: Person) -> QuerySet[Action]:
    """What `person` has been given to do, in all projects the person sees."""
    return Action.objects.visible_to(person).filter(owner=person).with_people().with_source()


def source_of(action: Action) -> tuple[str, str]:
    """What the action comes from, in words, and where that is; two empty ones for a free action."""
    slug = action.project.slug
    if action.risk is not None:
        return str(action.risk), reverse("portfolio:risk", args=[slug, action.risk.number])
    if action.condition is not None:
        gate = action.condition.decision.gate
        words = _("Vilkår fra %(code)s") % {"code": gate.get_code_display()}
        return words, reverse("portfolio:gate", args=[slug, gate.code])
    if action.meeting is not None:
        number = action.meeting.number
        return str(action.meeting), reverse("portfolio:steering_meeting", args=[slug, number])
    if action.benefit is not None:
        url = reverse("portfolio:benefit", args=[slug, action.benefit.pk])
        return _("Gevinsten «%(title)s»") % {"title": action.benefit}, url
    return "", ""


def touching(person: Person) -> Q:
    """Actions that name `person`."""
    return Q(owner=person) | Q(done_by=person) | Q(added_by=person)
