"""How the files of a paper are made that are no PDF of a template."""

import io
from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from organisation.files.documents import Report
from organisation.files.models import Document
from organisation.files.rendering.docx import docx_of
from organisation.web.sheets import Sheet, write_book
from portfolio.models.paper import PortfolioPaper
from portfolio.papers.compose import for_word, reading_of, shown_day
from portfolio.papers.sheets.catalogue import SHEETS, sheets_named


def make_word(document: Document, report: Report) -> bytes:
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
        write_book(out, paper.title, told(sheets_named(names, reading), len(names), report))
    return out.getvalue()


def told(sheets: Iterable[Sheet], count: int, report: Report) -> Iterator[Sheet]:
    """The sheets, one by one, saying how far it has come."""
    for nth, sheet in enumerate(sheets, start=1):
        report(nth - 1, count, _("Skriver arket «%(title)s»") % {"title": sheet.title})
        yield sheet
