"""Verbs on phase reports: draft, edit, draw again, make the document, leave things to follow up."""

from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.files.models import Document
from organisation.files.services import order_document
from organisation.locking import lock
from organisation.people.models import Person
from organisation.web.richtext import clean, keep_ids
from organisation.web.wording import day
from portfolio.lifecycle.substance import ReportPart
from portfolio.models import FollowUp, Phase, PhaseReport, PhaseReportSection
from portfolio.queries.report_parts import draw

KIND = "phase_report"
TEMPLATE = "documents/phase_report.html"


@transaction.atomic
def start_report(phase: Phase, *, by: Person) -> PhaseReport:
    """The report of `phase`, drafted from what is registered; the one that is there if there is."""
    lock(phase)
    there = PhaseReport.objects.filter(phase=phase).first()
    if there is not None:
        return there
    with acting(by, "portfolio.start_report"):
        report = PhaseReport.objects.create(project=phase.project, phase=phase, started_by=by)
        for position, part in enumerate(ReportPart):
            html = draw(phase, part)
            PhaseReportSection.objects.create(
                report=report,
                part=part,
                position=position,
                text=html,
                drawn=html,
                is_left_out=not html,
            )
    return report


@transaction.atomic
def edit_section(
    section: PhaseReportSection, *, text: str, is_left_out: bool, version: int, by: Person
) -> PhaseReportSection:
    """Save what was written in one part; raises Stale."""
    report = lock(section.report)
    section = lock(section, version=version)
    with acting(by, "portfolio.edit_report"):
        section.text = keep_ids(clean(text), section.text)
        section.is_left_out = is_left_out
        section.version += 1
        section.save(update_fields=["text", "is_left_out", "version"])
        report.version += 1
        report.save(update_fields=["version"])
    return section


@transaction.atomic
def redraw_section(
    section: PhaseReportSection, *, version: int, by: Person, keep_own: bool = False
) -> PhaseReportSection:
    """Put what the data gives now in the place of the part's text; raises Stale.

    With `keep_own` the new comes after what is written, so that nothing is lost.
    """
    report = lock(section.report)
    section = lock(section, version=version)
    html = draw(report.phase, section.part)
    with acting(by, "portfolio.redraw_report"):
        section.drawn, section.drawn_at = html, timezone.now()
        section.text = clean(section.text + html) if keep_own else html
        section.is_left_out = not section.text
        section.version += 1
        section.save(update_fields=["text", "drawn", "drawn_at", "is_left_out", "version"])
        report.version += 1
        report.save(update_fields=["version"])
    return section


@transaction.atomic
def order_report(report: PhaseReport, *, by: Person) -> Document:
    """Order the PDF of the report as it stands; the same content is made once."""
    report = lock(report)
    context = context_of(report)
    if not context["blocks"]:
        raise DomainError(_("Rapporten er tom. Skriv minst én del før du lager PDF."))
    there = versions_of(report).count()
    key = f"phase-report-{report.pk}-{report.version}"
    title = _("Faserapport %(phase)s, %(project)s, versjon %(n)s") % {
        "phase": str(report.phase).lower(),
        "project": report.project.title[:160],
        "n": there + 1,
    }
    return order_document(
        kind=KIND,
        template=TEMPLATE,
        context=context,
        key=key,
        title=title,
        holder=report,
        by=by,
    )


def versions_of(report: PhaseReport) -> Any:
    """The documents made of the report, newest first, with their files; a queryset."""
    return (
        Document.objects.filter(
            holder_type=ContentType.objects.get_for_model(PhaseReport), holder_id=report.pk
        )
        .select_related("file", "created_by")
        .order_by("-created_at", "-pk")
    )


def context_of(report: PhaseReport) -> dict[str, Any]:
    """What the template prints, as plain data (docs/documents.md)."""
    project, phase = report.project, report.phase
    today = timezone.localdate()
    sections = [
        each for each in report.sections.all() if not each.is_left_out and each.text.strip()
    ]
    head = [
        [_("Prosjekt"), project.number],
        [_("Fase"), f"{phase}{', ' + phase.period if phase.period else ''}"],
        [_("Enhet"), project.unit.name],
        [_("Prosjekteier"), project.owner.name if project.owner else "–"],
        [_("Prosjektleder"), project.leader.name if project.leader else "–"],
        [_("Laget"), day(today)],
    ]
    return {
        "language": "nb",
        "letterhead": {
            "municipality": project.district.name,
            "office": project.unit.name if project.unit_id != project.district_id else "",
            "kind": _("Faserapport"),
        },
        "head": head,
        "title": f"{project.title} – {str(phase).lower()}",
        "short_title": f"{project.title}, {str(phase).lower()}",
        "archive_line": project.number,
        "blocks": [
            {
                "kind": "summary" if each.part == ReportPart.SUMMARY else "section",
                "heading": str(each.get_part_display()),
                "number": "" if each.part == ReportPart.SUMMARY else str(number),
                "level": 2,
                "html": each.text,
            }
            for number, each in numbered(sections)
        ],
        "follow_ups": [
            {
                "text": each.text,
                "owner": each.owner.name if each.owner else "",
                "due": day(each.due),
                "done": day(each.done_on),
            }
            for each in report.follow_ups.select_related("owner")
        ],
        "meta": {
            "author": project.district.name,
            "description": _("Faserapport for %(phase)s i %(project)s")
            % {"phase": str(phase).lower(), "project": project.title},
            "keywords": [str(_("faserapport")), str(phase).lower()],
            "created": today.isoformat(),
        },
    }


def numbered(sections: list[PhaseReportSection]) -> list[tuple[int, PhaseReportSection]]:
    """The summary has no number; the others count from one."""
    count, found = 0, []
    for each in sections:
        if each.part != ReportPart.SUMMARY:
            count += 1
        found.append((count, each))
    return found


@transaction.atomic
def add_follow_up(
    report: PhaseReport,
    *,
    text: str,
    by: Person,
    owner: Person | None = None,
    due: date | None = None,
) -> FollowUp:
    """Leave a point for later, perhaps for a case of its own."""
    report = lock(report)
    with acting(by, "portfolio.add_follow_up"):
        point = FollowUp.objects.create(
            project=report.project, report=report, text=text, owner=owner, due=due
        )
        report.version += 1
        report.save(update_fields=["version"])
    return point


@transaction.atomic
def finish_follow_up(point: FollowUp, *, text: str, version: int, by: Person) -> FollowUp:
    """Say how the point was followed up; raises Stale or DomainError."""
    point = lock(point, version=version)
    if not text.strip():
        raise DomainError(_("Skriv hvordan punktet er fulgt opp."))
    with acting(by, "portfolio.finish_follow_up", reason=text):
        point.done_on, point.done_text = timezone.localdate(), text.strip()
        point.version += 1
        point.save(update_fields=["done_on", "done_text", "version"])
    return point
