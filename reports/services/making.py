"""New cases, and the forms and committees a district begins with."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.people.models import Person, Unit
from organisation.web.richtext import clean
from portfolio.lifecycle import GateState
from portfolio.models import Gate, Project
from portfolio.models.project import Access
from reports import oslo
from reports.lifecycle import CaseKind
from reports.models import BoardCase, CaseSection, CaseTemplate, Committee
from reports.prefill import Prefill, for_decision, for_orientation
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
        current = CaseTemplate.objects.current_for(district.pk)
        if current is not None:
            return current
        return CaseTemplate.objects.create(district=district, **oslo.OSLO_FORM)


@transaction.atomic
def make_case(
    *,
    kind: str,
    by: Person,
    title: str = "",
    gate: Gate | None = None,
    unit: Unit | None = None,
    project: Project | None = None,
    case_officer: Person | None = None,
    with_saksgang: bool = True,
    with_sections: bool = True,
    form_token: UUID | None = None,
    at: datetime | None = None,
) -> BoardCase:
    """Start a case: from a gate with the facts of its project, or with the form's empty sections.

    Raises DomainError when the gate is not one the board is to decide, or take note of, or has a
    case already. A case of a restricted project begins exempt, on the project's own legal basis.
    `unit` is the district of `by` when there is neither gate nor project. The same
    form sent twice, known by `form_token`, is one case.
    """
    if sent := _already_made(form_token, by):
        if (sent.kind, sent.title) == (kind, title.strip()):
            return sent
        form_token = None  # the form was gone back to, and filled in anew
    project = gate.project if gate else project
    unit = unit or (project.unit if project else by.district)
    restricted = project is not None and project.access == Access.RESTRICTED
    facts = _facts(kind, gate)
    title = title.strip() or facts.title
    if not title:
        raise DomainError(_("Gi saken en tittel."))
    case = BoardCase(
        kind=kind,
        title=title[:200],
        unit=unit,
        district_id=unit.district_id,
        gate=gate,
        project=project,
        case_officer=case_officer or by,
        proposal=facts.proposal,
        proposed_outcome=facts.outcome,
        is_exempt=restricted,
        legal_basis=project.legal_basis if project and restricted else "",
        form_token=form_token,
        created_at=at or timezone.now(),
    )
    with acting(by, "reports.make_case"):
        case.template = install_forms(unit.district)
        try:
            with transaction.atomic():
                case.save(force_insert=True)
        except IntegrityError as twice:
            if sent := _already_made(form_token, by):
                return sent
            raise DomainError(_("Saken kunne ikke lages nå. Prøv igjen.")) from twice
        if with_sections:
            _first_sections(case, facts)
        if with_saksgang:
            default_saksgang(case)
        refresh_words(case)
    return case


def _already_made(form_token: UUID | None, by: Person) -> BoardCase | None:
    if form_token is None:
        return None
    return BoardCase.objects.filter(form_token=form_token, case_officer=by).first()


def _facts(kind: str, gate: Gate | None) -> Prefill:
    """What the gate tells; refuses a kind that does not go with the gate's state."""
    if gate is None:
        if kind == CaseKind.GATE_DECISION:
            raise DomainError(_("En fasebeslutning gjelder et beslutningspunkt. Velg det først."))
        return Prefill()
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
        return for_decision(gate)
    if kind == CaseKind.GATE_DECISION:
        raise DomainError(_("Beslutningspunktet venter ikke på vedtak."))
    return for_orientation(gate) if gate.state == GateState.DECIDED else Prefill()


def _first_sections(case: BoardCase, facts: Prefill) -> None:
    for position, part in enumerate(case.template.sections_for(case.kind), start=1):
        source = part.get("facts", part["kind"])  # what a gate tells that belongs here
        CaseSection.objects.create(
            case=case,
            kind=part["kind"],
            heading=part["heading"],
            level=part["level"],
            help=part.get("help", ""),
            is_required=part.get("required", False),
            html=clean(facts.sections.get(source, "")),
            position=position,
        )
