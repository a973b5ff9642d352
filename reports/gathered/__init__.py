"""What pages above gather from cases and meetings, noun by noun; called in AppConfig.ready."""

from reports.gathered import core, legal_basis, meeting, outcome, redaction, template

NOUNS = (core, outcome, legal_basis, meeting, redaction, template)


def register() -> None:
    for noun in NOUNS:
        noun.register()
