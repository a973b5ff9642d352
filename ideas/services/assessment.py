"""Verbs on assessments: what advisers give, the scales they give it on, and the short list."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from ideas.lifecycle import STEPS
from ideas.models import Idea
from ideas.models.assessment import (
    HIGHEST,
    LOWEST,
    Assessment,
    AssessmentScale,
    AssessmentScore,
    ScaleStep,
    ShortListed,
    ShortListSize,
)
from ideas.standard_scales import STANDARD_SCALES
from organisation.audit.tracking import acting
from organisation.errors import DomainError, Stale
from organisation.lifecycle import take_step
from organisation.locking import lock
from organisation.people.models import Person, ServiceArea, Unit

SCALE_FIELDS = ("name", "question", "axis", "position")


@transaction.atomic
def assess(
    idea: Idea,
    scores: Mapping[int, int],
    *,
    by: Person,
    note: str = "",
    version: int | None = None,
) -> Assessment:
    """Give, or change, `by`'s own assessment: a value from 1 to 5 on each scale in use, by its id.

    The first one starts the assessment of an idea nobody has read. `version` is of the assessment
    that is changed, None for a new one; raises Stale when it was given or changed meanwhile.
    """
    idea = lock(idea)
    if not idea.is_unanswered:
        raise DomainError(_("Idéen venter ikke på svar lenger."))
    scales = list(AssessmentScale.objects.active().filter(district=idea.district_id))
    _require_whole(scales, scores)
    given = Assessment.objects.filter(idea=idea, assessor=by).first()
    if (given.version if given else None) != version:
        raise Stale(
            _("Noen andre har lagret mens du skrev. Teksten din er ikke borte."), current=given
        )
    with acting(by, "ideas.assess"):
        if idea.is_unread:
            take_step(idea, STEPS["take_on"])
            idea.handler = idea.handler or by
            idea.version += 1
            idea.save(update_fields=["state", "handler", "version"])
        if given is None:
            given = Assessment.objects.create(idea=idea, assessor=by, note=note.strip())
        else:
            given.note, given.version = note.strip(), given.version + 1
            given.save(update_fields=["note", "version"])
        _keep_scores(given, scales, scores)
    return given


def _require_whole(scales: Sequence[AssessmentScale], scores: Mapping[int, int]) -> None:
    if not scales:
        raise DomainError(_("Bydelen har ingen skalaer å vurdere etter ennå."))
    if set(scores) != {scale.pk for scale in scales}:
        raise DomainError(_("Gi en verdi på hver skala."))
    if not all(LOWEST <= value <= HIGHEST for value in scores.values()):
        raise DomainError(_("Velg et trinn fra 1 til 5."))


def _keep_scores(
    given: Assessment, scales: Sequence[AssessmentScale], scores: Mapping[int, int]
) -> None:
    """Values on scales that have been retired since go: they are not what is judged by now."""
    given.scores.exclude(scale__in=scales).delete()
    standing = {score.scale_id: score for score in given.scores.all()}
    for scale in scales:
        value = scores[scale.pk]
        score = standing.get(scale.pk)
        if score is None:
            AssessmentScore.objects.create(assessment=given, scale=scale, value=value)
        elif score.value != value:
            score.value = value
            score.save(update_fields=["value"])


# Scales -----------------------------------------------------------------------------------------


@transaction.atomic
def make_standard_scales(district: Unit, *, by: Person | None) -> list[AssessmentScale]:
    """Give a district that has no scales four sensible ones; returns those it has."""
    lock(district)  # pressed twice it is done once
    standing = list(AssessmentScale.objects.filter(district=district))
    if standing:
        return standing
    with acting(by, "ideas.make_scales"):
        return [
            _write_scale(
                AssessmentScale(unit=district, district=district),
                {"name": _(name), "question": _(question), "axis": axis, "position": position},
                [_(text) for text in steps],
            )
            for position, (axis, name, question, steps) in enumerate(STANDARD_SCALES, start=1)
        ]


@transaction.atomic
def add_scale(
    district: Unit, facts: Mapping[str, Any], steps: Sequence[str], *, by: Person
) -> AssessmentScale:
    """A new scale, last in the order; `facts` holds name, question and axis."""
    lock(district)
    _refuse_scale(district.pk, facts["name"], steps)
    last = AssessmentScale.objects.filter(district=district).aggregate(last=Max("position"))["last"]
    with acting(by, "ideas.add_scale"):
        scale = AssessmentScale(unit=district, district=district, position=(last or 0) + 1)
        return _write_scale(scale, facts, steps)


@transaction.atomic
def edit_scale(
    scale: AssessmentScale,
    facts: Mapping[str, Any],
    steps: Sequence[str],
    *,
    version: int,
    by: Person,
) -> AssessmentScale:
    """Change the words of a scale; what it counts as stands once somebody has used it."""
    scale = lock(scale, version=version)
    _refuse_scale(scale.district_id, facts["name"], steps, but=scale)
    if facts["axis"] != scale.axis and scale.scores.exists():
        raise DomainError(
            _("Skalaen er brukt, så du kan ikke endre hva den teller som. Lag en ny i stedet.")
        )
    scale.version += 1
    with acting(by, "ideas.edit_scale"):
        return _write_scale(scale, facts, steps)


def _refuse_scale(
    district_id: int, name: str, steps: Sequence[str], but: AssessmentScale | None = None
) -> None:
    if len(steps) != HIGHEST or not all(text.strip() for text in steps):
        raise DomainError(_("Skriv en tekst for hvert av de fem trinnene."))
    named = AssessmentScale.objects.filter(district=district_id, name=name.strip())
    if (named.exclude(pk=but.pk) if but else named).exists():
        raise DomainError(_("Bydelen har alt en skala med dette navnet."))


def _write_scale(
    scale: AssessmentScale, facts: Mapping[str, Any], steps: Sequence[str]
) -> AssessmentScale:
    for name in SCALE_FIELDS:
        if name in facts:
            setattr(scale, name, facts[name])
    scale.name = scale.name.strip()
    scale.save()
    for value, text in enumerate(steps, start=LOWEST):
        ScaleStep.objects.update_or_create(
            scale=scale, value=value, defaults={"text": text.strip()}
        )
    return scale


@transaction.atomic
def remove_scale(scale: AssessmentScale, *, by: Person) -> bool:
    """Retire a scale somebody has used (True), or delete one nobody has (False)."""
    scale = lock(scale)
    is_used = scale.scores.exists()
    with acting(by, "ideas.retire_scale" if is_used else "ideas.delete_scale"):
        if is_used:
            scale.is_active = False
            scale.version += 1
            scale.save(update_fields=["is_active", "version"])
        else:
            scale.delete()
    return is_used


@transaction.atomic
def bring_back_scale(scale: AssessmentScale, *, by: Person) -> AssessmentScale:
    scale = lock(scale)
    with acting(by, "ideas.bring_back_scale"):
        scale.is_active = True
        scale.version += 1
        scale.save(update_fields=["is_active", "version"])
    return scale


# Short lists ------------------------------------------------------------------------------------


@transaction.atomic
def put_on_short_list(idea: Idea, *, by: Person) -> ShortListed:
    """Let the idea stand on the short list of its service area; twice is once.

    The list may grow past its upper number: the page says so until somebody takes one off.
    """
    idea = lock(idea)
    if not idea.is_unanswered:
        raise DomainError(_("Idéen venter ikke på svar lenger."))
    with acting(by, "ideas.short_list"):
        listing, _made = ShortListed.objects.get_or_create(idea=idea, defaults={"listed_by": by})
    return listing


@transaction.atomic
def take_off_short_list(idea: Idea, *, by: Person) -> None:
    idea = lock(idea)
    with acting(by, "ideas.short_list_off"):
        for listing in ShortListed.objects.filter(idea=idea):
            listing.delete()


@transaction.atomic
def set_short_list_size(
    district: Unit,
    service_area: ServiceArea | None,
    *,
    at_least: int,
    at_most: int,
    version: int,
    by: Person,
) -> ShortListSize:
    """Say how many ideas the list shall hold; `version` is 0 when nobody has said before."""
    lock(district)  # two people may make the first row at once
    if service_area and service_area.district_id != district.pk:
        raise DomainError(_("Tjenesteområdet hører til en annen bydel."))
    if at_most < at_least:
        raise DomainError(_("Det høyeste tallet kan ikke være lavere enn det laveste."))
    size = ShortListSize.objects.filter(district=district, service_area=service_area).first()
    if size and size.version != version:
        raise Stale(
            _("Noen andre har lagret mens du skrev. Teksten din er ikke borte."), current=size
        )
    size = size or ShortListSize(district=district, service_area=service_area, version=0)
    size.at_least, size.at_most = at_least, at_most
    size.version += 1
    with acting(by, "ideas.short_list_size"):
        size.save()
    return size
