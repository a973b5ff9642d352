"""Ideas written down for others: one person's, or those of a whole workshop."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ideas.models import Idea, Source, Visibility
from ideas.models.campaign import Campaign, CampaignQuestion
from ideas.models.challenge import Challenge
from ideas.notify import written as notify
from ideas.services.idea import keep_campaign_answers, new_idea, save_with_number
from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.people.models import Person, ServiceArea, Unit


@dataclass(frozen=True)
class Line:
    """One idea from a workshop, as it was sorted; `number` is its place in what was typed."""

    number: int
    title: str
    need: str
    unit: Unit
    service_area: ServiceArea | None = None


@transaction.atomic
def submit_workshop(
    lines: Sequence[Line],
    *,
    form_token: UUID,
    by: Person,
    source: str = Source.EMPLOYEE,
    campaign: Campaign | None = None,
    campaign_answers: Mapping[CampaignQuestion, str] | None = None,
    challenge: Challenge | None = None,
    at: datetime | None = None,
) -> list[Idea]:
    """Send in all that came up in a workshop, or nothing; the same form sent twice is once.

    Nobody stands as submitter: what is said in a workshop is the group's. Advisers hear of it once.
    What the group said to the campaign's own questions is kept with each idea.
    """
    if not lines:
        raise DomainError(_("Velg minst én idé."))
    at = at or timezone.now()
    tokens = {line.number: uuid5(form_token, str(line.number)) for line in lines}
    sent = list(Idea.objects.filter(form_token__in=tokens.values()).order_by("pk"))
    if sent:
        return sent
    ideas = []
    with acting(by, "ideas.submit"):
        for line in lines:
            idea = new_idea(
                line.unit,
                at,
                form_token=tokens[line.number],
                written_by=by,
                visibility=Visibility.GUEST,
                source=source,
                campaign=campaign,
                challenge=challenge,
                **_said(line),
            )
            save_with_number(idea)
            keep_campaign_answers(idea, campaign_answers or {})
            ideas.append(idea)
    notify.workshop_came(ideas, token=form_token, by=by)
    return ideas


def _said(line: Line) -> dict[str, Any]:
    return {"title": line.title, "need": line.need, "service_area": line.service_area}
