"""A case from something that is there already: a programme, a phase report, a prioritisation."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.errors import DomainError
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from portfolio.models import PhaseReport, Prioritisation, Programme
from reports import services
from reports.lifecycle import CaseKind


@dataclass(frozen=True)
class Matter:
    """What a case can be about: how it stands in the address, and what the case becomes."""

    param: str  # in the address
    name: str  # of the case's field
    kind: CaseKind
    rows: Callable[[Any], Any]
    words: str | Promise


MATTERS = (
    Matter(
        "program",
        "programme",
        CaseKind.PROGRAMME,
        lambda person: Programme.objects.visible_to(person).select_related("unit", "district"),
        gettext_lazy(
            "Saken forteller hvor programmet står: prosjektene, pengene, gevinstene og hva som er "
            "endret. Tallene følger med til saken er godkjent."
        ),
    ),
    Matter(
        "rapport",
        "phase_report",
        CaseKind.PHASE_REPORT,
        lambda person: PhaseReport.objects.visible_to(person).select_related(
            "phase", "project__unit__district", "project__owner", "project__leader"
        ),
        gettext_lazy(
            "Saken legger fram faserapporten slik den er redigert. Faseplan, risiko, gevinster og "
            "penger følger med til saken er godkjent."
        ),
    ),
    Matter(
        "prioritering",
        "prioritisation",
        CaseKind.FUNDING_ROUND,
        lambda person: Prioritisation.objects.visible_to(person).select_related(
            "unit", "district", "fund"
        ),
        gettext_lazy(
            "Saken legger fram rangeringen. Listen som er besluttet, står i saken; er ingen "
            "besluttet, står den nyeste."
        ),
    ),
)


def matter_in(request: Request) -> tuple[Matter, str] | None:
    """What the address, or the form, says the case is about."""
    for matter in MATTERS:
        if asked := request.POST.get(matter.param) or request.GET.get(matter.param):
            return matter, asked
    return None


def start_about(request: Request, matter: Matter, asked: str) -> HttpResponse:
    """Show what the case becomes; POST makes it."""
    if not asked.isdecimal() or len(asked) > 9:
        raise Http404
    thing = get_object_or_404(matter.rows(request.user), pk=int(asked))
    authorize(request.user, "reports.make_case", thing)
    error = ""
    if request.method == "POST":
        try:
            case = services.make_case(kind=matter.kind, by=request.user, **{matter.name: thing})
        except DomainError as refused:
            error = refused.message
        else:
            messages.success(request, _("Saken er fylt ut med det vi vet. Les over og rett."))
            return redirect(case)
    there = thing.board_cases.visible_to(request.user).newest_first().first()
    return render_page(
        request,
        "reports/start_about.html",
        {"matter": matter, "thing": thing, "case": there, "error": error},
        status=409 if error else None,
    )
