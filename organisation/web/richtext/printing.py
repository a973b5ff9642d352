"""Rich text as it stands in a document: headings under the section's own, tables that hold together."""

from django.utils.translation import gettext as _

from organisation.web.richtext.tree import Child, Node, parse, write

_LEVELS = {"h2": 0, "h3": 1, "h4": 2}


def to_print(html: str, *, top: int = 3, number: str = "") -> str:
    """HTML for a document from cleaned rich text; its largest heading becomes `h<top>`.

    With `number` ("3") the largest headings are numbered under it ("3.1"). Ids are left out, a
    paragraph that is one image becomes a figure, and each table stands in a `div.table`.
    """
    blocks: list[Child] = []
    count = 0
    for block in parse(html):
        if isinstance(block, str):
            continue
        for node in block.walk():
            node.attrs.pop("data-id", None)
            if node.tag == "img" and not node.attrs.get("alt"):
                node.attrs["alt"] = str(_("Bilde uten beskrivelse"))
        if block.tag in _LEVELS:
            depth = _LEVELS[block.tag]
            block.tag = f"h{min(top + depth, 6)}"
            if number and depth == 0:
                count += 1
                block.children.insert(0, Node("span", {"class": "no"}, [f"{number}.{count}"]))
        blocks.append(_wrapped(block))
    return write(blocks)


def _wrapped(block: Node) -> Node:
    if block.tag == "table":
        return Node("div", {"class": "table"}, [block])
    only = block.children[0] if len(block.children) == 1 else None
    if block.tag == "p" and isinstance(only, Node) and only.tag == "img":
        return Node("figure", {}, [only])
    return block
