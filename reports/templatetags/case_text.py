"""The text of a case as it is read on a page: its footnotes lead both ways, and each paragraph has
its place for comments."""

import re
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from organisation.files.templatetags.document import laid_out
from organisation.web.richtext import clean
from organisation.web.richtext.notes import on_page
from organisation.web.richtext.tree import parse, write
from reports.remarks import Remarks

register = template.Library()
TABLE = re.compile(r'<div class="table[^"]*"')


@register.simple_tag(takes_context=True)
def page_html(context: dict[str, Any], block: dict[str, Any]) -> SafeString:
    """The rich text of a block for the screen; `remarks` stand in the context of those who may."""
    remarks: Remarks | None = context.get("remarks")
    html = clean(str(block.get("html") or ""))
    text, notes = on_page(parse(html), int(block.get("first_note") or 1))
    if remarks:
        text = remarks.beside(text, block)
    return scrolling(laid_out(write([*text, *notes]), block))


def scrolling(html: SafeString) -> SafeString:
    """Wide tables scroll sideways on a small screen, also by keyboard."""
    more = format_html(
        ' tabindex="0" role="group" aria-label="{}"', _("Tabell, kan rulles sidelengs")
    )
    # Safe: nothing is added but our own words.
    return mark_safe(TABLE.sub(rf"\g<0>{more}", html))
