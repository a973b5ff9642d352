"""Drafts of the forms of everyday: meetings, agendas, minutes, conditions, what is handed over."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.drafts.models import Draft
from organisation.drafts.registry import DraftForm, draft_forms

# Each form with drafts: what a draft of it is called, and the field it is known by.
DRAFTS = {
    "portfolio.meeting_new": (gettext_lazy("Nytt møte i styringsgruppen"), ""),
    "portfolio.meeting": (gettext_lazy("Møte i styringsgruppen: %(start)s"), "introduction"),
    "portfolio.item_new": (gettext_lazy("Ny sak: %(start)s"), "title"),
    "portfolio.item": (gettext_lazy("Sak: %(start)s"), "title"),
    "portfolio.minutes": (gettext_lazy("Referat fra styringsgruppen"), ""),
    "portfolio.hand_over": (gettext_lazy("Ny leder eller eier: %(start)s"), "note"),
    "portfolio.handover_notes": (gettext_lazy("Notat til den nye: %(start)s"), "notes"),
    "portfolio.action_done": (gettext_lazy("Tiltak gjort: %(start)s"), "note"),
    "portfolio.condition": (gettext_lazy("Vilkår oppfylt: %(start)s"), "text"),
    "portfolio.afterwards": (gettext_lazy("Tidligere beslutning: %(start)s"), "body"),
    "portfolio.record": (gettext_lazy("Avgjørelse fra møte: %(start)s"), "reason"),
    "portfolio.gate_template": (gettext_lazy("Spørsmål ved et beslutningspunkt"), ""),
}


def draft_title(draft: Draft) -> str:
    words, field = DRAFTS[draft.form]
    start = draft.first(field)[:60] if field else ""
    return words % {"start": start or _("uten tekst")} if field else str(words)


def draft_url(draft: Draft) -> str:
    """A draft knows only an id; the page it leads to by way of it is found when it is opened."""
    name = draft.form.partition(".")[2]
    return reverse("portfolio:form_of_draft", args=[name, draft.object_ref])


def register() -> None:
    for form in DRAFTS:
        draft_forms.add(form, DraftForm(draft_title, draft_url))
