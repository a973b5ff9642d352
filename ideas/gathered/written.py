"""Where advisers and leaders begin to write down what others say, and find their drafts again."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from organisation import registries
from organisation.drafts.models import Draft
from organisation.drafts.registry import DraftForm, draft_forms
from organisation.people.models import Person
from organisation.registries import Start


def starts(person: Person) -> Iterator[Start]:
    if person.has_perm("ideas.write_down"):
        yield Start(icon="edit", title=_("Skriv ned for noen"), url=reverse("ideas:write_down"))
        yield Start(icon="people", title=_("Idéer fra et verksted"), url=reverse("ideas:workshop"))


def written_title(draft: Draft) -> str:
    start = draft.first("title") or draft.first("need")[:80]
    return _("Skrevet ned: %(start)s") % {"start": start or _("uten tittel")}


def workshop_title(draft: Draft) -> str:
    return _("Verksted: %(start)s") % {"start": draft.first("lines")[:60]}


def register() -> None:
    registries.can_start.add("ideas.written", starts)
    draft_forms.add(
        "ideas.write_down", DraftForm(written_title, lambda _draft: reverse("ideas:write_down"))
    )
    draft_forms.add(
        "ideas.workshop", DraftForm(workshop_title, lambda _draft: reverse("ideas:workshop"))
    )
