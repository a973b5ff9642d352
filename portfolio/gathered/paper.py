"""What pages above gather of papers: what their verbs are called, and how their files are made."""

from django.utils.translation import gettext_lazy as _

from organisation.audit.history import action_names
from organisation.files import documents


def register() -> None:
    from portfolio.papers.making import make_word, make_workbook
    from portfolio.services.paper import WORD, WORKBOOK

    action_names["portfolio.order_paper"] = _("Bestilte porteføljedokument")
    action_names["portfolio.keep_unit_figures"] = _("La inn tall for enheter")
    action_names["portfolio.import_unit_figures"] = _("Leste inn tall for enheter")
    documents.makers.add(WORD, make_word)
    documents.makers.add(WORKBOOK, make_workbook)
