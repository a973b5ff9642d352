"""Outcomes that wait to be confirmed, on the director's page."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.drafts.models import Draft
from organisation.drafts.registry import DraftForm, draft_forms
from organisation.people.models import Person, Role
from organisation.registries import Lines, Row
from reports.models import BoardCase, OutcomeChoice

SHOWN = 6


def outcomes_to_confirm(person: Person) -> QuerySet[OutcomeChoice] | None:
    """Changed vedtak whose outcome this person is to confirm."""
    units = person.grants.units_as(Role.DIRECTOR)
    if not units:
        return None
    waiting = OutcomeChoice.objects.filter(
        confirmed_at=None, vedtak__stop__case__unit__in=units
    ).select_related("vedtak__stop__case", "vedtak__stop__committee")
    return waiting.order_by("chosen_at", "pk")[:SHOWN]


def outcome_rows(choices: list[OutcomeChoice], person: Person) -> Iterator[Row]:
    for choice in choices:
        case = choice.vedtak.stop.case
        yield Row(
            icon="flag",
            title=case.title,
            url=reverse("reports:outcome", args=[case.pk]),
            facts=(
                str(choice.vedtak.stop.committee),
                _("Endret vedtak: %(outcome)s") % {"outcome": choice.get_outcome_display().lower()},
            ),
            action=_("Bekreft utfallet"),
        )


def draft_title(draft: Draft) -> str:
    case = BoardCase.objects.filter(pk=draft.object_ref).first()
    return _("Utfall av «%(case)s»") % {"case": case} if case else _("Utfall av en sak")


def draft_url(draft: Draft) -> str:
    return reverse("reports:outcome", args=[draft.object_ref])


def register() -> None:
    registries.waiting_for.add("outcomes", Lines(outcomes_to_confirm, outcome_rows))
    draft_forms.add("reports.outcome", DraftForm(title=draft_title, url=draft_url))
    action_names.update(
        {
            "reports.choose_outcome": gettext_lazy("Valgte hva vedtaket betyr"),
            "reports.confirm_outcome": gettext_lazy("Bekreftet hva vedtaket betyr"),
        }
    )
