"""The questions a new district starts with; its administrator makes new versions of them.

Each line: gate, key, then must (M), should (S) or not asked (-) for the profiles small, ordinary
and large, the question and its help. What a question asks to be shown stands in ASKS_FOR.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from portfolio.lifecycle import EvidenceKind, GateCode, Profile

PROFILES = (Profile.SMALL, Profile.ORDINARY, Profile.LARGE)


@dataclass(frozen=True)
class Asked:
    """One question of a template that is to be made."""

    key: str
    text: str
    help: str = ""
    is_must: bool = True
    evidence_kinds: tuple[str, ...] = ()


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
    (
        GateCode.BP1,
        "lov-personvern-etikk",
        "MSS",
        "Er lov, personvern og etikk vurdert før noe prøves ut?",
        "Er DPIA nødvendig? Skriv hvem som vurderte det.",
    ),
    (
        GateCode.BP1,
        "kritiske-faktorer",
        "-SM",
        "Er det klart hva som avgjør om arbeidet lykkes?",
        "Kritiske faktorer med ansvarlig og tilstand.",
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
    (
        GateCode.BP2,
        "forankring",
        "SMM",
        "Er prosjektet forankret hos lederne det angår?",
        "Hvem har sagt ja til å bruke tid på det?",
    ),
    (
        GateCode.BP2,
        "kritiske-faktorer",
        "-MM",
        "Er de kritiske faktorene funnet, og har hver en ansvarlig?",
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
    (
        GateCode.BP3,
        "kritiske-faktorer",
        "-MM",
        "Er de kritiske faktorene under kontroll?",
        "Se på dem som er røde, og skriv hva som gjøres.",
    ),
    (GateCode.BP3, "opplaering", "-SM", "Er opplæring og støtte til de ansatte planlagt?", ""),
    (GateCode.BP3, "spredning", "-SM", "Er det tenkt på hvordan løsningen kan spres?", ""),
    (GateCode.BP3, "risiko", "SMM", "Er de største risikoene kjent, og har de en ansvarlig?", ""),
    # BP4: shall the closing begin?
    (
        GateCode.BP4,
        "tatt-i-bruk",
        "MMM",
        "Er løsningen tatt i bruk der den skulle?",
        "Hvilke enheter bruker den, og siden når?",
    ),
    (GateCode.BP4, "resultatmal", "MMM", "Er resultatmålene vurdert?", ""),
    (
        GateCode.BP4,
        "linjen-klar",
        "SMM",
        "Er linjen klar til å ta over?",
        "Hvem tar over, og hva trenger de før de gjør det?",
    ),
    (
        GateCode.BP4,
        "opplaering",
        "SMM",
        "Har de som skal bruke løsningen, fått opplæring?",
        "",
    ),
    (
        GateCode.BP4,
        "personvern-drift",
        "SMM",
        "Er personvern og sikkerhet i orden for vanlig drift?",
        "Behandlingsprotokoll, DPIA og databehandleravtaler.",
    ),
    (
        GateCode.BP4,
        "medbestemmelse",
        "-SM",
        "Er de tillitsvalgte hørt om overgangen til drift (MBU eller AMU)?",
        "Skriv hvor og når.",
    ),
    (GateCode.BP4, "feil", "-SM", "Er kjente feil rettet, eller har noen ansvar for dem?", ""),
    # BP5: shall the project end, and the line take over?
    (
        GateCode.BP5,
        "i-bruk",
        "MMM",
        "Brukes løsningen i vanlig drift?",
        "Hvilke enheter bruker den, og siden når?",
    ),
    (GateCode.BP5, "linjen-overtar", "MMM", "Har linjen overtatt ansvaret, med navn og dato?", ""),
    (
        GateCode.BP5,
        "nullpunkt",
        "MMM",
        "Er nullpunktet for gevinstene målt?",
        "Uten nullpunkt kan ingen se om det virket.",
    ),
    (
        GateCode.BP5,
        "gevinstmaling",
        "SMM",
        "Er det satt datoer for å måle gevinstene?",
        "Også etter at prosjektet er avsluttet.",
    ),
    (
        GateCode.BP5,
        "personvern-drift",
        "MSS",
        "Er lov og personvern i orden for vanlig drift?",
        "Svar «ikke relevant» med en begrunnelse når det ikke behandles personopplysninger.",
    ),
    (
        GateCode.BP5,
        "laerdom",
        "MMM",
        "Er lærdommen skrevet ned?",
        "Hva ville vi gjort på nytt, og hva ville vi gjort annerledes?",
    ),
    (
        GateCode.BP5,
        "medbestemmelse",
        "SSM",
        "Er de tillitsvalgte hørt (MBU eller AMU)?",
        "Skriv hvor og når.",
    ),
    (GateCode.BP5, "dokumenter", "SMM", "Er dokumentene der de skal være i arkivet?", ""),
    (GateCode.BP5, "penger", "-SM", "Er regnskapet gjort opp?", ""),
    (
        GateCode.BP5,
        "ledelse-etterpa",
        "-SM",
        "Er det klart hvem som leder arbeidet videre når prosjektet er over?",
        "",
    ),
    # BP6: has it given the benefits?
    (
        GateCode.BP6,
        "malt",
        "MMM",
        "Er gevinstene målt slik det var planlagt?",
        "Når, av hvem og mot hvilket nullpunkt?",
    ),
    (
        GateCode.BP6,
        "naadd",
        "MMM",
        "Er gevinstene så store som vi trodde?",
        "Skriv avviket og hva som forklarer det.",
    ),
    (
        GateCode.BP6,
        "ulemper",
        "SMM",
        "Er ulempene for brukere og ansatte kjent og håndtert?",
        "",
    ),
    (GateCode.BP6, "fortsatt-i-bruk", "MMM", "Er løsningen fortsatt i bruk?", ""),
    (GateCode.BP6, "spredning", "SSM", "Er det vurdert om flere bør ta den i bruk?", ""),
    (
        GateCode.BP6,
        "laerdom",
        "SMM",
        "Er lærdommen om gevinstene skrevet ned?",
        "Hva trodde vi, og hva ble det?",
    ),
)


# By key, whatever the gate: what the answer should point to.
ASKS_FOR: dict[str, tuple[str, ...]] = {
    "gevinster": (EvidenceKind.BENEFIT,),
    "gevinst-eid": (EvidenceKind.BENEFIT,),
    "nullpunkt": (EvidenceKind.BENEFIT,),
    "gevinstmaling": (EvidenceKind.BENEFIT,),
    "malt": (EvidenceKind.BENEFIT,),
    "naadd": (EvidenceKind.BENEFIT,),
    "ulemper": (EvidenceKind.BENEFIT,),
    "risiko": (EvidenceKind.RISK,),
    "resultatmal": (EvidenceKind.GOAL,),
    "mal-neste": (EvidenceKind.GOAL,),
    "alternativer": (EvidenceKind.DOCUMENT,),
    "personvern-lov-etikk": (EvidenceKind.DOCUMENT,),
    "lov-personvern-etikk": (EvidenceKind.DOCUMENT,),
    "personvern-drift": (EvidenceKind.DOCUMENT,),
    "losning-provd": (EvidenceKind.DOCUMENT,),
    "dokumenter": (EvidenceKind.DOCUMENT,),
}


def questions_for(code: GateCode, profile: Profile) -> Iterator[Asked]:
    """What is asked at `code` in a project with `profile`, in order."""
    nth = PROFILES.index(profile)
    for gate, key, weights, text, help_text in QUESTIONS:
        if gate == code and weights[nth] != "-":
            yield Asked(key, text, help_text, weights[nth] == "M", ASKS_FOR.get(key, ()))
