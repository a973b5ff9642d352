"""The phase models a new district starts with; its administrator makes new versions of them."""

from dataclasses import dataclass

from portfolio.lifecycle import GateCode, GateMeaning, PhaseKind, Profile


@dataclass(frozen=True)
class PlannedPhase:
    """One phase of a phase model that is to be made."""

    key: str
    name: str
    definite_name: str


@dataclass(frozen=True)
class PlannedGate:
    """One gate of a phase model that is to be made; `ends` and `opens` are keys of phases."""

    code: str
    name: str
    asked: str
    meaning: str
    ends: str = ""
    opens: str = ""


@dataclass(frozen=True)
class Plan:
    """A whole phase model before it is published."""

    name: str
    phases: tuple[PlannedPhase, ...]
    gates: tuple[PlannedGate, ...]


FORSTUDIE = PlannedPhase(PhaseKind.FORSTUDIE, "Forstudie", "forstudien")
FORPROSJEKT = PlannedPhase(PhaseKind.FORPROSJEKT, "Forprosjekt", "forprosjektet")
HOVEDPROSJEKT = PlannedPhase(PhaseKind.HOVEDPROSJEKT, "Hovedprosjekt", "hovedprosjektet")
GJENNOMFORING = PlannedPhase(PhaseKind.GJENNOMFORING, "Gjennomføring", "gjennomføringen")
REALISERING = PlannedPhase(PhaseKind.REALISERING, "Realisering", "realiseringen")

PROSJEKTVEIVISEREN = Plan(
    name="Prosjektveiviseren",
    phases=(FORSTUDIE, FORPROSJEKT, HOVEDPROSJEKT, REALISERING),
    gates=(
        PlannedGate(
            GateCode.BP1,
            "BP1",
            "Skal {prosjekt} starte forstudie?",
            GateMeaning.START_PHASE,
            opens=FORSTUDIE.key,
        ),
        PlannedGate(
            GateCode.BP2,
            "BP2",
            "Skal {prosjekt} gå videre til forprosjekt?",
            GateMeaning.START_PHASE,
            ends=FORSTUDIE.key,
            opens=FORPROSJEKT.key,
        ),
        PlannedGate(
            GateCode.BP3,
            "BP3",
            "Skal {prosjekt} gå videre til hovedprosjekt?",
            GateMeaning.START_PHASE,
            ends=FORPROSJEKT.key,
            opens=HOVEDPROSJEKT.key,
        ),
        PlannedGate(
            GateCode.BP4,
            "BP4",
            "Er {prosjekt} ferdig, så avslutningen kan begynne?",
            GateMeaning.CLOSING,
            ends=HOVEDPROSJEKT.key,
        ),
        PlannedGate(
            GateCode.BP5,
            "BP5",
            "Skal {prosjekt} avsluttes og tas over av linjen?",
            GateMeaning.HAND_OVER,
            opens=REALISERING.key,
        ),
        PlannedGate(
            GateCode.BP6,
            "BP6",
            "Har {prosjekt} gitt gevinstene?",
            GateMeaning.BENEFITS,
            ends=REALISERING.key,
        ),
    ),
)
SMALL = Plan(
    name="Lite prosjekt",
    phases=(GJENNOMFORING, REALISERING),
    gates=(
        PlannedGate(
            GateCode.BP1,
            "Start",
            "Skal {prosjekt} starte?",
            GateMeaning.START_PHASE,
            opens=GJENNOMFORING.key,
        ),
        PlannedGate(
            GateCode.BP5,
            "Ta i bruk",
            "Skal {prosjekt} tas i bruk og overtas av linjen?",
            GateMeaning.HAND_OVER,
            ends=GJENNOMFORING.key,
            opens=REALISERING.key,
        ),
        PlannedGate(
            GateCode.BP6,
            "Gevinst",
            "Har {prosjekt} gitt gevinstene?",
            GateMeaning.BENEFITS,
            ends=REALISERING.key,
        ),
    ),
)
STANDARD = {
    Profile.SMALL: SMALL,
    Profile.ORDINARY: PROSJEKTVEIVISEREN,
    Profile.LARGE: PROSJEKTVEIVISEREN,
}
