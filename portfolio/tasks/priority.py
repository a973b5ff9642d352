"""What the worker does for what is weighed: search for the best list."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.jobs.registry import Progress, job


def address_of_suggestion(prioritisation_id: int, number: int, _person_id: int) -> str:
    from portfolio.services.priority_choice import suggested

    there = suggested(prioritisation_id, number)
    if there is not None:
        return there.get_absolute_url()
    return reverse("portfolio:prioritisation", args=[prioritisation_id])


@job(
    "portfolio.suggest_list",
    queue="bulk",
    attempts=3,
    title=_("Leter etter den beste listen"),
    result_url=address_of_suggestion,
)
def suggest_list(
    prioritisation_id: int, number: int, person_id: int, *, progress: Progress
) -> None:
    """One suggestion; run again it finds the list it made."""
    # The service orders this task, so it cannot be imported before it.
    from portfolio.services.priority_choice import suggest

    suggest(prioritisation_id, number, person_id, progress=progress)
