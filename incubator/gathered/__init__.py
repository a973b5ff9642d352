"""What pages of all floors gather from the incubator, noun by noun; called in AppConfig.ready."""

from incubator.gathered import course

NOUNS = (course,)


def register() -> None:
    for noun in NOUNS:
        noun.register()
