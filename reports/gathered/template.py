"""What pages above gather from the form of a district's cases and those who approve them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Person
from organisation.registries import Start
from reports.models import CaseTemplate, Office
from reports.services.template import PAPER, PREVIEW

ACTIONS = {
    "reports.pick_form": gettext_lazy("Valgte et skjema for saker"),
    "reports.revise_form": gettext_lazy("Endret malen for saker"),
    "reports.make_form_current": gettext_lazy("Gikk tilbake til en tidligere mal"),
    "reports.number_as": gettext_lazy("Endret hvordan saksnumre skrives"),
    "reports.keep_office": gettext_lazy("Endret en godkjenner"),
    "reports.add_data": gettext_lazy("Satte inn en datablokk"),
    "reports.save_data": gettext_lazy("Endret en datablokk"),
}


def administration(person: Person) -> Iterator[Start]:
    if person.has_perm("reports.keep_forms"):
        yield Start(icon="doc", title=_("Mal for saker"), url=reverse("reports:forms"))
        yield Start(icon="check", title=_("Godkjennere"), url=reverse("reports:offices"))


def holds_file(file: Any, person: Any) -> bool:
    """The Word template is read by those who keep the form."""
    return CaseTemplate.objects.visible_to(person).filter(docx_template=file.pk).exists()


def about(person: Person) -> Iterable[Any]:
    """Posts that `person` holds or stands in for."""
    return Office.objects.filter(Q(holder=person) | Q(stand_in=person)).order_by("pk")


def register() -> None:
    action_names.update(ACTIONS)
    registries.administration.add("reports.forms", administration)
    registries.file_holders.add("reports.forms", holds_file)
    registries.personal_data.add("reports.offices", about)
    registries.document_kinds.add(
        PREVIEW, registries.DocumentKind(title=_("Prøvesak"), template=PAPER)
    )
