"""The text of a case as it is read on a page: its footnotes lead both ways, and each paragraph has
its place for comments."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from organisation.files.templatetags.document import laid_out
from organisation.web.richtext import clean
from organisation.web.richtext.notes import on_page
from organisation.web.richtext.tree import parse, write
from reports.remarks import Remarks

register = template.Library()


@register.simple_tag(takes_context=True)
def page_html(context: dict[str, Any], block: dict[str, Any]) -> SafeString:
    """The rich text of a block for the screen; `remarks` stand in the context of those who may."""
    remarks: Remarks | None = context.get("remarks")
    html = clean(str(block.get("html") or ""))
    text, notes = on_page(parse(html), int(block.get("first_note") or 1))
    if remarks:
        text = remarks.beside(text, block)
    return laid_out(write([*text, *notes]), block)
