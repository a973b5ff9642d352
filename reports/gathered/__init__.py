"""What pages above gather from cases and meetings, noun by noun; called in AppConfig.ready."""

from reports.gathered import (
    access,
    archive,
    core,
    follow_up,
    legal_basis,
    letters,
    meeting,
    outcome,
    redaction,
    template,
    word,
    writing,
)

NOUNS = (
    core,
    access,
    follow_up,
    outcome,
    legal_basis,
    letters,
    meeting,
    redaction,
    template,
    archive,
    word,
    writing,
)


def register() -> None:
    for noun in NOUNS:
        noun.register()
