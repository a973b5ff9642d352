"""Verbs on phase models: publish a version, lay a project out by it, and lay it out anew."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person, Unit
from portfolio.lifecycle import GateMeaning, GateState, PhaseState, Profile
from portfolio.models import Gate, Phase, Project
from portfolio.models.phase_model import PhaseModel, PhaseModelGate, PhaseModelPhase
from portfolio.phase_plans import STANDARD, Plan


@transaction.atomic
def install_phase_models(district: Unit, *, by: Person | None = None) -> None:
    """Give `district` the phase models we ship, for profiles that have none; safe twice."""
    lock(district)  # two first projects at once
    there = set(PhaseModel.objects.filter(district=district).values_list("profile", flat=True))
    for profile, plan in STANDARD.items():
        if profile not in there:
            publish_phase_model(district, profile, plan, by=by)


@transaction.atomic
def publish_phase_model(
    district: Unit, profile: str, plan: Plan, *, number: int | None = None, by: Person | None
) -> PhaseModel:
    """Make the next version of a phase model; projects that have started keep theirs.

    `number` is the newest version the person saw. Raises DomainError with the first fault.
    """
    if wrong := faults_in(plan):
        raise DomainError(wrong[0])
    lock(district)
    newest = PhaseModel.objects.newest(district.pk, profile)
    if number is not None and newest and newest.number != number:
        raise DomainError(
            _("Versjon %(number)s er tatt i bruk mens du skrev. Se på den før du lager en ny.")
            % {"number": newest.number}
        )
    with acting(by, "portfolio.publish_phase_model"):
        model = PhaseModel.objects.create(
            district=district,
            profile=Profile(profile),
            number=newest.number + 1 if newest else 1,
            name=plan.name,
            published_by=by,
            published_at=timezone.now(),
        )
        phases = {
            each.key: PhaseModelPhase.objects.create(
                model=model,
                key=each.key,
                name=each.name,
                definite_name=each.definite_name,
                position=nth,
            )
            for nth, each in enumerate(plan.phases, start=1)
        }
        for gate in plan.gates:
            PhaseModelGate.objects.create(
                model=model,
                code=gate.code,
                name=gate.name,
                asked=gate.asked,
                meaning=gate.meaning,
                ends=phases.get(gate.ends),
                opens=phases.get(gate.opens),
            )
    return model


def faults_in(plan: Plan) -> list[str]:
    """Why `plan` cannot be a phase model, for people to read; empty when it can."""
    wrong = []
    if not plan.phases:
        wrong.append(_("En fasemodell må ha minst én fase."))
    if not plan.gates or plan.gates[0].meaning != GateMeaning.START_PHASE:
        wrong.append(_("Det første beslutningspunktet må starte en fase."))
    codes = [gate.code for gate in plan.gates]
    if codes != sorted(set(codes)):
        wrong.append(_("Hvert beslutningspunkt må ha sin egen plass, i stigende rekkefølge."))
    if len({phase.key for phase in plan.phases}) != len(plan.phases):
        wrong.append(_("To faser kan ikke ha samme navn."))
    if sum(gate.meaning == GateMeaning.HAND_OVER for gate in plan.gates) != 1:
        wrong.append(_("Ett beslutningspunkt må avslutte prosjektet og gi det til linjen."))
    wrong += faults_in_order(plan)
    return wrong


def faults_in_order(plan: Plan) -> list[str]:
    """Every phase is opened once and ended once, one after the other."""
    wrong = []
    names = {phase.key: phase.name for phase in plan.phases}
    opened = [gate.opens for gate in plan.gates if gate.opens]
    if opened != [phase.key for phase in plan.phases]:
        wrong.append(_("Hver fase må startes av ett beslutningspunkt, i samme rekkefølge."))
    running = ""
    handed_over = False
    for gate in plan.gates:
        if gate.ends and gate.ends != running:
            wrong.append(
                _("%(gate)s kan ikke avslutte %(phase)s, som ikke pågår da.")
                % {"gate": gate.name, "phase": names.get(gate.ends, gate.ends)}
            )
        if gate.opens and running and gate.ends != running:
            wrong.append(
                _("%(gate)s må avslutte %(phase)s før neste fase starter.")
                % {"gate": gate.name, "phase": names[running]}
            )
        if gate.meaning == GateMeaning.BENEFITS and not handed_over:
            wrong.append(_("Gevinstene vurderes etter at linjen har tatt over."))
        handed_over = handed_over or gate.meaning == GateMeaning.HAND_OVER
        running = gate.opens or ("" if gate.ends else running)
    return wrong


# --- One project ----------------------------------------------------------------------------------


def model_for(project: Project) -> PhaseModel:
    """The newest phase model of the project's district and profile; made when there is none."""
    model = PhaseModel.objects.newest(project.district_id, project.profile)
    if model is None:
        install_phase_models(project.district)
        model = PhaseModel.objects.newest(project.district_id, project.profile)
    assert model is not None
    return model


@transaction.atomic
def lay_out(project: Project, *, by: Person) -> Gate:
    """Make everything the project has to go through, planned; answers the first gate."""
    model = model_for(project)
    with acting(by, "portfolio.lay_out"):
        made = Phase.objects.bulk_create(
            Phase(
                project=project,
                kind=each.key,
                name=each.name,
                definite_name=each.definite_name,
                position=each.position,
            )
            for each in model.phases.all()
        )
        phases = {phase.kind: phase for phase in made}
        gates = Gate.objects.bulk_create(
            Gate(project=project, code=each.code, **facts_of(each, phases))
            for each in gates_of(model)
        )
    return gates[0]


def gates_of(model: PhaseModel) -> Iterable[PhaseModelGate]:
    return model.gates.select_related("ends", "opens")


def facts_of(planned: PhaseModelGate, phases: dict[str, Phase]) -> dict[str, object]:
    """What a gate of a project takes from its phase model."""
    return {
        "name": planned.name,
        "asked": planned.asked,
        "meaning": planned.meaning,
        "opens_phase": phases.get(planned.opens.key) if planned.opens else None,
        "ends_phase": phases.get(planned.ends.key) if planned.ends else None,
    }


@transaction.atomic
def refit(project: Project, *, by: Person) -> None:
    """Lay out what is still to come by the phase model of the project's new profile.

    What is decided, and phases that have run, stay. The gate under way becomes the next one of the
    new model and keeps its answers; planned phases keep goals and dates. Raises DomainError when
    something written would have no place. The caller holds the project's lock.
    """
    model = model_for(project)
    gates = list(project.gates.order_by("code"))
    last = max((gate.code for gate in gates if gate.state == GateState.DECIDED), default="")
    coming = [gate for gate in gates_of(model) if gate.code > last]
    if not coming:
        return
    with acting(by, "portfolio.refit"):
        phases = refit_phases(project, model, coming)
        refit_gates(project, gates, coming, phases)
        drop_unused(project, kept={phase.pk for phase in phases.values()})


def refit_phases(
    project: Project, model: PhaseModel, coming: list[PhaseModelGate]
) -> dict[str, Phase]:
    """The phases the coming gates open, by key: planned ones are reused, those missing are made."""
    planned = list(project.phases.filter(state=PhaseState.PLANNED).order_by("position"))
    begun = project.phases.exclude(state=PhaseState.PLANNED).order_by("position")
    taken = {phase.kind for phase in begun}
    wanted = [gate.opens for gate in coming if gate.opens and gate.opens.key not in taken]
    same = {phase.kind: phase for phase in planned}
    keys = {each.key for each in wanted}
    spare = [phase for phase in planned if phase.kind not in keys]
    phases = {phase.kind: phase for phase in begun}
    # Out of the way of the unique keys, before they take their new ones.
    position = max((phase.position for phase in begun), default=0)
    for each in wanted:
        position += 1
        phase = same.get(each.key) or (spare.pop(0) if spare else Phase(project=project))
        phase.kind, phase.name = each.key, each.name
        phase.definite_name, phase.position = each.definite_name, position
        phase.version += bool(phase.pk)
        phase.save()
        phases[each.key] = phase
    running = next((phase for phase in begun if phase.state == PhaseState.RUNNING), None)
    ending = coming[0].ends
    if running and ending:
        phases[ending.key] = running  # the first gate to come ends whatever runs now
    return phases


def refit_gates(
    project: Project,
    gates: list[Gate],
    coming: list[PhaseModelGate],
    phases: dict[str, Phase],
) -> None:
    """Let the gates to come be those of the model; the one under way is the first of them."""
    open_gates = [gate for gate in gates if gate.state != GateState.DECIDED]
    under_way = [gate for gate in open_gates if gate.state != GateState.PLANNED]
    # Each loses its phases and code first, so that nothing is there twice on the way.
    for gate in open_gates:
        if gate not in under_way:
            gate.delete()
    for gate in under_way:
        gate.opens_phase = gate.ends_phase = None
        gate.save(update_fields=["opens_phase", "ends_phase"])
    for nth, planned in enumerate(coming):
        gate = under_way[nth] if nth < len(under_way) else Gate(project=project)
        gate.code = planned.code
        for name, value in facts_of(planned, phases).items():
            setattr(gate, name, value)
        gate.version += bool(gate.pk)
        gate.save()


def drop_unused(project: Project, *, kept: set[int]) -> None:
    """Take away planned phases that have no place in the new model and say nothing."""
    for phase in project.phases.filter(state=PhaseState.PLANNED).exclude(pk__in=kept):
        if says_something(phase):
            raise DomainError(
                _("«%(phase)s» har innhold og finnes ikke i den nye fasemodellen. Flytt det.")
                % {"phase": phase}
            )
        phase.delete()


def says_something(phase: Phase) -> bool:
    """Somebody has planned the phase, set goals for it or put something in it."""
    if phase.planned_start or phase.planned_end or phase.conclusions:
        return True
    links = (
        link
        for link in phase._meta.related_objects
        if not str(link.related_model._meta.object_name).endswith("Event")
    )
    return any(
        link.related_model._base_manager.filter(**{link.field.name: phase}).exists()
        for link in links
    )
