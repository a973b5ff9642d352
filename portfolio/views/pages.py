"""What the pages of one project share."""

from django.shortcuts import get_object_or_404

from organisation.web.pages import Request
from portfolio.models import Project
from portfolio.sections import sections_of

__all__ = ["find_project", "sections_of"]


def find_project(request: Request, slug: str) -> Project:
    """The project with its people, or 404 when it is not there for this person.

    `i_follow` says whether the person follows it.
    """
    visible = Project.objects.visible_to(request.user).with_people()
    return get_object_or_404(visible.with_follow_of(request.user), slug=slug)
