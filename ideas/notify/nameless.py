"""What advisers are told of anonymous ideas: in the morning, so that no letter tells the hour."""

from django.utils.translation import gettext as _

from ideas import notify
from ideas.models import Idea, IdeaQuestion
from ideas.queries import advisers_for
from organisation.notices.services import tell


def came(idea: Idea) -> None:
    """Those who see to it learn of a new anonymous idea, once."""
    tell(
        advisers_for(idea.unit),
        key=f"idea-anonymous-{idea.pk}",
        url=idea.get_absolute_url(),
        kind="idea",
        text=_("Ny anonym idé fra %(unit)s: %(title)s") % {"unit": idea.unit, "title": idea.title},
    )


def replied(question: IdeaQuestion) -> None:
    """The answer came without a name; told once for each question."""
    notify.replied(question, by=None)
