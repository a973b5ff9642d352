"""Requests for access: what they are about is found, decided line by line, and given out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.files.models import Document, DocumentFormat
from organisation.files.services import order_document
from organisation.locking import lock
from organisation.people.models import Person, Role, Unit
from organisation.web.wording import day
from portfolio.models import Project
from reports.lifecycle.access import AccessState
from reports.models import AccessLine, AccessRequest, BoardCase, LegalBasis
from reports.queries.access import documents_for, newest_versions, scope_of
from reports.services.documents import order_pdf, order_public_copy
from reports.shielding import public_title

KIND = "access_export"


@dataclass(frozen=True)
class Decision:
    """What is decided about one document: given out, or kept back by a law."""

    is_exempt: bool
    basis: LegalBasis | None = None
    reason: str = ""


def home_of_requests(person: Person) -> Unit:
    """The highest unit where `person` is secretariat; the own district before others."""
    units = Unit.objects.filter(pk__in=person.grants.units_as(Role.SECRETARIAT)).order_by("path")
    return min(units, key=lambda unit: unit.district_id != person.district_id)


@transaction.atomic
def open_request(
    unit: Unit,
    *,
    asked_by: str,
    asked_on: date,
    by: Person,
    text: str = "",
    project: Project | None = None,
    case: BoardCase | None = None,
    period_from: date | None = None,
    period_to: date | None = None,
) -> AccessRequest:
    """Note the request, and find what `by` may see of what it is about."""
    asked = [bool(project), bool(case), bool(period_from and period_to)]
    if sum(asked) != 1:
        raise DomainError(_("Velg et prosjekt, en sak eller en periode."))
    with acting(by, "reports.open_access"):
        request = AccessRequest.objects.create(
            unit=unit,
            district_id=unit.district_id,
            asked_by=asked_by.strip(),
            asked_on=asked_on,
            text=text.strip(),
            project=project,
            case=case,
            period_from=period_from,
            period_to=period_to,
            created_by=by,
        )
        _gather(request, by)
    return request


@transaction.atomic
def gather_again(request: AccessRequest, *, by: Person) -> int:
    """Add what has come since, and public versions that are made now; answers how many lines.

    What is decided stays.
    """
    request = _open(request)
    with acting(by, "reports.gather_access"):
        count = _gather(request, by)
        _save(request)
    return count


def _gather(request: AccessRequest, by: Person) -> int:
    there = {line.file_id: line for line in request.lines.all()}
    last = request.lines.aggregate(last=Max("position"))["last"] or 0
    new = 0
    for found in documents_for(request, by):
        line = there.get(found.file.pk)
        if line is not None:
            if line.public_file_id is None and found.public_file is not None:
                line.public_file = found.public_file
                line.save(update_fields=["public_file"])
            continue
        new += 1
        AccessLine.objects.create(
            request=request,
            file=found.file,
            public_file=found.public_file,
            position=last + new,
            title=found.title[:250],
            dated=found.dated,
            is_exempt=found.is_exempt,
            basis=found.basis,
            basis_words=found.basis_words[:250],
        )
    _order_copies(request, by)
    return new


def _order_copies(request: AccessRequest, by: Person) -> None:
    """Order the documents that are missing; they are there when one gathers again.

    Of a period only the public versions: what is asked for by day is what was made then.
    """
    cases, _projects = scope_of(request, by)
    rows = {case.pk: case for case in cases.prefetch_related("redactions") if case.is_frozen}
    made = newest_versions(rows)
    for case in rows.values():
        if case.redactions.all() and (case.pk, True) not in made:
            order_public_copy(case, by=by)
        if request.period_from is None and (case.pk, False) not in made:
            order_pdf(case, by=by)


@transaction.atomic
def decide(
    request: AccessRequest, decisions: Mapping[int, Decision], *, version: int, by: Person
) -> AccessRequest:
    """Decide about lines, by id; those left out stay. Raises Stale or DomainError.

    What carries a mark and is given out needs a reason: more is opened than one must.
    """
    request = _open(request, version=version)
    with acting(by, "reports.decide_access"):
        for line in request.lines.select_for_update(of=("self",)).filter(pk__in=decisions):
            _decide(request, line, decisions[line.pk])
        _save(request)
    return request


def _decide(request: AccessRequest, line: AccessLine, wanted: Decision) -> None:
    if wanted.is_exempt:
        if wanted.basis is not None and wanted.basis.district_id != request.district_id:
            raise DomainError(_("Velg en hjemmel fra bydelens egen tabell."))
        if wanted.basis is not None and wanted.basis.pk != line.basis_id:
            line.basis, line.basis_words = wanted.basis, str(wanted.basis)[:250]
        if not line.basis_words:
            raise DomainError(_("Velg hjemmelen for å unnta «%(t)s».") % {"t": line.title})
    elif line.basis_words and not wanted.reason.strip():
        raise DomainError(
            _("Skriv hvorfor «%(t)s» gis ut, siden det er merket unntatt.") % {"t": line.title}
        )
    line.is_exempt, line.reason = wanted.is_exempt, wanted.reason.strip()
    line.save(update_fields=["is_exempt", "basis", "basis_words", "reason"])


@transaction.atomic
def answer_request(
    request: AccessRequest, *, answer: str, version: int, by: Person
) -> AccessRequest:
    """Close the request with a written answer."""
    request = _open(request, version=version)
    if not answer.strip():
        raise DomainError(_("Skriv svaret til den som ba om innsyn."))
    with acting(by, "reports.answer_access"):
        request.state, request.answer = AccessState.ANSWERED, answer.strip()
        request.answered_by, request.answered_at = by, timezone.now()
        _save(request, "state", "answer", "answered_by", "answered_at")
    return request


@transaction.atomic
def reopen(request: AccessRequest, *, by: Person) -> AccessRequest:
    """Take it up again, such as after a complaint; the answer stays as it was written."""
    request = lock(request)
    if request.state != AccessState.ANSWERED:
        raise DomainError(_("Innsynskravet er til behandling alt."))
    with acting(by, "reports.reopen_access"):
        request.state = AccessState.OPEN
        _save(request, "state")
    return request


@transaction.atomic
def order_export(request: AccessRequest, *, by: Person) -> Document:
    """Order the zip with what is given out, a list of all of it, and the answer.

    Each export is a document of its own, which says who ordered it and when.
    """
    request = lock(request)
    lines = list(request.lines.select_related("file", "public_file").order_by("position"))
    context = {
        "request": {
            "asked_by": request.asked_by,
            "asked_on": day(request.asked_on),
            "about": about(request),
            "text": request.text,
            "answer": request.answer,
        },
        "lines": [_line_facts(line, number) for number, line in enumerate(lines, start=1)],
    }
    with acting(by, "reports.export_access"):
        _save(request)
        return order_document(
            kind=KIND,
            template="",
            context=context,
            key=f"access-export-{request.pk}-{request.version}",
            title=_("Innsyn %(who)s, %(day)s")
            % {"who": request.asked_by[:100], "day": day(request.asked_on)},
            holder=request,
            by=by,
            format=DocumentFormat.ZIP,
        )


def _line_facts(line: AccessLine, number: int) -> dict[str, Any]:
    given = line.public_file if line.is_exempt else line.file
    return {
        "number": number,
        "title": line.title,
        "dated": day(line.dated),
        "is_exempt": line.is_exempt,
        "basis": line.basis_words if line.is_exempt else "",
        "file": given.pk if given else None,
        "name": given.name if given else "",
        "sha256": given.sha256 if given else "",
    }


def about(request: AccessRequest) -> str:
    """What is asked for, in words."""
    if request.case is not None:
        return _("Saken «%(t)s»") % {"t": public_title(request.case)}
    if request.project is not None:
        return _("Prosjektet «%(t)s»") % {"t": request.project.title}
    return _("%(start)s til %(end)s") % {
        "start": day(request.period_from),
        "end": day(request.period_to),
    }


def _open(request: AccessRequest, *, version: int | None = None) -> AccessRequest:
    request = lock(request, version=version)
    if request.state != AccessState.OPEN:
        raise DomainError(_("Innsynskravet er besvart. Åpne det igjen for å endre."))
    return request


def _save(request: AccessRequest, *fields: str) -> None:
    request.version += 1
    request.save(update_fields=[*fields, "version"])
