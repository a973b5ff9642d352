"""The questions a new district starts with; its administrator makes new versions of them.

Each line: gate, key, then must (M), should (S) or not asked (-) for the profiles small, ordinary
and large, the question and its help.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from portfolio.lifecycle import GateCode, Profile

PROFILES = (Profile.SMALL, Profile.ORDINARY, Profile.LARGE)


@dataclass(frozen=True)
class Asked:
    """One question of a template that is to be made."""

    key: str
    text: str
    help: str = ""
    is_must: bool = True


QUESTIONS = (
    # BP1: shall the forstudie start?
    (
        GateCode.BP1,
        "behov",
        "MMM",
        "Er behovet beskrevet av dem det gjelder?",
        "Hvem har behovet, hvor ofte, og hvordan vet vi det?",
    ),
    (
        GateCode.BP1,
        "eier",
        "MMM",
        "Har prosjektet en eier i linjen som vil ha resultatet?",
        "Prosjekteieren er en annen enn prosjektlederen.",
    ),
    (
        GateCode.BP1,
        "sporsmal",
        "MMM",
        "Er det klart hva forstudien skal finne svar på?",
        "To til fire mål som kan vurderes når forstudien er over.",
    ),
    (GateCode.BP1, "tid", "SMM", "Har de som skal gjøre jobben, fått tid til den?", ""),
    (
        GateCode.BP1,
        "personvern",
        "SMM",
        "Er det avklart om forstudien behandler personopplysninger?",
        "Svar «ikke relevant» med en begrunnelse når den ikke gjør det.",
    ),
    (
        GateCode.BP1,
        "lignende",
        "SSM",
        "Er det sett etter lignende prosjekter, også stoppede?",
        "I bydelen, i andre bydeler og hos andre kommuner.",
    ),
    (GateCode.BP1, "strategi", "-SM", "Svarer prosjektet på et mål bydelen har vedtatt?", ""),
    (
        GateCode.BP1,
        "medvirkning",
        "-SM",
        "Er det avtalt hvordan brukere og ansatte skal være med?",
        "",
    ),
    (
        GateCode.BP1,
        "medbestemmelse",
        "--M",
        "Er de tillitsvalgte hørt (MBU eller AMU), eller er det avtalt når?",
        "Skriv hvor og når.",
    ),
    # BP2: on to the forprosjekt?
    (
        GateCode.BP2,
        "behov-bekreftet",
        "MMM",
        "Er behovet bekreftet i forstudien?",
        "Hva sa brukerne og de ansatte, og hvor mange har vi snakket med?",
    ),
    (
        GateCode.BP2,
        "alternativer",
        "SMM",
        "Er minst to alternativer sammenlignet med å la alt være som i dag?",
        "",
    ),
    (
        GateCode.BP2,
        "gevinster",
        "SMM",
        "Er gevinstene beskrevet med nullpunkt og ansvarlig?",
        "Den ansvarlige sitter i linjen og er der når prosjektet er over.",
    ),
    (GateCode.BP2, "mal-neste", "MMM", "Er målene for forprosjektet mulige å måle?", ""),
    (
        GateCode.BP2,
        "plan-neste",
        "MMM",
        "Er planen for forprosjektet ferdig?",
        "Hvem, når, og hva det koster.",
    ),
    (
        GateCode.BP2,
        "personvern-lov-etikk",
        "SMM",
        "Er lov, personvern og etikk vurdert før noe prøves ut?",
        "Ved behandling av personopplysninger: er DPIA vurdert eller gjennomført?",
    ),
    (
        GateCode.BP2,
        "medbestemmelse",
        "SMM",
        "Er de tillitsvalgte hørt (MBU eller AMU)?",
        "Skriv hvor og når.",
    ),
    (
        GateCode.BP2,
        "medvirkning",
        "SSM",
        "Har brukere og ansatte vært med på å forme forslaget?",
        "",
    ),
    (GateCode.BP2, "laerdom", "-SM", "Er lærdom fra lignende prosjekter brukt?", ""),
    (GateCode.BP2, "risiko", "SSM", "Er de største risikoene kjent, og har de en ansvarlig?", ""),
    (GateCode.BP2, "anskaffelse", "-SM", "Er det avklart med innkjøp om noe må kjøpes?", ""),
    # BP3: on to the hovedprosjekt?
    (
        GateCode.BP3,
        "losning-provd",
        "MMM",
        "Er løsningen prøvd med dem som skal bruke den?",
        "Hva virket, hva virket ikke, og hva ble endret?",
    ),
    (
        GateCode.BP3,
        "gevinst-eid",
        "MMM",
        "Har lederen i linjen sagt ja til gevinstene?",
        "Navn, tall og tidspunkt for måling.",
    ),
    (GateCode.BP3, "kostnad-drift", "MMM", "Er kostnaden i drift kjent og dekket?", ""),
    (
        GateCode.BP3,
        "plan-neste",
        "MMM",
        "Er planen for hovedprosjektet ferdig?",
        "Med frister, folk, kroner og hvem som tar løsningen i bruk først.",
    ),
    (GateCode.BP3, "nullpunkt", "SMM", "Er nullpunktet målt?", ""),
    (
        GateCode.BP3,
        "personvern-lov-etikk",
        "MMM",
        "Er lov, personvern og etikk avklart for vanlig drift?",
        "Er DPIA godkjent, og av hvem?",
    ),
    (
        GateCode.BP3,
        "medbestemmelse",
        "SMM",
        "Er de tillitsvalgte hørt (MBU eller AMU)?",
        "Skriv hvor og når.",
    ),
    (GateCode.BP3, "anskaffelse", "SMM", "Er anskaffelsen avklart med innkjøp?", ""),
    (GateCode.BP3, "opplaering", "-SM", "Er opplæring og støtte til de ansatte planlagt?", ""),
    (GateCode.BP3, "spredning", "-SM", "Er det tenkt på hvordan løsningen kan spres?", ""),
    (GateCode.BP3, "risiko", "SMM", "Er de største risikoene kjent, og har de en ansvarlig?", ""),
    # BP4: shall the project be closed?
    (
        GateCode.BP4,
        "tatt-i-bruk",
        "MMM",
        "Er løsningen tatt i bruk der den skulle?",
        "Hvilke enheter bruker den, og siden når?",
    ),
    (GateCode.BP4, "linjen-overtar", "MMM", "Har linjen overtatt ansvaret, med navn og dato?", ""),
    (GateCode.BP4, "resultatmal", "MMM", "Er resultatmålene vurdert?", ""),
    (
        GateCode.BP4,
        "gevinstmaling",
        "SMM",
        "Er det satt datoer for å måle gevinstene?",
        "Også etter at prosjektet er avsluttet.",
    ),
    (
        GateCode.BP4,
        "laerdom",
        "MMM",
        "Er lærdommen skrevet ned?",
        "Hva ville vi gjort på nytt, og hva ville vi gjort annerledes?",
    ),
    (GateCode.BP4, "dokumenter", "SMM", "Er dokumentene der de skal være i arkivet?", ""),
    (GateCode.BP4, "penger", "-SM", "Er regnskapet gjort opp?", ""),
    (
        GateCode.BP4,
        "medbestemmelse",
        "--M",
        "Er de tillitsvalgte hørt om overgangen til drift?",
        "",
    ),
)


def questions_for(code: GateCode, profile: Profile) -> Iterator[Asked]:
    """What is asked at `code` in a project with `profile`, in order."""
    nth = PROFILES.index(profile)
    for gate, key, weights, text, help_text in QUESTIONS:
        if gate == code and weights[nth] != "-":
            yield Asked(key, text, help_text, is_must=weights[nth] == "M")
