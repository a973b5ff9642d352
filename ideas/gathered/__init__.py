"""What pages above gather from the ideas, noun by noun; called once, in AppConfig.ready."""

from ideas.gathered import campaign, challenge, core, listed, similar, written

NOUNS = (core, written, campaign, challenge, listed, similar)


def register() -> None:
    for noun in NOUNS:
        noun.register()
