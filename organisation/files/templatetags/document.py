"""Filters for templates of documents."""

import re
from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from organisation.web.richtext import clean, to_print

register = template.Library()
PRINT_FONT = re.compile(r' font-family="[^"]*"')
SAKSGANG = ("body", "date", "number")  # the usual columns
LONGEST_KEPT = 36  # letters that fit one line of a title


@register.filter
def block_html(block: dict[str, Any]) -> SafeString:
    """The rich text of a block, its headings numbered and levelled under the block's own."""
    return laid_out(clean(str(block.get("html") or "")), block)


def laid_out(html: str, block: dict[str, Any]) -> SafeString:
    """Text that was cleaned, with what our own code has put into it, as `block` shows it."""
    level = int(block.get("level") or 2)
    number = str(block.get("number") or "")
    html = to_print(html, top=level + 1, number=number)
    # What is taken out of a public version: the words of each bar, by the number of its mark.
    for place, words in enumerate(block.get("shielded") or ()):
        bar = format_html('<span class="shielded">{}</span>', words)
        html = html.replace(f"⟦skjermet {place}⟧", bar)
    # Safe: whoever calls has passed it through the strict list.
    return mark_safe(html)


@register.filter
def rich_print(html: str, top: int = 3) -> SafeString:
    """Rich text, or the table of a chart; its largest heading becomes `h<top>`."""
    # Safe: `clean` has just passed it through the strict list.
    return mark_safe(to_print(clean(str(html)), top=top))


@register.filter
def block_figure(block: dict[str, Any]) -> SafeString:
    """The picture of a block with the line under it."""
    figure, caption = str(block.get("figure") or ""), str(block.get("caption") or "")
    if caption:
        line = format_html("<figcaption>{}</figcaption></figure>", caption)
        figure = line.join(figure.rsplit("</figure>", 1))
    # Safe: only our own code draws pictures into a context.
    return mark_safe(figure)


@register.filter
def page_figure(block: dict[str, Any]) -> SafeString:
    """The same picture on a page: ink and type are those of the screen, and it has a role."""
    drawn = PRINT_FONT.sub("", block_figure(block).replace("#000000", "currentColor"))
    # Safe: nothing is added but our own words.
    return mark_safe(drawn.replace("<svg ", '<svg role="img" ', 1))


@register.filter
def saksgang_cells(_row: dict[str, Any], order: Sequence[str] | None) -> list[dict[str, Any]]:
    """The cells of a row of the saksgang: what each holds, and which of them names the row."""
    places = order or SAKSGANG
    named_by = "body" if "body" in places else "number"
    return [{"place": place, "names_row": place == named_by} for place in places]


@register.filter
def heading_tag(block: dict[str, Any]) -> str:
    """The element of the block's heading: h2, or h3 and h4 for blocks that stand under another."""
    return f"h{min(max(int(block.get('level') or 2), 2), 4)}"


@register.filter
def title_lines(title: str) -> SafeString:
    """A title in two parts breaks between them: «Innovasjon i bydelen – / prosjekt Alna»."""
    first, dash, second = str(title).rpartition(" – ")
    if not dash or len(second) > LONGEST_KEPT:
        return escape(title)
    return format_html('{} – <span class="keep">{}</span>', first, second)
