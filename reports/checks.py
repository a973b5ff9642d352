"""The check list beside a case: what has to be there, and what a careful writer looks at."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from organisation.web.richtext import to_plain
from organisation.web.richtext.notes import without_notes
from organisation.web.richtext.tree import Node, parse, write
from reports.lifecycle import CaseKind

if TYPE_CHECKING:
    from reports.models import BoardCase

LONG_SENTENCE_WORDS = 35
STRETCH_WORDS = 600  # without a heading between
HEADINGS = ("h2", "h3", "h4")
SENTENCE = re.compile(r"[^.!?:\n]+")
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class CheckItem:
    """One line of the list. `target` is the id on the case page of the place to mend it."""

    text: str
    is_met: bool
    target: str
    is_required: bool = True
    note: str = ""


def checks_of(case: "BoardCase") -> list[CheckItem]:
    """The list for `case`, in the order one works through it."""
    return [
        _required_parts(case),
        _proposal(case),
        *_gate(case),
        *_pictures(case),
        *_headings(case),
        _saksgang(case),
        *_access(case),
        _archive(case),
        _sentences(case),
    ]


def _required_parts(case: "BoardCase") -> CheckItem:
    empty = [part for part in case.text_parts() if part.is_required and not part.is_written]
    if not case.text_parts():
        return CheckItem(_("Saken har ingen tekst."), False, "deler")
    if not empty:
        return CheckItem(_("Alle faste deler er skrevet."), True, "deler")
    names = ", ".join(f"«{part.heading}»" for part in empty)
    return CheckItem(_("Skriv %(parts)s.") % {"parts": names}, False, f"del-{empty[0].pk}")


def _proposal(case: "BoardCase") -> CheckItem:
    if case.proposal:
        return CheckItem(_("Forslaget til vedtak er skrevet."), True, "forslag")
    return CheckItem(_("Skriv forslaget til vedtak."), False, "forslag")


def _gate(case: "BoardCase") -> list[CheckItem]:
    """A case that decides a gate says what it would mean for the gate."""
    if case.kind != CaseKind.GATE_DECISION:
        return []
    if case.proposed_outcome:
        return [CheckItem(_("Forslaget sier hva som skjer med prosjektet."), True, "forslag")]
    return [CheckItem(_("Velg hva forslaget betyr for prosjektet."), False, "forslag")]


def _pictures(case: "BoardCase") -> list[CheckItem]:
    """Each picture says in words what it shows. The law asks it of what we publish."""
    texts = [(part.heading, f"del-{part.pk}", part.html) for part in case.text_parts()]
    texts.append((_("Forslag til vedtak"), "forslag", case.proposal))
    with_pictures = [text for text in texts if "<img" in text[2]]
    bare = [text for text in with_pictures if lacks_description(text[2])]
    if not with_pictures:
        return []
    if not bare:
        return [CheckItem(_("Alle bilder er beskrevet."), True, "deler")]
    names = ", ".join(f"«{heading}»" for heading, _target, _html in bare)
    return [CheckItem(_("Beskriv bildene i %(parts)s.") % {"parts": names}, False, bare[0][1])]


def lacks_description(html: str) -> bool:
    nodes = (node for top in parse(html) if isinstance(top, Node) for node in top.walk())
    return any(node.tag == "img" and not node.attrs.get("alt", "").strip() for node in nodes)


def _headings(case: "BoardCase") -> Iterator[CheckItem]:
    """Wise, not required: no two headings alike, and none too far from the next."""
    seen: set[str] = set()
    for part in case.text_parts():
        tops = [node for node in parse(part.html) if isinstance(node, Node)]
        inner = [node.text for node in tops if node.tag in HEADINGS]
        for heading in (part.heading, *inner):
            words = heading.strip().casefold()
            if words in seen:
                told = _("To overskrifter er like: «%(heading)s».") % {"heading": heading}
                yield CheckItem(told, False, f"del-{part.pk}", is_required=False)
            seen.add(words)
        if (longest := _longest_stretch(tops)) > STRETCH_WORDS:
            told = _("Del opp «%(part)s» med en underoverskrift.") % {"part": part.heading}
            note = _("%(count)d ord står uten overskrift.") % {"count": longest}
            yield CheckItem(told, False, f"del-{part.pk}", is_required=False, note=note)


def _longest_stretch(tops: list[Node]) -> int:
    """Words between two headings, at the most."""
    longest = run = 0
    for node in tops:
        run = 0 if node.tag in HEADINGS else run + len(WORD.findall(to_plain(write([node]))))
        longest = max(longest, run)
    return longest


def _saksgang(case: "BoardCase") -> CheckItem:
    stops = case.saksgang()
    if not stops:
        return CheckItem(_("Legg til utvalgene saken skal til."), False, "saksgang")
    if case.deciding_stop is None:
        return CheckItem(_("Velg hvilket utvalg som avgjør saken."), False, "saksgang")
    return CheckItem(_("Saksgangen er satt, og ett utvalg avgjør."), True, "saksgang")


def _access(case: "BoardCase") -> list[CheckItem]:
    if not case.is_exempt:
        return []
    called = CheckItem(_("Saken har en offentlig tittel."), True, "hode")
    if not case.public_title:
        called = CheckItem(_("Gi saken en offentlig tittel, siden den er unntatt."), False, "hode")
    basis = CheckItem(_("Hjemmelen for å unnta saken er skrevet."), bool(case.legal_basis), "hode")
    return [basis, called]


def _archive(case: "BoardCase") -> CheckItem:
    """Wise, not required: the archive may give its number later."""
    if case.archive_case and case.archive_code:
        return CheckItem(_("Arkivsak og arkivkode er satt."), True, "hode", is_required=False)
    return CheckItem(
        _("Arkivsak eller arkivkode mangler."),
        False,
        "hode",
        is_required=False,
        note=_("Kan settes fram til saken arkiveres."),
    )


def _sentences(case: "BoardCase") -> CheckItem:
    """Plain language: the longest sentence, and where it is."""
    longest, place = 0, None
    for part in case.text_parts():
        for sentence in SENTENCE.findall(to_plain(write(without_notes(parse(part.html))))):
            if (words := len(WORD.findall(sentence))) > longest:
                longest, place = words, part
    if longest <= LONG_SENTENCE_WORDS or place is None:
        return CheckItem(
            _("Setningene er korte nok."),
            True,
            "deler",
            is_required=False,
            note=_("Lengste er %(count)d ord.") % {"count": longest} if longest else "",
        )
    return CheckItem(
        _("Del opp en lang setning i «%(part)s».") % {"part": place.heading},
        False,
        f"del-{place.pk}",
        is_required=False,
        note=_("Den er på %(count)d ord.") % {"count": longest},
    )
