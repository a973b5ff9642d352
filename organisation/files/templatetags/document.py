"""Filters for templates of documents."""

from typing import Any

from django import template
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from organisation.web.richtext import clean, to_print

register = template.Library()
LONGEST_KEPT = 36  # letters that fit one line of a title


@register.filter
def block_html(block: dict[str, Any]) -> SafeString:
    """The rich text of a block, its headings numbered and levelled under the block's own."""
    level = int(block.get("level") or 2)
    number = str(block.get("number") or "")
    html = to_print(clean(str(block.get("html") or "")), top=level + 1, number=number)
    # Safe: `clean` has just passed it through the strict list.
    return mark_safe(html)


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
