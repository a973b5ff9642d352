"""Ways of working on pages above: diagnosis, dependencies, procurement, roll-out, participation."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.drafts.models import Draft
from organisation.drafts.registry import DraftForm, draft_forms
from organisation.people.models import Person
from organisation.registries import Events, ThreadEvent
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


def heard_in(project_id: int, person: Person) -> QuerySet[Participation]:
    """Co-determination."""
    heard = Participation.objects.visible_to(person).co_determination().filter(project=project_id)
    return heard.select_related("project")


def heard_in_thread(entries: Iterable[Participation]) -> Iterator[ThreadEvent]:
    for entry in entries:
        yield ThreadEvent(
            on=entry.held_on,
            icon="people",
            url=entry.get_absolute_url(),
            title=_("Medbestemmelse i %(body)s") % {"body": entry.get_body_display()},
            text=entry.case_reference,
        )


def in_use_of(project_id: int, person: Person) -> QuerySet[RolloutUnit]:
    """Units that put the solution to use."""
    in_use = RolloutUnit.objects.visible_to(person).adopted().filter(project=project_id)
    return in_use.select_related("project", "place")


def use_in_thread(rows: Iterable[RolloutUnit]) -> Iterator[ThreadEvent]:
    for row in rows:
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
    registries.thread_events.add("portfolio.ways", Events(heard_in, heard_in_thread))
    registries.thread_events.add("portfolio.use", Events(in_use_of, use_in_thread))
    registries.personal_data.add("portfolio.ways", about)
    action_names.update(ACTIONS)
    record_parts.parts["participation"] = participation.for_record
    record_parts.parts["diagnosis"] = diagnosis.for_record
    for form in DRAFTS:
        draft_forms.add(form, DraftForm(draft_title, draft_url))
