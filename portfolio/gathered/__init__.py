"""What pages above gather from the portfolio, noun by noun; called once, in AppConfig.ready."""

from portfolio.gathered import action, benefit, core, handover, risk, status, steering, substance

NOUNS = (core, action, benefit, status, substance, risk, steering, handover)


def register() -> None:
    for noun in NOUNS:
        noun.register()
