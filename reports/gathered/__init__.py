"""What pages above gather from cases and meetings, noun by noun; called in AppConfig.ready."""

from reports.gathered import core, legal_basis, outcome, redaction

NOUNS = (core, outcome, legal_basis, redaction)


def register() -> None:
    for noun in NOUNS:
        noun.register()
