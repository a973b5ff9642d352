"""The form of a case in an Oslo bydel, as data. Source: RULES.md 1.1 (Alna, Sagene, St. Hanshaugen).

A district's form is a row of CaseTemplate; this is what a new district starts with.
"""

from typing import Any

# The blocks a case is printed in, in this form's order. Other forms put the proposal first.
BLOCKS = [
    "letterhead", "head", "saksgang", "title", "sections", "proposal", "signature", "vedtak",
    "attachments",
]

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
    "vedtak": "Vedtak",
}


def section(
    heading: str, *, kind: str = "text", level: int = 2, required: bool = True, help: str = ""
) -> dict[str, Any]:
    return {
        "kind": kind, "heading": heading, "level": level, "required": required, "help": help,
    }


SUMMARY = section(
    "Sammendrag", kind="summary",
    help="To til fem setninger: hva saken gjelder, og hva som foreslås.",
)
BACKGROUND = section("Bakgrunn for saken", help="Hvorfor saken kommer nå, og hva som er vedtatt før.")
FACTS = section("Saksframstilling", help="Fakta. Bruk underoverskrifter når den blir lang.")
ASSESSMENT = section(
    "Vurdering", kind="assessment", help="Hva fakta betyr, hvilke andre løsninger som er vurdert.",
)
MONEY = section(
    "Økonomiske konsekvenser", kind="money", help="Kostnad, innsparing og hvor pengene er.",
)

SECTIONS = {
    "gate_decision": [SUMMARY, BACKGROUND, FACTS, ASSESSMENT, MONEY],
    "orientation": [SUMMARY, BACKGROUND, FACTS, {**ASSESSMENT, "required": False}],
    "free": [
        {**SUMMARY, "required": False}, BACKGROUND, FACTS, {**ASSESSMENT, "required": False},
        {**MONEY, "required": False},
    ],
}

OSLO_FORM: dict[str, Any] = {
    "name": "Oslo",
    "language": "nb",
    "letterhead": {
        "municipality": "Oslo kommune",
        "department": "Bydelsadministrasjonen",
        "document": "Saksframlegg",
    },
    "labels": LABELS,
    "blocks": BLOCKS,
    "sections": SECTIONS,
    "proposal_heading": "Bydelsdirektørens forslag til vedtak",
    "signature": {
        "title": "Bydelsdirektør", "mark": "/s/", "note": "Dokumentet er godkjent elektronisk.",
    },
    "number_pattern": "{n}/{yy}",
    "are_sections_numbered": True,
}

# The two bodies every bydel has; AU prepares BU's cases.
COMMITTEES = (
    {"kind": "au", "name": "Arbeidsutvalget", "abbreviation": "AU"},
    {"kind": "bu", "name": "Bydelsutvalget", "abbreviation": "BU"},
)
