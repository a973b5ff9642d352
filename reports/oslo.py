"""The form of a case in an Oslo bydel, as data, as Alna, Sagene and St. Hanshaugen write it.

A district's form is a row of CaseTemplate; this is what a new district starts with.
"""

from typing import Any

# In the order they are printed; other forms put the proposal first or name other fields.
HEAD = ["archive_case", "archive_code", "case_officer", "access"]
BLOCKS = ["summary", "sections", "proposal", "signature", "decisions", "attachments"]

LABELS = {
    "archive_case": "Arkivsak",
    "archive_code": "Arkivkode",
    "case_officer": "Saksbehandler",
    "access": "Offentlighet",
    "saksgang": "Saksgang",
    "committee": "Utvalg",
    "meeting_date": "Møtedato",
    "case_number": "Saknr",
    "attachments": "Vedlegg",
    "decides": "Vedtak",
    "recommends": "Innstilling",
    "states": "Uttalelse",
}


def section(
    heading: str, *, kind: str = "text", facts: str = "", required: bool = True, help: str = ""
) -> dict[str, Any]:
    """`facts` names what a gate tells that belongs here (reports/prefill.py)."""
    return {
        "kind": kind,
        "heading": heading,
        "level": 2,
        "required": required,
        "help": help,
        "facts": facts or kind,
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

SECTIONS = {
    "gate_decision": [SUMMARY, BACKGROUND, FACTS, ASSESSMENT, MONEY],
    "orientation": [SUMMARY, BACKGROUND, FACTS, {**ASSESSMENT, "required": False}],
    "free": [
        {**SUMMARY, "required": False},
        BACKGROUND,
        FACTS,
        {**ASSESSMENT, "required": False},
        {**MONEY, "required": False},
    ],
}

OSLO_FORM: dict[str, Any] = {
    "name": "Oslo",
    "language": "nb",
    "letterhead": {
        "municipality": "Oslo kommune",
        "office": "Bydelsadministrasjonen",
        "kind": "Saksframlegg",
    },
    "labels": LABELS,
    "head": HEAD,
    "blocks": BLOCKS,
    "sections": SECTIONS,
    "proposal_heading": "Bydelsdirektørens forslag til vedtak",
    "signature": {"title": "Bydelsdirektør"},
    "number_pattern": "{n}/{yy}",
    "are_sections_numbered": True,
}

# The two bodies every bydel has; AU prepares BU's cases.
COMMITTEES = (
    {"kind": "au", "name": "Arbeidsutvalget", "abbreviation": "AU"},
    {"kind": "bu", "name": "Bydelsutvalget", "abbreviation": "BU"},
)
