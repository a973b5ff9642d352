"""Ordering papers of the portfolio, and writing them when the worker comes to it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from organisation import jobs
from organisation.audit.days import first_day
from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.files.models import DocumentFormat
from organisation.files.services import order_document
from organisation.people.models import Person, Unit
from organisation.web.wording import day
from portfolio.models.paper import PaperKind, PortfolioPaper
from portfolio.papers.compose import Wanted, context_of

PDF, WORD, WORKBOOK = "portfolio_paper", "portfolio_paper_docx", "portfolio_workbook"
TEMPLATE = "documents/portfolio_report.html"


@dataclass(frozen=True)
class Order:
    """What somebody has chosen. `query` is the dashboard's filters, `intro` rich text."""

    kind: PaperKind
    title: str
    as_of: date
    parts: Sequence[str]
    compared_with: date | None = None
    query: str = ""
    intro: str = ""


@transaction.atomic
def order_paper(order: Order, *, district: Unit, by: Person) -> PortfolioPaper:
    """Keep the order and let a worker write it. Raises DomainError when it cannot be written."""
    refuse(order, district)
    paper = PortfolioPaper(
        unit=district,
        district=district,
        kind=order.kind,
        title=order.title,
        as_of=order.as_of,
        compared_with=order.compared_with,
        query=order.query,
        parts=list(order.parts),
        intro=order.intro,
        ordered_by=by,
    )
    with acting(by, "portfolio.order_paper"):
        paper.save(force_insert=True)
        if paper.kind == PaperKind.WORKBOOK:
            order_document(
                kind=WORKBOOK,
                template="",
                context={"paper": paper.pk, "parts": paper.parts},
                key=f"portfolio-paper-{paper.pk}-xlsx",
                title=paper.title,
                holder=paper,
                by=by,
                format=DocumentFormat.XLSX,
            )
        else:
            jobs.enqueue("portfolio.write_paper", paper.pk, key=job_key(paper), by=by)
    return paper


def job_key(paper: PortfolioPaper) -> str:
    return f"portfolio-paper-{paper.pk}"


def refuse(order: Order, district: Unit) -> None:
    """Raise what stands in the way, in words."""
    if not order.parts:
        raise DomainError(_("Velg minst én del."))
    first = first_day(district)
    earliest = min(filter(None, (order.as_of, order.compared_with)))
    if first is None or earliest < first:
        raise DomainError(
            _("Historikken begynner %(day)s. Velg en dag som ikke er tidligere.")
            % {"day": day(first)}
            if first
            else _("Det finnes ingen historikk ennå.")
        )
    if order.compared_with is not None and order.compared_with >= order.as_of:
        raise DomainError(_("Dagen det sammenlignes med, må være tidligere."))


def wanted(paper: PortfolioPaper) -> Wanted:
    """The order as the parts read it."""
    return Wanted(
        kind=PaperKind(paper.kind),
        title=paper.title,
        as_of=paper.as_of,
        compared_with=paper.compared_with,
        query=paper.query,
        parts=tuple(paper.parts),
        intro=paper.intro,
        district=paper.district,
        by=paper.ordered_by,
    )


def write_paper(paper_id: int) -> None:
    """Read the portfolio and order PDF and Word of what it said; once, however often it is run.

    Both are made of the same frozen context. Raises DomainError when the one who ordered it may
    read nothing any more.
    """
    paper = PortfolioPaper.objects.select_related("district", "ordered_by").get(pk=paper_id)
    if not paper.ordered_by.is_active:
        raise DomainError(_("Den som bestilte dokumentet, har ikke lenger tilgang."))
    context = context_of(wanted(paper))
    common: dict[str, Any] = {
        "template": TEMPLATE,
        "context": context,
        "title": paper.title,
        "holder": paper,
        "by": paper.ordered_by,
    }
    with transaction.atomic():
        order_document(kind=PDF, key=f"portfolio-paper-{paper.pk}-pdf", **common)
        order_document(
            kind=WORD,
            key=f"portfolio-paper-{paper.pk}-docx",
            format=DocumentFormat.DOCX,
            **common,
        )
