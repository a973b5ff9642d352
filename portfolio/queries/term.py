"""Reads of the word list: the district's words laid over those we ship."""

from dataclasses import dataclass

from organisation.people.models import Unit
from portfolio.models import Term
from portfolio.word_list import WORDS


@dataclass(frozen=True)
class Word:
    """A word as it stands in the list; `pk` is None for one the district has not made its own."""

    name: str
    explanation: str
    pk: int | None = None
    version: int = 0


def words_of(district: Unit) -> list[Word]:
    """All words in Norwegian order; one query."""
    own = [
        Word(term.name, term.explanation, term.pk, term.version)
        for term in Term.objects.filter(district=district)
    ]
    there = {word.name.lower() for word in own}
    shipped = [Word(name, str(text)) for name, text in WORDS.items() if name not in there]
    return sorted([*own, *shipped], key=lambda word: norwegian(word.name))


def norwegian(text: str) -> str:
    """The order of the alphabet: æ, ø, å after z."""
    return text.lower().translate(str.maketrans("æøå", "{|}"))
