"""How the files of a paper are made that are no PDF of a template."""

import io
from collections.abc import Iterable, Iterator
from itertools import chain

from django.utils.translation import gettext as _

from organisation.files.documents import Report
from organisation.files.models import Document
from organisation.web.sheets import Column, Sheet, write_book
from portfolio.dashboard import headline
from portfolio.models.paper import PortfolioPaper
from portfolio.papers.compose import chosen_words, for_word, reading_of, shown_day
from portfolio.papers.part import Reading
from portfolio.papers.sheets.catalogue import SHEETS, sheets_named


def make_word(document: Document, report: Report) -> bytes:
    from organisation.files.rendering.docx import docx_of  # loaded where Word files are made

    report(1, 2, _("Lager Word"))
    return docx_of(for_word(document.data))


def make_workbook(document: Document, report: Report) -> bytes:
    """The workbook of a paper: its sheets on its day, as the one who ordered it sees them."""
    paper = PortfolioPaper.objects.select_related("district").get(pk=document.data["paper"])
    person = paper.ordered_by
    _grants = person.grants
    out = io.BytesIO()
    names = [name for name in document.data["parts"] if name in SHEETS]
    with shown_day(paper.as_of):
        reading = reading_of(person, paper.query, paper.as_of, paper.district, None)
        sheets = told(sheets_named(names, reading), len(names), report)
        write_book(out, paper.title, chain(sheets, [about(paper, reading)]))
    return out.getvalue()


def about(paper: PortfolioPaper, reading: Reading) -> Sheet:
    """The last sheet: which day the figures are of, what was chosen, and what is left out."""
    board = reading.board
    rows = [
        (_("Tittel"), paper.title),
        (_("Slik det sto"), paper.as_of),
        *((label, words) for label, words in chosen_words(board.selection)),
        (_("Prosjekter"), len(board.facts)),
        *((_("Utelatt"), words) for words in headline.hidden(board)),
        (_("Laget av"), paper.ordered_by.name),
    ]
    return Sheet(_("Om"), (Column(_("Hva"), width=20), Column(_("Verdi"), width=60)), rows)


def told(sheets: Iterable[Sheet], count: int, report: Report) -> Iterator[Sheet]:
    """The sheets, one by one, saying how far it has come."""
    for nth, sheet in enumerate(sheets, start=1):
        report(nth - 1, count, _("Skriver arket «%(title)s»") % {"title": sheet.title})
        yield sheet
