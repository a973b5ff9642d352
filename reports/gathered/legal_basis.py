"""The table of laws among the pages of the administrator."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.registries import Start


def kept(person: Any) -> Iterator[Start]:
    if person.has_perm("reports.list_legalbases"):
        yield Start(icon="lock", title=_("Hjemler"), url=reverse("reports:legal_bases"))


def register() -> None:
    registries.administration.add("reports.legal_bases", kept)
    action_names.update(
        {
            "reports.install_bases": gettext_lazy("Standardhjemler lagt inn"),
            "reports.start_basis": gettext_lazy("Hjemmel lagt til"),
            "reports.edit_basis": gettext_lazy("Hjemmel endret"),
        }
    )
