"""The public version of a case: the same context with what is kept from the public taken out.

Words are removed, not covered: a bar that names the law stands in their place. A paragraph that
can no longer be found, since somebody wrote in it after it was marked, takes its whole part with
it, so that nothing slips out by an edit.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from organisation.web.richtext import to_plain
from organisation.web.richtext.notes import is_note, words_of
from organisation.web.richtext.tree import Child, Node, parse, write
from reports.content import document_context
from reports.models import BoardCase, Redaction

PROPOSAL = "forslag"
ANSWER = "vedtak-"  # and the id of the vedtak
LISTS = ("ul", "ol")
INLINE = ("strong", "em", "sup", "sub", "a")
# The bar as it stands in rich text; `organisation.files.templatetags.document` draws it.
MARK = "⟦skjermet {n}⟧"
MARKS = re.compile(r"⟦skjermet \d+⟧")
WORDS = {
    "nb": {
        "bar": "Skjermet, {basis}",
        "part": "Skjermet del",
        "kind": "{kind}, offentlig versjon",
        "attachment": "Vedlegget er unntatt offentlighet, {basis}",
        "description": "Offentlig versjon av {kind}: {title}.",
        "exempt": "Unntatt offentlighet",
    },
    "nn": {
        "bar": "Skjerma, {basis}",
        "part": "Skjerma del",
        "kind": "{kind}, offentleg versjon",
        "attachment": "Vedlegget er unnateke offentlegheit, {basis}",
        "description": "Offentleg versjon av {kind}: {title}.",
        "exempt": "Unnateke offentlegheit",
    },
}


@dataclass(frozen=True)
class Paragraph:
    """A piece of text that can be taken out by itself; `key` is its `data-id`."""

    key: str
    tag: str
    text: str
    has_picture: bool = False


@dataclass(frozen=True)
class Part:
    """A part of the case as it is chosen from: `key` is its place, as a Redaction names it."""

    key: str
    heading: str
    paragraphs: list[Paragraph] = field(default_factory=list)
    is_data: bool = False


def parts_of(context: dict[str, Any]) -> list[Part]:
    """What can be taken out of a case, in the order it is read; `context` is the whole text."""
    return [
        Part(
            place,
            str(block["heading"]),
            list(paragraphs_of(block.get("html") or "")) if block["kind"] != "data" else [],
            is_data=block["kind"] == "data",
        )
        for block in context["blocks"]
        if (place := place_of(block))
    ]


def place_of(block: dict[str, Any]) -> str:
    """How a Redaction names this block; empty for what is never taken out."""
    if block["kind"] == "proposal":
        return PROPOSAL
    if block["kind"] == "decision":
        return f"{ANSWER}{block['answer']}"
    return str(block["pk"]) if "pk" in block else ""


def paragraphs_of(html: str) -> Iterator[Paragraph]:
    """Paragraphs, headings, tables, quotes, and each item of a list."""
    for node in _pieces(parse(html)):
        yield Paragraph(
            node.attrs["data-id"],
            node.tag,
            " ".join(_spoken(node).split()),
            any(each.tag == "img" for each in node.walk()),
        )


def _pieces(children: Iterable[Child]) -> Iterator[Node]:
    for child in children:
        if isinstance(child, str):
            continue
        if child.tag in LISTS:
            yield from _pieces(child.children)
        elif "data-id" in child.attrs:
            yield child


def _spoken(node: Node) -> str:
    """The words with a space between cells and items, as they are read."""
    words = []
    for child in node.children:
        if isinstance(child, str):
            words.append(child)
        elif is_note(child):
            words.append(f" ({words_of(child)})")
        else:
            words.append(_spoken(child) if child.tag in INLINE else f" {_spoken(child)} ")
    return "".join(words)


@dataclass(frozen=True)
class Shield:
    """What is taken out of each place: the law by paragraph, "" for the whole part."""

    bases: dict[str, dict[str, str]]
    words: dict[str, str]

    def over(self, block: dict[str, Any]) -> dict[str, Any]:
        """The block as the public reads it, with the words of its bars in `shielded`."""
        taken = self.bases.get(place_of(block))
        if not taken:
            return block
        html = str(block.get("html") or "")
        if "" in taken or not set(taken) <= ids_in(html):
            return self._without(block, next(iter([taken.get(""), *taken.values()])) or "")
        bars: list[str] = []
        tree = [self._piece(child, taken, bars) for child in parse(html)]
        return {**block, "html": write(tree), "shielded": bars}

    def _without(self, block: dict[str, Any], basis: str) -> dict[str, Any]:
        kept: dict[str, Any] = {
            name: block[name] for name in ("pk", "answer", "number", "level") if name in block
        }
        stays = block["kind"] in ("proposal", "decision")  # their headings say nothing of the case
        return {
            **kept,
            "kind": "section" if block["kind"] == "data" else block["kind"],
            "heading": block["heading"] if stays else self.words["part"],
            **({"note": block["note"]} if stays and "note" in block else {}),
            "html": f"<p>{MARK.format(n=0)}</p>",
            "shielded": [self._bar(basis)],
        }

    def _piece(self, child: Child, taken: dict[str, str], bars: list[str]) -> Child:
        if isinstance(child, str):
            return child
        basis = taken.get(child.attrs.get("data-id", ""))
        if basis is None:
            child.children = [self._piece(each, taken, bars) for each in child.children]
            return child
        bars.append(self._bar(basis))
        tag = child.tag if child.tag in ("li", "h2", "h3", "h4") else "p"
        return Node(tag, {}, [MARK.format(n=len(bars) - 1)])

    def _bar(self, basis: str) -> str:
        return self.words["bar"].format(basis=basis)


def ids_in(html: str) -> set[str]:
    return {piece.attrs["data-id"] for piece in _pieces(parse(html))}


def shield_of(redactions: Iterable[Redaction], language: str) -> Shield:
    bases: dict[str, dict[str, str]] = {}
    for each in redactions:
        bases.setdefault(each.place, {})[each.block] = str(each.basis)
    return Shield(bases, words_in(language))


def words_in(language: str) -> dict[str, str]:
    return WORDS.get(language, WORDS["nb"])


def public_context(case: BoardCase, **how: Any) -> dict[str, Any]:
    """`document_context` as the public reads it: nothing that is kept back stands in it.

    `case` is read with `with_text`; what `how` says goes on to `document_context`.
    """
    context = document_context(case, **how)
    words = words_in(context["language"])
    shield = shield_of(case.redactions.select_related("basis"), context["language"])
    kept_back = {
        each.number: words["attachment"].format(basis=each.basis)
        for each in case.attachments.all()
        if each.is_exempt
    }
    title = public_title(case, words=words) if case.is_exempt else context["title"]
    letterhead = context["letterhead"]
    kind = letterhead["kind"]
    return {
        **context,
        "letterhead": {**letterhead, "kind": words["kind"].format(kind=kind)},
        "title": title,
        "short_title": title,
        "blocks": [_listed(shield.over(block), kept_back) for block in context["blocks"]],
        "meta": {
            **context["meta"],
            "description": words["description"].format(kind=kind.lower(), title=title),
        },
    }


def searchable(case: BoardCase) -> str:
    """The words of the case that a search may find: those that anybody may read of it."""
    shield = shield_of(case.redactions.select_related("basis"), case.template.language)
    blocks = [
        {"kind": part.kind, "pk": part.pk, "heading": part.heading, "html": part.html}
        for part in case.sections.order_by("position")
    ]
    blocks.append({"kind": "proposal", "heading": "", "html": case.proposal})
    read = [shield.over(block) for block in blocks]
    words = "\n".join(f"{block['heading']}\n{to_plain(block['html'])}".strip() for block in read)
    return MARKS.sub("", words)


def _listed(block: dict[str, Any], kept_back: dict[int, str]) -> dict[str, Any]:
    """A list of attachments without the titles that are kept back."""
    if block["kind"] != "attachments" or not kept_back:
        return block
    items = [
        {"number": item["number"], "title": kept_back[item["number"]], "note": ""}
        if item["number"] in kept_back
        else item
        for item in block["items"]
    ]
    return {**block, "items": items}


def public_title(case: BoardCase, *, words: dict[str, str] | None = None) -> str:
    """What the case is called where anybody may read."""
    if not case.is_exempt:
        return case.title
    return case.public_title or (words or WORDS["nb"])["exempt"]


def lost_paragraphs(case: BoardCase, context: dict[str, Any]) -> list[Redaction]:
    """Marks whose paragraph is gone or rewritten, so that their whole part is taken out."""
    html = {place_of(block): str(block.get("html") or "") for block in context["blocks"]}
    return [
        each
        for each in case.redactions.select_related("basis")
        if each.block and each.place in html and each.block not in ids_in(html[each.place])
    ]
