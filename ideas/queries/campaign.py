"""Reads about campaigns: how far the answers have come, and who sees what became of it."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from ideas.lifecycle import OPEN_STATES, Outcome, State
from ideas.models import Idea
from ideas.models.campaign import Campaign, CampaignAnswer
from organisation.people.models import Person


def with_progress(rows: QuerySet[Campaign]) -> QuerySet[Any]:
    """Adds `idea_count`, `answered_count` and `waiting_count`; what was taken back is left out."""
    return rows.annotate(
        idea_count=Count("ideas", filter=~Q(ideas__state=State.WITHDRAWN)),
        answered_count=Count("ideas", filter=Q(ideas__state=State.ANSWERED)),
        waiting_count=Count("ideas", filter=Q(ideas__state__in=OPEN_STATES)),
    )


def results_of(campaign: Campaign, person: Person) -> QuerySet[Idea]:
    """The ideas of the campaign that `person` may read, with what a row shows."""
    ideas = Idea.objects.visible_to(person).filter(campaign=campaign)
    return ideas.exclude(state=State.WITHDRAWN).with_people()


@dataclass(frozen=True)
class Became:
    """How many ideas of a campaign came to one end; `outcome` is empty for those that wait."""

    outcome: str
    count: int

    @property
    def words(self) -> str:
        return str(Outcome(self.outcome).label) if self.outcome else _("Venter på svar")


def became(campaign: Campaign) -> list[Became]:
    """What became of all the ideas, also those one may not read; one query, most first."""
    ideas = Idea.objects.filter(campaign=campaign).exclude(state=State.WITHDRAWN).order_by()
    counted = ideas.values_list("outcome").annotate(n=Count("pk")).order_by("-n", "outcome")
    return [Became(outcome, count) for outcome, count in counted]


def answers_of(idea: Idea) -> list[CampaignAnswer]:
    """What the submitter said to the campaign's own questions; asks only when there is one."""
    if idea.campaign_id is None:
        return []
    return list(CampaignAnswer.objects.filter(idea=idea).select_related("question"))
