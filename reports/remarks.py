"""The small controls at each paragraph of a case that is read: comment, and what was said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation.web.icons import ICONS
from organisation.web.richtext.notes import without_notes
from organisation.web.richtext.tree import Child, Node, parse, text_of
from reports.lifecycle import SectionKind
from reports.shielding import LISTS, PROPOSAL, place_of

NAMED_BY = 6  # words of a paragraph, for those who listen to a list of links
NOT_SAID_OF = (SectionKind.DATA, "decision")


@dataclass(frozen=True)
class Said:
    """The open comments to one paragraph, and the address of the first of them."""

    count: int
    url: str


@dataclass(frozen=True)
class Remarks:
    """Where one comments on the paragraphs of a case; `said` by part and `data-id`."""

    case_id: int
    said: Mapping[tuple[str, str], Said]

    def beside(self, children: Iterable[Child], block: Mapping[str, Any]) -> list[Child]:
        """The text of `block` with a control at each paragraph, list item, quote and table."""
        place = place_of(dict(block))
        if not place or (place != PROPOSAL and block["kind"] in NOT_SAID_OF):
            return list(children)
        return [piece for child in children for piece in self._with_control(child, place)]

    def _with_control(self, child: Child, place: str) -> list[Child]:
        if isinstance(child, str):
            return [child]
        if child.tag in LISTS:
            child.children = [
                each for item in child.children for each in self._with_control(item, place)
            ]
            return [child]
        key = child.attrs.get("data-id")
        if not key or child.tag.startswith("h"):
            return [child]
        control = self._control(child, place, key)
        if child.tag not in ("p", "li") or not text_of(child.children).strip():
            return [child, Node("p", {"class": "remarked alone"}, [control])]
        child.attrs["class"] = "remarked"
        lists = (
            nth
            for nth, each in enumerate(child.children)
            if isinstance(each, Node) and each.tag in LISTS
        )
        child.children.insert(next(lists, len(child.children)), control)
        return [child]

    def _control(self, node: Node, place: str, key: str) -> Node:
        named = Truncator(" ".join(text_of(without_notes(node.children)).split()))
        words = named.words(NAMED_BY, truncate=" …") or _("bilde")
        ask = urlencode({"sted": place, "avsnitt": key})
        links: list[Child] = []
        if said := self.said.get((place, key)):
            told = ngettext("%(n)d åpen kommentar", "%(n)d åpne kommentarer", said.count)
            links.append(_link(said.url, "there", "", told % {"n": said.count}, str(said.count)))
        url = f"{reverse('reports:comment_add', args=[self.case_id])}?{ask}"
        links.append(_link(url, "say", _(": %(words)s") % {"words": words}, _("Kommenter")))
        return Node("span", {"class": "remark"}, links)


def _link(url: str, css: str, rest: str, words: str, shown: str = "") -> Node:
    """A link with an icon; `shown` stands where there is room for a figure only."""
    icon = Node(
        "svg",
        {"class": "icon", "viewBox": "0 0 20 20", "aria-hidden": "true"},
        parse(ICONS["chat"]),
    )
    figure: list[Child] = [Node("span", {"aria-hidden": "true"}, [shown])] if shown else []
    spoken = [Node("span", {"class": "ds-sr-only"}, [rest])] if rest else []
    label = Node("span", {"class": "words"}, [words, *spoken])
    return Node("a", {"class": css, "href": url}, [icon, *figure, label])
