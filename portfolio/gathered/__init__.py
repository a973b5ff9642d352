"""What pages above gather from the portfolio, noun by noun; called once, in AppConfig.ready."""

from portfolio.gathered import core

NOUNS = (core,)


def register() -> None:
    for noun in NOUNS:
        noun.register()
