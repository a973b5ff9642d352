"""Verbs on campaigns. Nobody opens or closes one: its two moments and the server's clock do."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ideas.models.campaign import Campaign, CampaignCriterion, CampaignQuestion, CampaignUnit
from ideas.services.idea import new_open_slug
from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.files.services import inspect_upload, store
from organisation.locking import lock
from organisation.people.models import Person, Unit

WRITTEN = (
    "title",
    "question",
    "opens_at",
    "closes_at",
    "answer_days",
    "open_form",
    "owner",
    "picture_text",
)


@transaction.atomic
def start_campaign(unit: Unit, facts: Mapping[str, Any], *, by: Person) -> Campaign:
    """Put a question on behalf of `unit`. Raises DomainError.

    `facts` holds any of WRITTEN, `audience` (units; none means the whole district), `questions` and
    `criteria` (texts, in order) and `picture` (an upload; False takes away the one there is).
    """
    campaign = Campaign(unit=unit, district_id=unit.district_id, owner=by)
    with acting(by, "ideas.start_campaign"):
        _write(campaign, facts, by=by)
    return campaign


@transaction.atomic
def edit_campaign(
    campaign: Campaign, changes: Mapping[str, Any], *, version: int, by: Person
) -> Campaign:
    """Change what the campaign asks, of whom and when; raises Stale or DomainError."""
    campaign = lock(campaign, version=version)
    campaign.version += 1
    with acting(by, "ideas.edit_campaign"):
        _write(campaign, changes, by=by)
    return campaign


def _write(campaign: Campaign, facts: Mapping[str, Any], *, by: Person) -> None:
    for name in WRITTEN:
        if name in facts:
            setattr(campaign, name, facts[name])
    if campaign.closes_at <= campaign.opens_at:
        raise DomainError(_("Idésøket må stenge etter at det åpner."))
    if campaign.open_form and not campaign.open_slug:
        campaign.open_slug = new_open_slug()
    campaign.owner = campaign.owner or by
    _set_picture(campaign, facts.get("picture"), by)
    campaign.save()
    if "audience" in facts:
        _set_audience(campaign, facts["audience"])
    if "questions" in facts:
        _set_questions(campaign, facts["questions"])
    if "criteria" in facts:
        _set_criteria(campaign, facts["criteria"])


def _set_picture(campaign: Campaign, picture: Any, by: Person) -> None:
    """Keep an upload through the usual checks, which take place and time out of it.

    The one that was there before is swept away when nothing holds it.
    """
    if picture is False:
        campaign.picture, campaign.picture_text = None, ""
    elif picture:
        if not inspect_upload(picture).content_type.startswith("image/"):
            raise DomainError(_("Velg et bilde (.png, .jpg eller .webp)."))
        campaign.picture = store(picture, by=by)


def _set_audience(campaign: Campaign, units: Iterable[Unit]) -> None:
    wanted = {unit.pk: unit for unit in units}
    if any(unit.district_id != campaign.district_id for unit in wanted.values()):
        raise DomainError(_("Enheten hører til en annen bydel."))
    campaign.audience.exclude(unit__in=wanted).delete()
    standing = set(campaign.audience.values_list("unit", flat=True))
    for pk in sorted(wanted.keys() - standing):
        CampaignUnit.objects.create(campaign=campaign, unit=wanted[pk])


def _set_questions(campaign: Campaign, texts: Iterable[str]) -> None:
    """Ask exactly `texts`, in order; one that somebody has answered is never taken away."""
    wanted = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    gone = campaign.questions.exclude(text__in=wanted)
    if answered := gone.filter(answers__isnull=False).first():
        raise DomainError(
            _("Noen har alt svart på «%(question)s». Spørsmålet må stå som det er.")
            % {"question": answered.text}
        )
    gone.delete()
    standing = {question.text: question for question in campaign.questions.all()}
    for position, text in enumerate(wanted, start=1):
        question = standing.get(text) or CampaignQuestion(campaign=campaign, text=text)
        if question.position != position:
            question.position = position
            question.save()


def _set_criteria(campaign: Campaign, texts: Iterable[str]) -> None:
    wanted = list(dict.fromkeys(text.strip() for text in texts if text.strip()))
    campaign.criteria.exclude(text__in=wanted).delete()
    standing = {criterion.text: criterion for criterion in campaign.criteria.all()}
    for position, text in enumerate(wanted, start=1):
        criterion = standing.get(text) or CampaignCriterion(campaign=campaign, text=text)
        if criterion.position != position:
            criterion.position = position
            criterion.save()
