"""Reads of actions for one page: a list with what each comes from."""

from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from organisation.people.models import Person
from portfolio.models import Action, Condition, Project
from portfolio.models.risk import Risk


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


def sources_in(project: Project) -> dict[str, Any]:
    """What an action of the project can come from, by the word that names it in an address."""
    conditions = Condition.objects.open().filter(decision__gate__project=project)
    return {
        "risiko": Risk.objects.open().filter(project=project).order_by("number"),
        "vilkar": conditions.select_related("decision__gate__project").order_by("due"),
        "mote": project.steering_meetings.order_by("-starts_at"),
        "gevinst": project.benefits.active(),
    }


def source_choices(project: Project) -> list[tuple[str, list[tuple[str, str]]]]:
    """The same for a form, in groups with a title; empty groups are left out."""
    titles = {
        "risiko": _("Risiko"),
        "vilkar": _("Vilkår"),
        "mote": _("Styringsgruppe"),
        "gevinst": _("Gevinst"),
    }
    groups = [
        (titles[word], [(f"{word}-{row.pk}", str(row)) for row in rows])
        for word, rows in sources_in(project).items()
    ]
    return [group for group in groups if group[1]]


def touching(person: Person) -> Q:
    """Actions that name `person`."""
    return Q(owner=person) | Q(done_by=person) | Q(added_by=person)
