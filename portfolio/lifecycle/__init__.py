"""States of projects, phases and gates, and the moves between them.

A gate goes planned → in preparation → submitted → decided. What the board decides waits for the
board instead, and nobody clicks: only a recorded vedtak moves it. Back and change of direction give
the gate a new round of preparation; hold keeps it until a day.
"""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.lifecycle import Check, Step


class ProjectKind(TextChoices):
    INNOVATION = "innovation", gettext_lazy("Innovasjonsprosjekt")
    DEVELOPMENT = "development", gettext_lazy("Utviklingsprosjekt")
    PILOT = "pilot", gettext_lazy("Pilot")


class Profile(TextChoices):
    """How much the project has to answer for; it rules templates and deciders."""

    SMALL = "small", gettext_lazy("Liten")
    ORDINARY = "ordinary", gettext_lazy("Ordinær")
    LARGE = "large", gettext_lazy("Stor")


class ProjectState(TextChoices):
    RUNNING = "running", gettext_lazy("I gang")
    PAUSED = "paused", gettext_lazy("På vent")
    STOPPED = "stopped", gettext_lazy("Stoppet")
    CLOSED = "closed", gettext_lazy("Avsluttet")


class PhaseKind(TextChoices):
    """The keys of the phases we ship; an administrator's own phase model may have others."""

    FORSTUDIE = "forstudie", gettext_lazy("Forstudie")
    FORPROSJEKT = "forprosjekt", gettext_lazy("Forprosjekt")
    HOVEDPROSJEKT = "hovedprosjekt", gettext_lazy("Hovedprosjekt")
    GJENNOMFORING = "gjennomforing", gettext_lazy("Gjennomføring")
    REALISERING = "realisering", gettext_lazy("Realisering")


class PhaseState(TextChoices):
    PLANNED = "planned", gettext_lazy("Planlagt")
    RUNNING = "running", gettext_lazy("Pågår")
    DONE = "done", gettext_lazy("Ferdig")
    SKIPPED = "skipped", gettext_lazy("Hoppet over")


class GoalResult(TextChoices):
    UNJUDGED = "unjudged", gettext_lazy("Ikke vurdert")
    REACHED = "reached", gettext_lazy("Nådd")
    PARTLY = "partly", gettext_lazy("Delvis nådd")
    NOT_REACHED = "not_reached", gettext_lazy("Ikke nådd")


class GateCode(TextChoices):
    """The places a gate can have, in order. The first six are Prosjektveiviseren's."""

    BP1 = "bp1", "BP1"
    BP2 = "bp2", "BP2"
    BP3 = "bp3", "BP3"
    BP4 = "bp4", "BP4"
    BP5 = "bp5", "BP5"
    BP6 = "bp6", "BP6"
    BP7 = "bp7", "BP7"
    BP8 = "bp8", "BP8"
    BP9 = "bp9", "BP9"


class GateMeaning(TextChoices):
    """What passing the gate does to the project, whatever the gate is called."""

    START_PHASE = "start_phase", gettext_lazy("Starter en fase")
    CLOSING = "closing", gettext_lazy("Begynner avslutningen")
    HAND_OVER = "hand_over", gettext_lazy("Avslutter prosjektet og gir det til linjen")
    BENEFITS = "benefits", gettext_lazy("Vurderer gevinstene")


class EvidenceKind(TextChoices):
    """What an answer can point to in the project itself."""

    DOCUMENT = "document", gettext_lazy("Dokument")
    BENEFIT = "benefit", gettext_lazy("Gevinst")
    RISK = "risk", gettext_lazy("Risiko")
    GOAL = "goal", gettext_lazy("Mål for prosjektet")


class GateState(TextChoices):
    PLANNED = "planned", gettext_lazy("Planlagt")
    IN_PREPARATION = "in_preparation", gettext_lazy("Forberedes")
    SUBMITTED = "submitted", gettext_lazy("Til avgjørelse")
    WAITING_FOR_BOARD = "waiting_for_board", gettext_lazy("Venter på vedtak")
    ON_HOLD = "on_hold", gettext_lazy("På vent")
    DECIDED = "decided", gettext_lazy("Avgjort")


class Answer(TextChoices):
    YES = "yes", gettext_lazy("Ja")
    PARTLY = "partly", gettext_lazy("Delvis")
    NO = "no", gettext_lazy("Nei")
    NOT_RELEVANT = "not_relevant", gettext_lazy("Ikke relevant")


class Level(TextChoices):
    """Who may decide, from the nearest to the highest; the order counts."""

    UNIT_LEADER = "unit_leader", gettext_lazy("Enhetsleder")
    DEPARTMENT = "department", gettext_lazy("Avdelingsdirektør")
    DIRECTOR = "director", gettext_lazy("Bydelsdirektør")
    PORTFOLIO = "portfolio", gettext_lazy("Porteføljestyret")
    BOARD = "board", gettext_lazy("Bydelsutvalget")

    @property
    def rank(self) -> int:
        return list(type(self)).index(self)

    @property
    def above(self) -> "list[Level]":
        return list(type(self))[self.rank + 1 :]


class Outcome(TextChoices):
    GO = "go", gettext_lazy("Gå videre")
    GO_WITH_CONDITIONS = "go_with_conditions", gettext_lazy("Gå videre med vilkår")
    BACK = "back", gettext_lazy("Tilbake for mer arbeid")
    HOLD = "hold", gettext_lazy("Vent")
    STOP = "stop", gettext_lazy("Stopp")
    CHANGE_DIRECTION = "change_direction", gettext_lazy("Endre retning")


GOING_ON = (Outcome.GO, Outcome.GO_WITH_CONDITIONS)


class DecisionOrigin(TextChoices):
    """How a decision came into the record."""

    SIGNED = "signed", gettext_lazy("Signert her")
    MEETING = "meeting", gettext_lazy("Avgjort i møte, ført av sekretariatet og bekreftet")
    AFTERWARDS = "afterwards", gettext_lazy("Ført inn i ettertid")


class ConditionState(TextChoices):
    OPEN = "open", gettext_lazy("Åpent")
    MET = "met", gettext_lazy("Oppfylt")


# --- Why a gate cannot move ---------------------------------------------------------------------


def project_is_going(gate: Any) -> str | None:
    going: tuple[ProjectState, ...] = (ProjectState.RUNNING, ProjectState.PAUSED)
    if gate.meaning == GateMeaning.BENEFITS:
        going = (*going, ProjectState.CLOSED)  # benefits come when the line has taken over
    return None if gate.project.state in going else _("Prosjektet er ikke i gang.")


def the_gate_before_is_passed(gate: Any) -> str | None:
    if gate.is_next:
        return None
    return _("Beslutningspunktet før dette er ikke avgjort.")


def has_owner(gate: Any) -> str | None:
    return None if gate.project.owner_id else _("Prosjektet mangler prosjekteier.")


def has_recommendation(gate: Any) -> str | None:
    return None if gate.recommendation else _("Prosjektlederens tilråding mangler.")


def musts_are_answered(gate: Any) -> str | None:
    if not (missing := gate.unanswered_musts):
        return None
    questions = " ".join(f"«{question.text}»" for question in missing)
    return _("Disse må-spørsmålene mangler svar: %(questions)s") % {"questions": questions}


def goals_are_judged(gate: Any) -> str | None:
    if not (goals := gate.unjudged_goals):
        return None
    texts = " ".join(f"«{goal.text}»" for goal in goals)
    return _("Disse målene for fasen er ikke vurdert: %(goals)s") % {"goals": texts}


def musts_rest_on_what_is_kept(gate: Any) -> str | None:
    if not (questions := gate.musts_on_links):
        return None
    texts = " ".join(f"«{question.text}»" for question in questions)
    return _(
        "Disse må-svarene bygger bare på en lenke. Last opp dokumentet og vis til det: %(texts)s"
    ) % {"texts": texts}


def adviser_has_confirmed(gate: Any) -> str | None:
    if gate.project.profile != Profile.LARGE or gate.confirmed_at:
        return None
    return _("Et stort prosjekt må bekreftes av innovasjonsrådgiver før det avgjøres.")


def is_not_about_benefits(gate: Any) -> str | None:
    if gate.meaning != GateMeaning.BENEFITS:
        return None
    return _("Prosjektet er alt avsluttet. Her vurderes bare gevinstene.")


def recommends_no_more(gate: Any) -> bool:
    """The leader asks for something else than to go on, and need not answer for going on."""
    return bool(gate.recommendation) and gate.recommendation not in GOING_ON


def when_going_on(check: Check) -> Check:
    """The check, for a basis that asks to go on."""

    def checked(gate: Any) -> str | None:
        return None if recommends_no_more(gate) else check(gate)

    return checked


READY = (
    project_is_going,
    has_owner,
    when_going_on(musts_are_answered),
    when_going_on(goals_are_judged),
    has_recommendation,
)

STEPS = {
    "open": Step(
        (GateState.PLANNED, GateState.ON_HOLD),
        GateState.IN_PREPARATION,
        "portfolio.prepare_gate",
        (project_is_going, the_gate_before_is_passed),
        gettext_lazy("Begynn forberedelsen"),
    ),
    "submit": Step(
        (GateState.IN_PREPARATION,),
        GateState.SUBMITTED,
        "portfolio.prepare_gate",
        READY,
        gettext_lazy("Send til avgjørelse"),
    ),
    "submit_to_board": Step(
        (GateState.IN_PREPARATION,),
        GateState.WAITING_FOR_BOARD,
        "portfolio.prepare_gate",
        READY,
        gettext_lazy("Send til bydelsutvalget"),
    ),
    "recall": Step(
        (GateState.SUBMITTED,),
        GateState.IN_PREPARATION,
        "portfolio.prepare_gate",
        (),
        gettext_lazy("Trekk tilbake"),
    ),
    "withdraw_from_board": Step(
        (GateState.WAITING_FOR_BOARD,), GateState.IN_PREPARATION, "portfolio.decide_gate_by_vedtak"
    ),
    "confirm": Step(
        (GateState.SUBMITTED,),
        GateState.SUBMITTED,
        "portfolio.confirm_gate",
        (),
        gettext_lazy("Bekreft"),
    ),
    "confirm_for_board": Step(
        (GateState.WAITING_FOR_BOARD,),
        GateState.WAITING_FOR_BOARD,
        "portfolio.confirm_gate",
        (),
        gettext_lazy("Bekreft"),
    ),
    "lift": Step(
        (GateState.SUBMITTED,),
        GateState.SUBMITTED,
        "portfolio.lift_gate",
        (),
        gettext_lazy("Løft avgjørelsen"),
    ),
    "lift_to_board": Step(
        (GateState.SUBMITTED,),
        GateState.WAITING_FOR_BOARD,
        "portfolio.lift_gate",
        (adviser_has_confirmed,),
        gettext_lazy("Løft til bydelsutvalget"),
    ),
}

LEADS_TO = {
    Outcome.GO: GateState.DECIDED,
    Outcome.GO_WITH_CONDITIONS: GateState.DECIDED,
    Outcome.BACK: GateState.IN_PREPARATION,
    Outcome.HOLD: GateState.ON_HOLD,
    Outcome.STOP: GateState.DECIDED,
    Outcome.CHANGE_DIRECTION: GateState.IN_PREPARATION,
}
NEEDED_TO_GO_ON = (
    project_is_going,
    has_owner,
    musts_are_answered,
    musts_rest_on_what_is_kept,
    goals_are_judged,
    has_recommendation,
    adviser_has_confirmed,
)
NEEDED_FOR = {
    Outcome.GO: NEEDED_TO_GO_ON,
    Outcome.GO_WITH_CONDITIONS: NEEDED_TO_GO_ON,
    Outcome.STOP: (project_is_going, is_not_about_benefits),
    Outcome.CHANGE_DIRECTION: (project_is_going, is_not_about_benefits),
}
DECIDE = {
    outcome: Step(
        (GateState.SUBMITTED,),
        target,
        "portfolio.decide_gate",
        NEEDED_FOR.get(outcome, (project_is_going,)),
        outcome.label,
    )
    for outcome, target in LEADS_TO.items()
}
# What was decided before the project came in is entered as it was; nobody prepared it here. What
# was only put off then has been taken up since.
ENTERED = (project_is_going, the_gate_before_is_passed)
ENTERED_FOR = {
    Outcome.GO: (*ENTERED, goals_are_judged),
    Outcome.GO_WITH_CONDITIONS: (*ENTERED, goals_are_judged),
    Outcome.BACK: ENTERED,
    Outcome.STOP: (*ENTERED, is_not_about_benefits),
    Outcome.CHANGE_DIRECTION: (*ENTERED, is_not_about_benefits),
}
AFTERWARDS = {
    outcome: Step(
        (GateState.PLANNED, GateState.IN_PREPARATION, GateState.ON_HOLD),
        LEADS_TO[outcome],
        "portfolio.enter_afterwards",
        checks,
        gettext_lazy("Før inn i ettertid"),
    )
    for outcome, checks in ENTERED_FOR.items()
}
# What the board has decided stands, also when our own preparation had a hole in it.
VEDTAK = {
    outcome: Step(
        (GateState.WAITING_FOR_BOARD,),
        target,
        "portfolio.decide_gate_by_vedtak",
        (project_is_going,),
        outcome.label,
    )
    for outcome, target in LEADS_TO.items()
}
