"""What happens each morning with ideas that nobody stands behind."""

from datetime import date, time, timedelta

from django.utils.translation import gettext_lazy as _

from ideas.models import Idea, IdeaQuestion, Visibility
from ideas.notify import nameless
from organisation.jobs import Progress, job

BACK = timedelta(days=14)  # so that a fortnight without power loses nothing; each is told once


@job(
    "ideas.tell_of_anonymous",
    queue="bulk",
    daily=time(6, 30),
    title=_("Forteller om anonyme idéer"),
)
def tell_of_anonymous(day: str, *, progress: Progress) -> None:
    """Tell advisers of anonymous ideas and answers that came since the last mornings."""
    since = date.fromisoformat(day) - BACK
    anonymous = Idea.objects.filter(visibility=Visibility.ANONYMOUS)
    ideas = list(anonymous.unanswered().filter(submitted_at__date__gte=since))
    questions = list(
        IdeaQuestion.objects.filter(idea__in=anonymous, answered_at__date__gte=since)
        .exclude(answer="")
        .select_related("idea__handler")
    )
    for count, idea in enumerate(ideas, start=1):
        nameless.came(idea)
        progress.report(count, len(ideas) + len(questions))
    for count, question in enumerate(questions, start=len(ideas) + 1):
        nameless.replied(question)
        progress.report(count, len(ideas) + len(questions))
