"""A standard phrase of the form, put into the text that is being saved."""

from organisation.web.pages import Request
from organisation.web.richtext import from_plain
from reports.models import BoardCase

PRESSED, CHOSEN = "sett_inn", "frase"


def with_phrase(request: Request, case: BoardCase, html: str) -> str:
    """`html` with the chosen phrase after it, when that was the button that was pressed."""
    chosen = request.POST.get(CHOSEN, "")
    phrases = case.template.phrases
    if PRESSED not in request.POST or not chosen.isdecimal() or int(chosen) >= len(phrases):
        return html
    return html + from_plain(phrases[int(chosen)]["text"])
