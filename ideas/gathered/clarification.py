"""What pages above gather from clarifications: the choices that wait for somebody."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.models.answer import Clarification
from ideas.queries import ACTIONS, ICONS
from organisation import registries
from organisation.audit.history import action_names
from organisation.drafts.models import Draft
from organisation.drafts.registry import DraftForm, draft_forms
from organisation.people.models import Person
from organisation.registries import Lines, Row


def choices_of(person: Person) -> QuerySet[Clarification] | None:
    """What the person is asked to choose about, the first day first."""
    if person.district_id not in person.grants.employee_districts:
        return None  # who has left chooses nothing
    waiting = Clarification.objects.filter(
        decider=person, ended_at=None, idea__district__in=person.grants.employee_districts
    )
    return waiting.select_related("idea", "opened_by").order_by("due_on", "pk")


def choice_rows(clarifications: list[Clarification], person: Person) -> Iterator[Row]:
    for row in clarifications:
        yield Row(
            icon="help",
            title=row.idea.title,
            url=reverse("ideas:clarification_choose", args=[row.idea_id]),
            facts=(
                _("Idé %(number)s") % {"number": row.idea.number},
                _("%(name)s spør: prosjekt, oppgave i linjen eller ingenting?")
                % {"name": row.opened_by},
            ),
            due=row.due_on,
            due_words=_("Velges innen"),
            action=_("Velg"),
        )


def about(person: Person) -> Iterator[Any]:
    """Choices the person was asked for, asked for, or ended."""
    mine = Q(decider=person) | Q(opened_by=person) | Q(ended_by=person)
    yield from Clarification.objects.filter(mine).order_by("pk")


def open_title(draft: Draft) -> str:
    return _("Avklaring: %(start)s") % {"start": draft.first("question")[:60]}


def choose_title(draft: Draft) -> str:
    return _("Valg i en avklaring: %(start)s") % {"start": draft.first("reason")[:60]}


def open_url(draft: Draft) -> str:
    return reverse("ideas:clarification_open", args=[draft.object_ref])


def choose_url(draft: Draft) -> str:
    return reverse("ideas:clarification_choose", args=[draft.object_ref])


def register() -> None:
    registries.waiting_for.add("ideas.clarifications", Lines(choices_of, choice_rows))
    registries.personal_data.add("ideas.clarification", about)
    draft_forms.add("ideas.clarify", DraftForm(open_title, open_url))
    draft_forms.add("ideas.choose", DraftForm(choose_title, choose_url))
    shown = {
        "ideas.open_clarification": gettext_lazy("Satt til avklaring"),
        "ideas.choose": gettext_lazy("Valget er tatt i avklaringen"),
        "ideas.call_off_clarification": gettext_lazy("Avklaringen avlyst"),
    }
    action_names.update(shown)
    # Opening one saves the idea too, so it stands in the idea's own life.
    ACTIONS["ideas.open_clarification"] = shown["ideas.open_clarification"]
    ICONS["ideas.open_clarification"] = "help"
