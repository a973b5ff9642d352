"""What the pages of one project share."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from organisation.web.components import Section
from organisation.web.pages import Request
from portfolio.models import Project


def find_project(request: Request, slug: str) -> Project:
    """The project with its people, or 404 when it is not there for this person."""
    return get_object_or_404(Project.objects.visible_to(request.user).with_people(), slug=slug)


def sections_of(project: Project, current: str) -> list[Section]:
    """The pages of the project, for the line under its title; `current` is a URL name."""
    pages = (
        ("project", _("Oversikt")),
        ("phases", _("Fase")),
        ("gates", _("Beslutning")),
    )
    return [
        Section(title, reverse(f"portfolio:{name}", args=[project.slug]), name == current)
        for name, title in pages
    ]
