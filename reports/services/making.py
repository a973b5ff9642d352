"""New cases, and the forms and committees a district begins with."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.people.models import Person, Unit
from organisation.web.richtext import clean
from portfolio.lifecycle import GateState
from portfolio.models import Gate, PhaseReport, Prioritisation, Programme, Project
from portfolio.models.project import Access
from reports import oslo
from reports.blocks import BLOCKS
from reports.lifecycle import CaseKind
from reports.models import BoardCase, CaseSection, CaseTemplate, Committee
from reports.prefill import (
    Prefill,
    for_decision,
    for_funding_round,
    for_orientation,
    for_phase_report,
    for_portfolio,
    for_prioritisation,
    for_programme,
)
from reports.services.legal_basis import install_bases
from reports.services.saksgang import default_saksgang
from reports.services.writing import refresh_words


@transaction.atomic
def install_forms(district: Unit, *, by: Person | None = None) -> CaseTemplate:
    """Give the district the Oslo form and its two committees; does nothing the second time."""
    current = CaseTemplate.objects.current_for(district.pk)
    if current is not None:
        return current
    Unit.objects.select_for_update(of=("self",)).get(pk=district.pk)  # the first two at once
    with acting(by, "reports.install_forms"):
        for committee in oslo.COMMITTEES:
            Committee.objects.get_or_create(
                district=district,
                name=committee["name"],
                defaults={**committee, "unit": district},
            )
        install_bases(district, by=by)
        current = CaseTemplate.objects.current_for(district.pk)
        if current is not None:
            return current
        return CaseTemplate.objects.create(district=district, **oslo.OSLO_FORM)


@dataclass(frozen=True)
class Matter:
    """What a case is about: one of these at most, and the project it belongs to."""

    gate: Gate | None = None
    programme: Programme | None = None
    phase_report: PhaseReport | None = None
    prioritisation: Prioritisation | None = None
    project: Project | None = None
    is_portfolio: bool = False

    @property
    def unit(self) -> Unit | None:
        owner = self.project or self.programme or self.prioritisation
        return owner.unit if owner else None


@transaction.atomic
def make_case(
    *,
    kind: str,
    by: Person,
    title: str = "",
    gate: Gate | None = None,
    programme: Programme | None = None,
    phase_report: PhaseReport | None = None,
    prioritisation: Prioritisation | None = None,
    is_portfolio: bool = False,
    unit: Unit | None = None,
    project: Project | None = None,
    case_officer: Person | None = None,
    with_saksgang: bool = True,
    with_sections: bool = True,
    form_token: UUID | None = None,
    at: datetime | None = None,
) -> BoardCase:
    """Start a case: from what it is about with all that is known, or with the form's sections.

    Its matter is a gate, a programme, a phase report, a prioritisation or the portfolio; one at
    most. Raises DomainError when the gate is not one the board is to decide, or take note of, or
    has a case already. A case of a restricted project begins exempt, on the project's own legal
    basis. `unit` is the district of `by` when nothing else gives one. The same form sent twice,
    known by `form_token`, is one case.
    """
    if sent := _already_made(form_token, by):
        if (sent.kind, sent.title) == (kind, title.strip()):
            return sent
        form_token = None  # the form was gone back to, and filled in anew
    about = gate or phase_report
    matter = Matter(
        gate, programme, phase_report, prioritisation, about.project if about else project,
        is_portfolio=is_portfolio,
    )  # fmt: skip
    unit = unit or matter.unit or by.district
    with acting(by, "reports.make_case"):
        form = install_forms(unit.district)
    parts = form.sections_for("portfolio" if is_portfolio else kind)
    with translation.override(form.language):
        facts = _facts(kind, matter, live={part.get("block", "") for part in parts})
    case = _draft(kind, title, matter, facts, form=form, unit=unit)
    case.case_officer, case.form_token = case_officer or by, form_token
    case.created_at = at or timezone.now()
    with acting(by, "reports.make_case"):
        try:
            with transaction.atomic():
                case.save(force_insert=True)
        except IntegrityError as twice:
            if sent := _already_made(form_token, by):
                return sent
            raise DomainError(_("Saken kunne ikke lages nå. Prøv igjen.")) from twice
        if with_sections:
            _first_sections(case, parts, facts)
        if with_saksgang:
            default_saksgang(case)
        refresh_words(case)
    return case


def _draft(
    kind: str, title: str, matter: Matter, facts: Prefill, *, form: CaseTemplate, unit: Unit
) -> BoardCase:
    """The case as it begins, not saved; DomainError when nothing gives it a title."""
    title = title.strip() or facts.title
    if not title:
        raise DomainError(_("Gi saken en tittel."))
    project = matter.project
    restricted = project is not None and project.access == Access.RESTRICTED
    return BoardCase(
        kind=kind,
        title=title[:200],
        template=form,
        unit=unit,
        district_id=unit.district_id,
        gate=matter.gate,
        project=project,
        programme=matter.programme,
        phase_report=matter.phase_report,
        prioritisation=matter.prioritisation,
        proposal=clean(facts.proposal),
        proposed_outcome=facts.outcome,
        is_exempt=restricted,
        legal_basis=project.legal_basis if project and restricted else "",
    )


def _already_made(form_token: UUID | None, by: Person) -> BoardCase | None:
    if form_token is None:
        return None
    return BoardCase.objects.filter(form_token=form_token, case_officer=by).first()


def _facts(kind: str, matter: Matter, *, live: set[str]) -> Prefill:
    """What the case's matter tells; refuses a kind that does not go with it."""
    if matter.gate is not None:
        return _facts_of_gate(kind, matter.gate, live)
    if kind == CaseKind.GATE_DECISION:
        raise DomainError(_("En fasebeslutning gjelder et beslutningspunkt. Velg det først."))
    if matter.programme is not None:
        return for_programme(matter.programme)
    if matter.phase_report is not None:
        return for_phase_report(matter.phase_report, live)
    if matter.prioritisation is not None:
        return for_prioritisation(matter.prioritisation)
    if kind == CaseKind.FUNDING_ROUND:
        return for_funding_round()
    return for_portfolio() if matter.is_portfolio else Prefill()


def _facts_of_gate(kind: str, gate: Gate, live: set[str]) -> Prefill:
    # Two at once: the second sees the case of the first.
    gate = Gate.objects.select_for_update(of=("self",)).select_related("project").get(pk=gate.pk)
    under_way = gate.board_cases.exclude(state__in=("decided", "archived")).first()
    if under_way is not None:
        raise DomainError(_("Det er alt en sak om dette: «%(case)s».") % {"case": under_way.title})
    if gate.state == GateState.WAITING_FOR_BOARD:
        if kind != CaseKind.GATE_DECISION:
            raise DomainError(
                _("Bydelsutvalget skal avgjøre dette. Det kan ikke legges fram til orientering.")
            )
        return for_decision(gate, live)
    if kind == CaseKind.GATE_DECISION:
        raise DomainError(_("Beslutningspunktet venter ikke på vedtak."))
    return for_orientation(gate, live) if gate.state == GateState.DECIDED else Prefill()


def _first_sections(case: BoardCase, parts: list[dict[str, Any]], facts: Prefill) -> None:
    """The sections of the form, without the blocks of data that have nothing to tell of."""
    told = [part for part in parts if not part.get("block") or _fits(part["block"], case)]
    for position, part in enumerate(told, start=1):
        source = part.get("facts", part["kind"])  # what the case's matter tells that belongs here
        CaseSection.objects.create(
            case=case,
            kind=part["kind"],
            heading=part["heading"],
            level=part["level"],
            help=part.get("help", ""),
            is_required=part.get("required", False),
            html="" if part.get("block") else clean(facts.sections.get(source, "")),
            block=part.get("block", ""),
            params=part.get("params", {}),
            position=position,
        )


def _fits(name: str, case: BoardCase) -> bool:
    return name in BLOCKS and BLOCKS[name].fits(case)
