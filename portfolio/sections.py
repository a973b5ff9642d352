"""The pages of one project, and which of them its kind and profile put in the first line."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organisation.web.components import Section
from portfolio.demands import demands_of
from portfolio.lifecycle import ProjectKind
from portfolio.models import Project


@dataclass(frozen=True)
class Page:
    """One page of a project: the name of its address, and the words in the line of pages."""

    name: str
    title: str | Promise


PAGES = (
    Page("project", _("Oversikt")),
    Page("pilot", _("Pilot")),
    Page("phases", _("Fase")),
    Page("milestones", _("Milepæler")),
    Page("gates", _("Beslutning")),
    Page("status", _("Status")),
    Page("risks", _("Risiko")),
    Page("money", _("Økonomi")),
    Page("benefits", _("Gevinst")),
    Page("rollout", _("Innføring")),
    Page("actions", _("Tiltak")),
    Page("steering", _("Styringsgruppe")),
    Page("participation", _("Medvirkning")),
    Page("diagnosis", _("Diagnose")),
    Page("alternatives", _("Alternativer")),
    Page("dependencies", _("Avhengigheter")),
    Page("procurement", _("Anskaffelse")),
    Page("joining", _("Bli med")),
    Page("family", _("Slektskap")),
    Page("audience", _("Deltakere og målgrupper")),
    Page("three_tests", _("Nytt og nyttig")),
    Page("versions", _("Mål over tid")),
    Page("documents", _("Dokumenter")),
    Page("lessons", _("Lærdom")),
    Page("log", _("Beslutningslogg")),
    Page("thread", _("Rød tråd")),
)


def sections_of(project: Project, current: str) -> list[Section]:
    """The pages of the project, for the line under its title; `current` is a URL name.

    First those its kind and profile put first, in that order; the rest are one click away.
    """
    first = demands_of(project).sections
    order = {name: nth for nth, name in enumerate(first)}
    sections = []
    for page in sorted(PAGES, key=lambda page: order.get(page.name, len(first))):
        if page.name in left_out(project):
            continue
        try:
            url = reverse(f"portfolio:{page.name}", args=[project.slug])
        except NoReverseMatch:
            continue
        aside = page.name not in order
        sections.append(Section(page.title, url, page.name == current, is_aside=aside))
    return sections


def left_out(project: Project) -> tuple[str, ...]:
    """A pilot is one page, without phases; a project that never was a pilot has no such page."""
    if project.kind == ProjectKind.PILOT:
        return ("project", "phases", "gates")
    return () if hasattr(project, "pilot") else ("pilot",)
