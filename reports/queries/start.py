"""What a case can be started from, besides a gate."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext as _

from organisation.people.models import Person, Role
from portfolio.models import PhaseReport, Prioritisation, Programme
from reports.lifecycle import AFTER_MEETING
from reports.models import BoardCase

SHOWN = 4  # of each


@dataclass(frozen=True)
class Offer:
    """Something a case can be about, with the page that starts it."""

    icon: str
    title: str
    what: str
    url: str


def matters_to_present(person: Person) -> list[Offer]:
    """Programmes, phase reports and prioritisations without a case under way; three queries."""
    units = person.grants.units_as(Role.SECRETARIAT)
    return list(_offers(person, units)) if units else []


def _offers(person: Person, units: Any) -> Iterator[Offer]:
    page = reverse("reports:case_start")

    def without_case(rows: Any, name: str) -> Any:
        cases = BoardCase.objects.exclude(state__in=AFTER_MEETING)
        return rows.exclude(Exists(cases.filter(**{name: OuterRef("pk")}).order_by()))

    programmes = Programme.objects.visible_to(person).filter(unit__in=units).open()
    for row in without_case(programmes, "programme").by_title()[:SHOWN]:
        yield Offer("flag", row.title, _("Program"), f"{page}?program={row.pk}")
    reports = PhaseReport.objects.visible_to(person).filter(project__unit__in=units)
    reports = reports.select_related("phase", "project").order_by("-started_at", "-pk")
    for row in without_case(reports, "phase_report")[:SHOWN]:
        title = f"{row.project.title}, {row.phase.name.lower()}"
        yield Offer("doc", title, _("Faserapport"), f"{page}?rapport={row.pk}")
    asked = Prioritisation.objects.visible_to(person).filter(unit__in=units).newest_first()
    for row in without_case(asked, "prioritisation")[:SHOWN]:
        yield Offer("list", row.title, _("Prioritering"), f"{page}?prioritering={row.pk}")
