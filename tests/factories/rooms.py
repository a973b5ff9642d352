"""Campaigns and challenges, made by the services people use."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from ideas.models.campaign import Campaign
from ideas.models.challenge import Challenge
from ideas.services import campaign as campaigns
from ideas.services import challenge as challenges
from organisation.people.models import Person, Unit


def make_campaign(unit: Unit, *, by: Person, **facts: Any) -> Campaign:
    """A campaign that opened yesterday and closes tomorrow, unless `facts` says otherwise."""
    now = timezone.now()
    usual = {
        "title": "Sommeren",
        "question": "Hva gjør sommeren vanskelig?",
        "opens_at": now - timedelta(days=1),
        "closes_at": now + timedelta(days=1),
    }
    return campaigns.start_campaign(unit, {**usual, **facts}, by=by)


def make_challenge(unit: Unit, *, by: Person, **facts: Any) -> Challenge:
    usual = {"title": "Ensomhet", "description": "Mange er alene.", "holder": by}
    return challenges.start_challenge(unit, {**usual, **facts}, by=by)
