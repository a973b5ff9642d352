"""What each kind of case starts with: its sections and blocks of live data, in order.

A form has its own copy, which the district edits. A section is a dictionary with `kind`, `heading`,
`level` (2–4), `required`, `help` and `facts`; a block of live data has `block` and `params` instead
of `facts` (reports/blocks).
"""

from typing import Any

from django.utils.translation import gettext_lazy as _

# The lists a form has, by name. `portfolio` is what an orientation on the portfolio starts with;
# the others are kinds of case.
STARTS = {
    "gate_decision": _("Fasebeslutning"),
    "orientation": _("Orientering om et prosjekt"),
    "portfolio": _("Orientering om porteføljen"),
    "funding_round": _("Resultat av en utlysning"),
    "phase_report": _("Faserapport"),
    "programme": _("Program"),
    "free": _("Annen sak"),
}


def section(
    heading: str, *, kind: str = "text", facts: str = "", required: bool = True, help: str = ""
) -> dict[str, Any]:
    """`facts` names what the case's matter tells that belongs here (reports/prefill.py)."""
    return {
        "kind": kind,
        "heading": heading,
        "level": 2,
        "required": required,
        "help": help,
        "facts": facts or kind,
    }


def data(heading: str, block: str, *, level: int = 3, **params: Any) -> dict[str, Any]:
    """A block of live data, under the section before it."""
    return {
        "kind": "data",
        "heading": heading,
        "level": level,
        "required": False,
        "help": "",
        "block": block,
        "params": params,
    }


SUMMARY = section(
    "Sammendrag",
    kind="summary",
    help="To til fem setninger: hva saken gjelder, og hva som foreslås.",
)
BACKGROUND = section(
    "Bakgrunn for saken",
    facts="background",
    help="Hvorfor saken kommer nå, og hva som er vedtatt før.",
)
FACTS = section(
    "Saksframstilling", facts="facts", help="Fakta. Bruk underoverskrifter når den blir lang."
)
ASSESSMENT = section(
    "Vurdering",
    kind="assessment",
    help="Hva fakta betyr, hvilke andre løsninger som er vurdert.",
)
MONEY = section(
    "Økonomiske konsekvenser",
    kind="money",
    help="Kostnad, innsparing og hvor pengene er.",
)


def wise(part: dict[str, Any]) -> dict[str, Any]:
    """The same section, but it may stand empty."""
    return {**part, "required": False}


PROJECT = data("Om prosjektet", "project_facts")
PLAN = data("Faseplan", "phase_plan")
BUDGET = data("Pengene i prosjektet", "money")
RISKS = data("Risiko", "risks")
BENEFITS = data("Gevinster", "benefits")
CHANGES = data("Endret siden forrige møte", "changes")

SECTIONS: dict[str, list[dict[str, Any]]] = {
    "gate_decision": [
        SUMMARY,
        BACKGROUND,
        PROJECT,
        FACTS,
        PLAN,
        data("Svar på kriteriene", "criteria"),
        BENEFITS,
        RISKS,
        ASSESSMENT,
        MONEY,
        BUDGET,
    ],
    "orientation": [SUMMARY, BACKGROUND, PROJECT, FACTS, PLAN, wise(ASSESSMENT)],
    "portfolio": [
        SUMMARY,
        wise(BACKGROUND),
        {**FACTS, "heading": "Status for porteføljen"},
        data("Tall for porteføljen", "figures"),
        data("Fasetrakt", "chart", chart="fasetrakt"),
        data("Lys i prosjektene", "chart", chart="lys"),
        CHANGES,
        data("Gevinster i porteføljen", "chart", chart="gevinster"),
        wise(ASSESSMENT),
        wise(MONEY),
        data("Penger per fond og år", "chart", chart="penger"),
    ],
    "funding_round": [
        SUMMARY,
        BACKGROUND,
        {**FACTS, "heading": "Søknadene og vurderingen av dem"},
        data("Rangering", "ranking"),
        ASSESSMENT,
        MONEY,
    ],
    "phase_report": [
        SUMMARY,
        BACKGROUND,
        PROJECT,
        {**FACTS, "heading": "Resultatet av fasen"},
        PLAN,
        BENEFITS,
        RISKS,
        ASSESSMENT,
        MONEY,
        BUDGET,
    ],
    "programme": [
        SUMMARY,
        BACKGROUND,
        {**FACTS, "heading": "Status for programmet"},
        data("Prosjektene i programmet", "programme_projects"),
        data("Gevinster i programmet", "benefits"),
        CHANGES,
        wise(ASSESSMENT),
        MONEY,
        data("Pengene i programmet", "money"),
    ],
    "free": [wise(SUMMARY), BACKGROUND, FACTS, wise(ASSESSMENT), wise(MONEY)],
}
