"""Making an ordered document, step by step, so that people see how far it has come.

A kind of document that is no PDF of one template says how it is made: `makers.add("kind", make)`
in AppConfig.ready, where `make(document, report)` gives the bytes.
"""

import hashlib
import logging
from collections.abc import Callable

from django.utils.translation import gettext as _

from organisation.errors import DomainError
from organisation.files import services
from organisation.files.models import Document
from organisation.files.rendering import pdf
from organisation.files.rendering.checking import faults
from organisation.registries import Registry

logger = logging.getLogger(__name__)

PARTS = 5
Report = Callable[[int, int, str], None]  # parts done, parts in all, what is done now
Maker = Callable[[Document, Report], bytes]
makers: Registry[Maker] = Registry()


def make(document: Document, report: Report) -> None:
    """Make the document and keep its file; does nothing when it has one.

    Safe to run again after a kill: nothing lasts until the file and the document's row are
    written in one transaction at the end. Raises DomainError when the context is not the one that
    was ordered.
    """
    if document.is_finished:
        return
    if hashlib.sha256(document.context.encode()).hexdigest() != document.context_sha256:
        raise DomainError(_("Innholdet er endret etter bestillingen. Bestill dokumentet på nytt."))
    made = makers[document.kind] if document.kind in makers.names() else make_pdf
    services.finish_document(document, made(document, report))
    report(PARTS, PARTS, _("Dokumentet er ferdig"))


def make_pdf(document: Document, report: Report) -> bytes:
    """The document's template as PDF/A-2a and PDF/UA-1, looked over before it is kept."""

    def part(number: int) -> None:
        words = _("Lager PDF, %(number)s av %(parts)s deler")
        report(number - 1, PARTS, words % {"number": number, "parts": PARTS})

    part(1)
    html = pdf.html_of(document.template, document.data)
    rendered = pdf.render_pdf(html, on_step=lambda step: part({"layout": 2, "write": 3}[step]))
    if rendered.missing_characters or rendered.refused_addresses:
        logger.warning(
            "Document %s: %s characters without a glyph, refused %s",
            document.pk,
            len(rendered.missing_characters),
            rendered.refused_addresses,
        )
    part(4)
    if found := faults(rendered.data):
        logger.error("Document %s was not kept: %s", document.pk, "; ".join(found))
        raise DomainError(_("PDF-en ble ikke godkjent i kontrollen og er ikke lagret."))
    part(5)
    return rendered.data
