"""The Word file of a case: how it is made, and what documents of this floor were made from."""

from django.utils.translation import gettext_lazy as _

from organisation import registries
from organisation.audit.history import action_names
from organisation.files import documents
from reports.models import CaseDocument, MeetingPaper
from reports.services.documents import WORD_KIND, make_word


def register() -> None:
    documents.makers.add(WORD_KIND, make_word)
    registries.document_kinds.add(
        WORD_KIND, registries.DocumentKind(title=_("Saksframlegg i Word"), template="")
    )
    holders = registries.document_holders
    holders.add("reports.casedocument", CaseDocument.objects.select_related("case").all)
    holders.add(
        "reports.meetingpaper",
        MeetingPaper.objects.select_related("meeting__committee", "item").all,
    )
    action_names.setdefault("reports.order_pdf", _("Bestilte et dokument"))
