"""Whether sums, days and counts that the text tells of its project agree with what the project has.

Only what can be read with some safety is looked at: a sum in a sentence that says it is asked for,
released, spent or planned; a day in a sentence that says when a phase ends or a gate is decided; a
number of benefits. What agrees with anything the project knows is left alone. It is a hint for the
writer, never a demand.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organisation.web.wording import day, nok
from reports.amounts import Amount, amounts_in, days_in
from reports.checks import CheckItem

MOST = 5  # hints at a time
SHOWN_WORDS = 16
ASKED, RELEASED, SPENT, PLANNED = "asked", "released", "spent", "plan"
# What a sentence has to say for its sums to be looked at, the surest first.
ABOUT_MONEY = (
    (RELEASED, re.compile(r"\b(?:er|ble|har)\b[^.]*\b(?:frigitt|frigjeve)|\bfrigitte?\b", re.I)),
    (SPENT, re.compile(r"\b(?:er|har|ble)\b[^.]*\bbrukt\b|\bforbruk(?:et)?\b", re.I)),
    (
        ASKED,
        re.compile(
            r"\bsøke[rs]?\b[^.]*\bom\b|\b(?:prosjektet|det)\s+ber\s+om\b|\bbes\s+om\b"
            r"|\bfri(?:gis|gir|gi|gjev)\b|\bbevilge[rs]?\b|\bløyve[rs]?\b",
            re.I,
        ),
    ),
    (PLANNED, re.compile(r"\bbudsjett(?:et|ert)?\b|\bkostnadsramme[nr]?\b", re.I)),
)
MONEY_WORDS = {
    ASKED: gettext_lazy("Prosjektet ber om %(amount)s."),
    RELEASED: gettext_lazy("Prosjektet har fått frigitt %(amount)s."),
    SPENT: gettext_lazy("Prosjektet har brukt %(amount)s."),
    PLANNED: gettext_lazy("Prosjektets plan er %(amount)s."),
}
ENDS = re.compile(r"\b(?:ferdig|ferdigstilles|avsluttes|slutter|varer|slutt)\b", re.I)
DECIDED = re.compile(r"\b(?:avgj(?:øres|ort)|beslutte[st]|behandle[st]|beslutning(?:en)?)\b", re.I)
COUNTS = ("null", "én", "to", "tre", "fire", "fem", "seks", "sju", "åtte", "ni", "ti")
BENEFITS = re.compile(
    rf"\b(?:har|i\s+alt|til\s+sammen|planlegger|venter|beskriver)\s+(?P<n>\d{{1,2}}|{'|'.join(COUNTS)})"
    r"\s+(?:planlagte\s+)?gevinst(?:er|ar)?\b",
    re.I,
)
# A point ends a sentence before a capital, so that 1,2 mill. kr and kl. 12 stay whole.
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ«])|\n+")


@dataclass(frozen=True)
class Milestone:
    """A phase or a gate with the days the project has for it, each with how exactly."""

    name: str
    words: tuple[str, ...]  # what a text calls it
    days: tuple[tuple[date, str], ...]


@dataclass(frozen=True)
class Known:
    """What the project knows that a text may tell of."""

    asked_nok: Decimal = Decimal(0)
    sums: dict[str, Decimal] = field(default_factory=dict)  # kind of entry → all of it
    others: frozenset[Decimal] = frozenset()  # of a year, a source, one entry
    phases: tuple[Milestone, ...] = ()
    gates: tuple[Milestone, ...] = ()
    meetings: tuple[date, ...] = ()  # of the case itself
    benefits: int = 0

    def sum_for(self, about: str) -> Decimal:
        return self.asked_nok if about == ASKED else self.sums.get(about, Decimal(0))

    def knows(self, amount: Amount) -> bool:
        known = {self.asked_nok, *self.sums.values(), *self.others}
        known.add(self.asked_nok + self.sums.get(RELEASED, Decimal(0)))
        return any(amount.is_about(each) for each in known)


@dataclass(frozen=True)
class Passage:
    """Some words of the text, and where on the case page they stand."""

    text: str
    target: str
    place: str  # what the part is called


def needs_project(passages: list[Passage], known: Known) -> bool:
    """Whether the text tells anything that the case does not itself know, as `known` has it."""
    return any(
        (_money_topic(sentence) and any(not known.knows(each) for each in amounts_in(sentence)))
        or _tells_of_days(sentence)
        or BENEFITS.search(sentence)
        for passage in passages
        for sentence in SENTENCE.split(passage.text)
    )


def _money_topic(sentence: str) -> str:
    return next((topic for topic, words in ABOUT_MONEY if words.search(sentence)), "")


def _tells_of_days(sentence: str) -> bool:
    says = ENDS.search(sentence) or DECIDED.search(sentence)
    return bool(says) and any(days_in(sentence))


def disagreements(passages: list[Passage], known: Known) -> list[CheckItem]:
    """A hint for each number that is not what the project has; one line when all of them are."""
    looked, found = 0, []
    for passage in passages:
        for sentence in SENTENCE.split(passage.text):
            for told, fact in _checked(sentence, known):
                looked += 1
                if fact:
                    found.append(_hint(told, fact, sentence, passage))
    if looked and not found:
        words = _("Tallene stemmer med prosjektet.")
        return [CheckItem(words, True, "deler", is_required=False, note=_looked_at(looked))]
    return found[:MOST]


def _looked_at(count: int) -> str:
    words = ngettext(
        "%(n)d opplysning er sammenliknet.", "%(n)d opplysninger er sammenliknet.", count
    )
    return words % {"n": count}


def _hint(told: str, fact: str, sentence: str, passage: Passage) -> CheckItem:
    said = Truncator(" ".join(sentence.split())).words(SHOWN_WORDS, truncate=" …")
    return CheckItem(
        _("Sjekk «%(told)s» i «%(part)s».") % {"told": told, "part": passage.place},
        False,
        passage.target,
        is_required=False,
        note=_("%(fact)s Teksten: «%(said)s»") % {"fact": fact, "said": said},
    )


def _checked(sentence: str, known: Known) -> Iterator[tuple[str, str]]:
    """What the sentence tells, each with what the project says instead; "" where they agree."""
    yield from _money(sentence, known)
    yield from _ends(sentence, known)
    yield from _gates(sentence, known)
    yield from _benefits(sentence, known)


def _money(sentence: str, known: Known) -> Iterator[tuple[str, str]]:
    topic = _money_topic(sentence)
    fact = known.sum_for(topic) if topic else Decimal(0)
    if not fact:
        return  # the project tells nothing of it
    for amount in amounts_in(sentence):
        words = str(MONEY_WORDS[topic]) % {"amount": nok(fact)}
        yield amount.words, "" if known.knows(amount) else words


def _ends(sentence: str, known: Known) -> Iterator[tuple[str, str]]:
    if ENDS.search(sentence):
        telling = _("Faseplanen har %(name)s til %(day)s.")
        yield from _days(sentence, known.phases, telling, known)


def _gates(sentence: str, known: Known) -> Iterator[tuple[str, str]]:
    if DECIDED.search(sentence):
        yield from _days(sentence, known.gates, _("Prosjektet har %(name)s %(day)s."), known)


def _days(
    sentence: str, places: tuple[Milestone, ...], telling: str, known: Known
) -> Iterator[tuple[str, str]]:
    """Days in a sentence that names one phase or gate, and only one."""
    named = [each for each in places if each.days and _names(sentence, each)]
    if len(named) != 1:
        return
    all_days = [on for each in (*known.phases, *known.gates) for on in each.days]
    all_days += [(on, "day") for on in known.meetings]
    for said in days_in(sentence):
        agrees = any(said.is_about(on, precision) for on, precision in all_days)
        last = named[0].days[-1][0]
        yield said.words, "" if agrees else telling % {"name": named[0].name, "day": day(last)}


def _names(sentence: str, milestone: Milestone) -> bool:
    plain = sentence.lower()
    return any(re.search(rf"\b{re.escape(word)}\b", plain) for word in milestone.words if word)


def _benefits(sentence: str, known: Known) -> Iterator[tuple[str, str]]:
    for found in BENEFITS.finditer(sentence):
        said = found["n"].lower()
        count = int(said) if said.isdecimal() else COUNTS.index(said)
        if known.benefits:
            words = ngettext(
                "Prosjektet har %(n)d gevinst.", "Prosjektet har %(n)d gevinster.", known.benefits
            )
            told = " ".join(found[0].split()[-2:])
            yield told, "" if count == known.benefits else words % {"n": known.benefits}
