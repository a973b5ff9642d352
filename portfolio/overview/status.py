"""How the project stands by its last report, and when the next one is due."""

from datetime import date
from typing import Any

from django.db.models import CharField, DateField, IntegerField, JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _

from organisation.web.wording import day, due_words
from portfolio.demands import demands_of
from portfolio.lifecycle.status import STALE, Area, Light, light_field
from portfolio.models.status import StatusDue, StatusReport
from portfolio.overview import Noun, OverviewLine
from portfolio.queries.status import mark_of


def newest(field: str, output: Any) -> Subquery:
    reports = StatusReport.objects.filter(project=OuterRef("pk")).newest_first()
    return Subquery(reports.values(field)[:1], output_field=output)


def parts() -> Subquery:
    """The light of each area, by its name; empty where it was not asked for."""
    reports = StatusReport.objects.filter(project=OuterRef("pk")).newest_first()
    lights = JSONObject(**{area: light_field(area) for area in Area.values})
    return Subquery(reports.values(lights=lights)[:1], output_field=JSONField())


def schedule(field: str) -> Subquery:
    rows = StatusDue.objects.filter(project=OuterRef("pk"))
    return Subquery(rows.values(field)[:1], output_field=DateField())


ANNOTATIONS = {
    "status_overall": lambda: newest("overall_light", CharField()),
    "status_parts": parts,
    "status_text": lambda: newest("overall_text", CharField()),
    "status_number": lambda: newest("number", IntegerField()),
    "status_delivered_on": lambda: newest("delivered_on", DateField()),
    "status_due": lambda: schedule("due_on"),
    "status_stale_from": lambda: schedule("stale_from"),
}


def line(project: Any, on: date) -> OverviewLine | None:
    url, title = reverse("portfolio:status", args=[project.slug]), _("Status")
    due = project.status_due
    over = due is not None and due < on
    if not project.status_overall:
        if due is None and not demands_of(project).requires("status"):
            return None
        text = _("Ingen rapport ennå.")
        if due is not None:
            text = f"{text} {due_words(due, on, _('Frist'))}"
        return OverviewLine("doc", title, text, url, "late" if over else "", missing=due is None)
    mark: Any = mark_of(project.status_overall, project.status_stale_from, on)
    words = str(Light(project.status_overall).label)
    if mark == STALE:
        words = _("Utdatert, sist %(light)s") % {"light": words.lower()}
    note = _("Rapport %(day)s") % {"day": day(project.status_delivered_on)}
    if over:
        note = f"{note}. {due_words(due, on, _('Ny frist'))}"
    elif project.status_text:
        note = f"{note}: {project.status_text}"
    shown = ((area.label, project.status_parts[area]) for area in Area)
    lights = tuple((about, Light(light).mark) for about, light in shown if light and mark != STALE)
    return OverviewLine(
        "doc", title, words, url, "late" if over else "", light=mark, note=note, lights=lights
    )


NOUN = Noun("status", ANNOTATIONS, line)
