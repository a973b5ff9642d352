"""Ways of working on pages above: diagnosis, dependencies, procurement, roll-out, participation."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.drafts.models import Draft
from organisation.drafts.registry import DraftForm, draft_forms
from organisation.people.models import Person
from organisation.registries import ThreadEvent
from portfolio import record_parts
from portfolio.models import Dependency, Participation, RolloutUnit
from portfolio.queries import diagnosis, participation

ACTIONS = {
    "portfolio.write_diagnosis": gettext_lazy("Diagnosen skrevet"),
    "portfolio.add_cause": gettext_lazy("Årsak lagt til"),
    "portfolio.edit_cause": gettext_lazy("Årsak endret"),
    "portfolio.remove_cause": gettext_lazy("Årsak tatt bort"),
    "portfolio.add_dependency": gettext_lazy("Ny avhengighet i registeret"),
    "portfolio.edit_dependency": gettext_lazy("Avhengigheten endret"),
    "portfolio.check_dependency": gettext_lazy("Avhengigheten sjekket"),
    "portfolio.use_dependency": gettext_lazy("Avhengighet lagt til"),
    "portfolio.edit_dependency_use": gettext_lazy("Bruken av avhengigheten endret"),
    "portfolio.remove_dependency_use": gettext_lazy("Avhengighet tatt ut"),
    "portfolio.plan_procurement": gettext_lazy("Anskaffelse planlagt"),
    "portfolio.edit_procurement": gettext_lazy("Anskaffelsen endret"),
    "portfolio.award_procurement": gettext_lazy("Kontrakten tildelt"),
    "portfolio.remove_procurement": gettext_lazy("Anskaffelsen tatt bort"),
    "portfolio.note_dialogue": gettext_lazy("Dialog med markedet"),
    "portfolio.edit_dialogue": gettext_lazy("Dialogen endret"),
    "portfolio.remove_dialogue": gettext_lazy("Dialogen tatt bort"),
    "portfolio.add_rollout_unit": gettext_lazy("Enhet lagt til i innføringen"),
    "portfolio.edit_rollout_unit": gettext_lazy("Innføringen endret"),
    "portfolio.remove_rollout_unit": gettext_lazy("Enhet tatt ut av innføringen"),
    "portfolio.mark_in_use": gettext_lazy("Tatt i daglig bruk"),
    "portfolio.mark_not_in_use": gettext_lazy("Ikke i bruk lenger"),
    "portfolio.log_participation": gettext_lazy("Medvirkning skrevet ned"),
    "portfolio.edit_participation": gettext_lazy("Medvirkningen endret"),
    "portfolio.remove_participation": gettext_lazy("Medvirkning tatt ut"),
}
DRAFTS = {
    "portfolio.diagnosis": (gettext_lazy("Diagnose: %(start)s"), "problem", "diagnosis_edit"),
    "portfolio.participation": (
        gettext_lazy("Medvirkning: %(start)s"),
        "said",
        "participation_add",
    ),
}


def of_project(project_id: int, person: Person) -> Iterable[ThreadEvent]:
    """Co-determination, and units that put the solution to use; two queries."""
    heard = Participation.objects.visible_to(person).co_determination().filter(project=project_id)
    for entry in heard.select_related("project"):
        yield ThreadEvent(
            on=entry.held_on,
            icon="people",
            url=entry.get_absolute_url(),
            title=_("Medbestemmelse i %(body)s") % {"body": entry.get_body_display()},
            text=entry.case_reference,
        )
    in_use = RolloutUnit.objects.visible_to(person).adopted().filter(project=project_id)
    for row in in_use.select_related("project", "place"):
        assert row.adopted_on is not None
        yield ThreadEvent(
            on=row.adopted_on,
            icon="check",
            url=row.get_absolute_url(),
            title=_("Tatt i bruk i %(unit)s") % {"unit": row.place},
        )


def about(person: Person) -> Iterable[Any]:
    yield from Participation.objects.filter(written_by=person).order_by("pk")
    yield from RolloutUnit.objects.filter(marked_by=person).order_by("pk")
    yield from Dependency.objects.filter(checked_by=person).order_by("pk")


def draft_title(draft: Draft) -> str:
    words, field, _name = DRAFTS[draft.form]
    return words % {"start": draft.first(field)[:60] or _("uten tekst")}


def draft_url(draft: Draft) -> str:
    return reverse(f"portfolio:{DRAFTS[draft.form][2]}", args=[draft.object_ref])


def register() -> None:
    registries.thread_events.add("portfolio.ways", of_project)
    registries.personal_data.add("portfolio.ways", about)
    action_names.update(ACTIONS)
    record_parts.parts["participation"] = participation.for_record
    record_parts.parts["diagnosis"] = diagnosis.for_record
    for form in DRAFTS:
        draft_forms.add(form, DraftForm(draft_title, draft_url))
