"""Who supports an idea, who follows it, and who offers to help with it."""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ideas.lifecycle.together import HelpState
from ideas.models.idea import Idea
from organisation.audit.tracking import tracked
from organisation.people.models import Person


@tracked
class Support(models.Model):
    """One person's support of one idea; the row goes when it is withdrawn."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="supports")
    person = models.ForeignKey(Person, models.PROTECT, related_name="supports")
    given_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("støtte")
        verbose_name_plural = _("støtte")
        ordering = ("given_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=["idea", "person"], name="ideas_support_once"),
        )

    def __str__(self) -> str:
        return str(self.person)


@tracked
class Follow(models.Model):
    """Somebody who is told what becomes of the idea; the row goes when they stop following."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="follows")
    person = models.ForeignKey(Person, models.CASCADE, related_name="followed_ideas")
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("følger")
        verbose_name_plural = _("følgere")
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint(fields=["idea", "person"], name="ideas_follow_once"),
        )

    def __str__(self) -> str:
        return str(self.person)


class HelpOfferQuerySet(models.QuerySet["HelpOffer"]):
    def waiting(self) -> Self:
        return self.filter(state=HelpState.OFFERED)


@tracked
class HelpOffer(models.Model):
    """What somebody can do for the idea, and what became of the offer."""

    State = HelpState

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="help_offers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="help_offers")
    message = models.TextField(_("hva du kan hjelpe med"), max_length=1000)
    state = models.CharField(
        _("tilstand"), max_length=9, choices=HelpState, default=HelpState.OFFERED
    )
    reply = models.TextField(_("svar"), max_length=1000, blank=True)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    offered_at = models.DateTimeField(auto_now_add=True)

    objects = HelpOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilbud om hjelp")
        verbose_name_plural = _("tilbud om hjelp")
        ordering = ("offered_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["idea", "person"],
                condition=Q(state=HelpState.OFFERED),
                name="ideas_helpoffer_once",
                violation_error_message=_("Du har alt tilbudt deg."),
            ),
            models.CheckConstraint(
                name="ideas_helpoffer_state",
                condition=Q(state__in=HelpState.values, message__regex=r"\S"),
            ),
            models.CheckConstraint(
                name="ideas_helpoffer_answered",
                condition=Q(
                    state__in=(HelpState.OFFERED, HelpState.WITHDRAWN),
                    answered_by=None,
                    answered_at=None,
                )
                | Q(
                    state__in=(HelpState.ACCEPTED, HelpState.DECLINED),
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.idea}"
