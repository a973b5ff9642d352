"""What pages above gather from the portfolio, noun by noun; called once, in AppConfig.ready."""

from portfolio.gathered import (
    action,
    benefit,
    challenge,
    core,
    dashboard,
    follow,
    gate,
    handover,
    holders,
    idea,
    joining,
    money,
    paper,
    pilot,
    priority,
    project,
    risk,
    similar,
    status,
    steering,
    substance,
    ways,
    writing,
)

NOUNS = (
    core,
    dashboard,
    gate,
    project,
    money,
    action,
    benefit,
    status,
    substance,
    similar,
    risk,
    steering,
    handover,
    pilot,
    priority,
    ways,
    joining,
    follow,
    idea,
    writing,
    challenge,
    paper,
    holders,
)


def register() -> None:
    for noun in NOUNS:
        noun.register()
