"""What the pages of one project share."""

from django.shortcuts import get_object_or_404

from organisation.web.pages import Request
from portfolio.models import Project
from portfolio.sections import sections_of

__all__ = ["find_project", "sections_of"]


def find_project(request: Request, slug: str) -> Project:
    """The project with its people, or 404 when it is not there for this person."""
    return get_object_or_404(Project.objects.visible_to(request.user).with_people(), slug=slug)
