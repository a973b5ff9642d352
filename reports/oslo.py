"""The form of a case in an Oslo bydel, as data, as Alna, Sagene and St. Hanshaugen write it.

A district's form is a row of CaseTemplate; this is what a new district starts with. What it shares
with the forms of other municipalities, such as the sections of each kind of case, stands in
`reports.standard_sections`.
"""

from typing import Any

from reports.standard_sections import SECTIONS
from reports.words import LABELS as LABEL_NAMES
from reports.words import NB

# In the order they are printed; other forms put the proposal first or name other fields.
HEAD = ["archive_case", "archive_code", "case_officer", "access"]
BLOCKS = ["summary", "sections", "proposal", "signature", "decisions", "attachments"]
COLUMNS = ["committee", "meeting_date", "case_number"]

LABELS = {name: NB[name] for name in LABEL_NAMES}

PHRASES = [
    {"name": "Tas til orientering", "text": "Bydelsutvalget tar saken til orientering."},
    {
        "name": "Ingen økonomiske konsekvenser",
        "text": "Saken har ingen økonomiske konsekvenser utover vedtatt budsjett.",
    },
    {
        "name": "Innenfor rammen",
        "text": "Tiltaket dekkes innenfor bydelens egne rammer.",
    },
    {
        "name": "Ny sak når fasen er ferdig",
        "text": "Bydelsdirektøren legger fram en ny sak når fasen er ferdig.",
    },
    {
        "name": "Medbestemmelse",
        "text": "Saken er drøftet med de tillitsvalgte etter Hovedavtalen.",
    },
]

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
    "phrases": PHRASES,
}

# The two bodies every bydel has; AU prepares BU's cases.
COMMITTEES = (
    {"kind": "au", "name": "Arbeidsutvalget", "abbreviation": "AU"},
    {"kind": "bu", "name": "Bydelsutvalget", "abbreviation": "BU"},
)
