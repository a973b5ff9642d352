"""What pages above gather from the ideas, noun by noun; called once, in AppConfig.ready."""

from ideas.gathered import (
    answers,
    assessment,
    campaign,
    challenge,
    clarification,
    comment,
    core,
    listed,
    outsider,
    similar,
    support,
    written,
)

NOUNS = (
    core,
    written,
    campaign,
    challenge,
    listed,
    similar,
    assessment,
    clarification,
    answers,
    support,
    comment,
    outsider,
)


def register() -> None:
    for noun in NOUNS:
        noun.register()
