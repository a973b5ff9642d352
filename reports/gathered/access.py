"""What files, drafts and history get from requests for access."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.drafts.models import Draft
from organisation.drafts.registry import DraftForm, draft_forms
from organisation.files.documents import makers
from organisation.people.models import Person
from reports import access_export
from reports.models import AccessLine, AccessRequest
from reports.services.access import KIND

ACTIONS = {
    "reports.open_access": gettext_lazy("Innsynskrav opprettet"),
    "reports.gather_access": gettext_lazy("Dokumenter hentet på nytt"),
    "reports.decide_access": gettext_lazy("Svar satt på dokumenter"),
    "reports.answer_access": gettext_lazy("Innsynskrav besvart"),
    "reports.reopen_access": gettext_lazy("Innsynskrav åpnet igjen"),
    "reports.export_access": gettext_lazy("Dokumenter eksportert"),
}


def holds_file(file: Any, person: Person) -> bool:
    """Who handles the request reads what it is about."""
    held = AccessLine.objects.filter(Q(file=file) | Q(public_file=file)).select_related("request")
    return any(person.has_perm("reports.view_accessrequest", each.request) for each in held)


def about(person: Person) -> Iterable[AccessRequest]:
    """Requests that `person` noted or answered."""
    return AccessRequest.objects.filter(Q(created_by=person) | Q(answered_by=person)).order_by("pk")


def start_draft_title(draft: Draft) -> str:
    return _("Innsynskrav: %(who)s") % {"who": draft.first("asked_by")[:60]}


def start_draft_url(draft: Draft) -> str:
    return reverse("reports:access_start")


def answer_draft_title(draft: Draft) -> str:
    return _("Svar på innsynskrav: %(start)s") % {"start": draft.first("answer")[:60]}


def answer_draft_url(draft: Draft) -> str:
    return reverse("reports:access_answer", args=[draft.object_ref])


def register() -> None:
    action_names.update(ACTIONS)
    makers.add(KIND, access_export.make)
    registries.document_kinds.add(
        KIND, registries.DocumentKind(title=gettext_lazy("Innsyn"), template="")
    )
    registries.file_holders.add("reports.access", holds_file)
    registries.personal_data.add("reports.access", about)
    draft_forms.add("reports.access", DraftForm(title=start_draft_title, url=start_draft_url))
    draft_forms.add(
        "reports.access_answer", DraftForm(title=answer_draft_title, url=answer_draft_url)
    )
