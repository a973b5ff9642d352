"""A document's frozen context as a Word file: the same words and order as its PDF.

Headings, lists, captions and tables are Word's own styles, so that a municipality's template gives
them its look. The same context and template give the same bytes.
"""

from collections.abc import Callable
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from organisation.files.rendering.docx_package import Package
from organisation.files.rendering.docx_text import Writer
from organisation.files.rendering.pdf import LANGUAGES, images_in
from organisation.web.richtext import clean, to_print

Block = dict[str, Any]


def docx_of(context: dict[str, Any], template: bytes | None = None) -> bytes:
    """The Word file of `context`, which is that of `documents/board_case.html` (docs/documents.md).

    It also takes the blocks of `documents/portfolio_report.html`: text, heading, facts, table and
    chart, which becomes its table; and `follow_ups` of `documents/phase_report.html`. `template` is
    a DOCX or DOTX whose styles, page, head and foot are used. Raises DomainError when it cannot be
    read.
    """
    language = str(context.get("language", "nb"))
    with translation.override(language):
        package = Package(template)
        package.describe(context.get("meta") or {}, title_of(context))
        package.speak(LANGUAGES.get(language, language))
        htmls = " ".join(str(block.get("html") or "") for block in context["blocks"])
        writer = Writer(package, images_in(htmls))
        _head(writer, context)
        for block in context["blocks"]:
            WRITE.get(block["kind"], _section)(writer, block)
        _follow_ups(writer, context.get("follow_ups") or [])
        package.foot(_foot_words(context))
        return package.bytes()


def title_of(context: dict[str, Any]) -> str:
    archive = str(context.get("archive_line") or "")
    kind = f"{context['title']}. {context['letterhead']['kind']}"
    return f"{kind}, {archive[:1].lower()}{archive[1:]}" if archive else kind


def _foot_words(context: dict[str, Any]) -> str:
    short = str(context.get("short_title") or context["title"])
    parts = [str(context.get("archive_line") or ""), short[:78]]
    return " · ".join(part for part in parts if part)


def _head(writer: Writer, context: dict[str, Any]) -> None:
    letterhead = context["letterhead"]
    for name in ("municipality", "district", "office"):
        if words := letterhead.get(name):
            is_name = name == ("district" if letterhead.get("district") else "municipality")
            writer.line([(words, is_name)], tight=True)
    writer.line([(letterhead["kind"], False)])
    for label, value in context.get("head") or []:
        writer.fact(str(label), str(value))
    saksgang = context.get("saksgang") or {}
    if rows := saksgang.get("rows"):
        writer.grid(
            saksgang["caption"],
            saksgang["columns"],
            [_cells(row, saksgang, context.get("words") or {}) for row in rows],
        )
    writer.title(context["title"], in_capitals=bool(letterhead.get("is_title_in_capitals")))


def _cells(row: Block, saksgang: Block, words: dict[str, str]) -> list[str]:
    """What stands in one line of the saksgang, in the order of its columns."""
    order = saksgang.get("order") or ("body", "date", "number")
    named_by = "body" if "body" in order else "number"
    later = words.get("number_later") or _("Settes i sakskartet")
    found = {
        "body": row["body"],
        "date": row.get("date") or "–",
        "number": row.get("number") or (row["body"] if named_by == "number" else later),
    }
    if row.get("decides"):
        found[named_by] += f" ({words.get('decides_mark') or _('avgjør saken')})"
    return [found[place] for place in order]


def _data(writer: Writer, block: Block) -> None:
    """Live data as they were: Word has the table of a picture, and the day stands under it."""
    _section(writer, {**block, "note": ""})
    if note := block.get("note"):
        writer.note(note)


def _section(writer: Writer, block: Block) -> None:
    level, number = int(block.get("level") or 2), str(block.get("number") or "")
    if heading := block.get("heading"):
        writer.heading(heading, level - 1, number)
    if note := block.get("note"):
        writer.note(note)
    html = clean(str(block.get("html") or ""))
    writer.html(to_print(html, top=level + 1, number=number))


def _heading(writer: Writer, block: Block) -> None:
    writer.heading(block["heading"], int(block.get("level") or 3) - 1)


def _facts(writer: Writer, block: Block) -> None:
    """Figures that stand large on paper: each on a line, after what it counts."""
    for fact in block["facts"]:
        before = _("før %(before)s") % {"before": fact["before"]} if fact.get("before") else ""
        more = ", ".join(part for part in (before, fact.get("note") or "") if part)
        writer.fact(fact["label"], fact["value"], more)


def _table(writer: Writer, block: Block) -> None:
    rows = [[cell["text"] for cell in row] for row in block["rows"]]
    writer.grid(block["caption"], block["heads"], rows, figures=block.get("figures") or ())
    if note := block.get("note"):
        writer.note(note)


def _chart(writer: Writer, block: Block) -> None:
    """Word has the figures of the chart, to read and to work on."""
    writer.html(to_print(clean(str(block["table"]))))
    if caption := block.get("caption"):
        writer.note(caption)


def _signature(writer: Writer, block: Block) -> None:
    mark = " /s/" if block.get("electronic") else ""
    for signer in block.get("signers") or [block]:
        if name := signer.get("name"):
            writer.line([(name, True)], tight=True)
        on = f", {signer['day']}" if signer.get("day") else ""
        writer.line([(f"{signer['title']}{mark}{on}", not name)], tight=True)
    if note := block.get("note"):
        writer.line([(note, False)], tight=True)
    if block.get("electronic"):
        said = block.get("signed") or _("Dokumentet er godkjent elektronisk.")
        writer.line([(said, False)])


def _attachments(writer: Writer, block: Block) -> None:
    writer.heading(block["heading"], 1)
    items = block.get("items") or []
    start = int(items[0]["number"]) if items else 1
    writer.numbered(
        [
            " – ".join(part for part in (item["title"], item.get("note") or "") if part)
            for item in items
        ],
        start,
    )


def _follow_ups(writer: Writer, points: list[dict[str, str]]) -> None:
    if not points:
        return
    writer.heading(_("Til oppfølging"), 1)
    writer.bulleted([_follow_up(point) for point in points])


def _follow_up(point: dict[str, str]) -> str:
    when = ""
    if point.get("done"):
        when = _("fulgt opp %(day)s") % {"day": point["done"]}
    elif point.get("due"):
        when = _("frist %(day)s") % {"day": point["due"]}
    rest = ", ".join(part for part in (point.get("owner") or "", when) if part)
    return f"{point['text']} ({rest})" if rest else point["text"]


WRITE: dict[str, Callable[[Writer, Block], None]] = {
    "chart": _chart,
    "data": _data,
    "facts": _facts,
    "heading": _heading,
    "table": _table,
    "signature": _signature,
    "attachments": _attachments,
}
