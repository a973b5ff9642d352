"""What pages above gather from the ideas, noun by noun; called once, in AppConfig.ready."""

from ideas.gathered import campaign, challenge, core, listed, written

NOUNS = (core, written, campaign, challenge, listed)


def register() -> None:
    for noun in NOUNS:
        noun.register()
