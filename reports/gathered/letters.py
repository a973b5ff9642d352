"""What pages above gather from the letters of a funding round."""

from django.utils.translation import gettext_lazy as _

from organisation import registries
from organisation.audit.history import action_names
from reports.models import LetterSet
from reports.queries.letters import KIND, REPORT_KIND, REPORT_TEMPLATE, TEMPLATE


def register() -> None:
    registries.document_kinds.add(
        KIND, registries.DocumentKind(title=_("Brev om tilskudd"), template=TEMPLATE)
    )
    registries.document_kinds.add(
        REPORT_KIND,
        registries.DocumentKind(title=_("Rapport fra tilskuddsrunde"), template=REPORT_TEMPLATE),
    )
    registries.document_holders.add(
        "reports.letterset", LetterSet.objects.select_related("case").all
    )
    action_names["reports.save_letters"] = _("Skrev brev fra runden")
