"""Projects that ask for people, those who offer to join, and those who are shown to have helped."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person, Role
from portfolio.lifecycle import ProjectState
from portfolio.lifecycle.joining import OfferState
from portfolio.models.project import InProject, Project, seen_by


class JoinCallQuerySet(models.QuerySet["JoinCall"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "project__"))

    def open_on(self, day: date) -> Self:
        """Those one can answer on `day`: not closed, not past, in a project that is under way."""
        return self.filter(
            Q(until=None) | Q(until__gte=day),
            closed_on=None,
            project__state__in=(ProjectState.RUNNING, ProjectState.PAUSED),
        )


@tracked
class JoinCall(InProject):
    """What a project needs people for, and until when one may offer to join."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="join_calls")
    needed = models.CharField(_("hva det trengs folk til"), max_length=300)
    effort = models.CharField(_("hvor mye"), max_length=120, blank=True)
    until = models.DateField(_("meld deg innen"), null=True, blank=True)
    closed_on = models.DateField(_("lukket"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = JoinCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("ønske om folk")
        verbose_name_plural = _("ønsker om folk")
        ordering = ("closed_on", "until", "pk")

    def __str__(self) -> str:
        return self.needed

    def get_absolute_url(self) -> str:
        return reverse("portfolio:joining", args=[self.project.slug])

    def is_open(self, on: date) -> bool:
        """Whether one may still offer to join; also needs the project to be under way."""
        return self.closed_on is None and (self.until is None or self.until >= on)


class JoinOfferQuerySet(models.QuerySet["JoinOffer"]):
    def visible_to(self, person: Person) -> Self:
        """One's own, and those to projects one runs; agrees with `portfolio.view_joinoffer`."""
        if not person.is_active:
            return self.none()
        return self.filter(
            Q(person=person)
            | Q(project__leader=person)
            | Q(project__owner=person)
            | Q(project__unit__in=person.units_as(Role.ADVISER))
        )

    def waiting(self) -> Self:
        return self.filter(state=OfferState.OFFERED)


@tracked
class JoinOffer(InProject):
    """One person's offer. A no with its reason is between the two, not for all to read."""

    State = OfferState

    project = models.ForeignKey(Project, models.CASCADE, related_name="join_offers")
    call = models.ForeignKey(JoinCall, models.CASCADE, related_name="offers")
    person = models.ForeignKey(Person, models.PROTECT, related_name="join_offers")
    message = models.TextField(_("hva du kan bidra med"), blank=True)
    state = models.CharField(
        _("tilstand"), max_length=10, choices=OfferState, default=OfferState.OFFERED
    )
    reply = models.TextField(_("svar"), blank=True)
    answered_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    answered_at = models.DateTimeField(null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = JoinOfferQuerySet.as_manager()

    class Meta:
        verbose_name = _("tilbud om å være med")
        verbose_name_plural = _("tilbud om å være med")
        ordering = ("created_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["call", "person"],
                condition=Q(state=OfferState.OFFERED),
                name="portfolio_joinoffer_once",
                violation_error_message=_("Du har alt meldt deg."),
            ),
            models.CheckConstraint(
                name="portfolio_joinoffer_state", condition=Q(state__in=OfferState.values)
            ),
            models.CheckConstraint(
                name="portfolio_joinoffer_answered",
                condition=Q(
                    state__in=(OfferState.OFFERED, OfferState.WITHDRAWN),
                    answered_by=None,
                    answered_at=None,
                )
                | Q(
                    state__in=(OfferState.ACCEPTED, OfferState.DECLINED),
                    answered_by__isnull=False,
                    answered_at__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="portfolio_joinoffer_declined_with_a_word",
                condition=~Q(state=OfferState.DECLINED) | Q(reply__regex=r"\S"),
            ),
        )

    def __str__(self) -> str:
        return f"{self.person}: {self.call}"

    def get_absolute_url(self) -> str:
        return reverse("portfolio:joining", args=[self.project.slug])


@tracked
class Contributor(models.Model):
    """That a person has said yes to being shown; the row goes when the yes is taken back."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="contributors")
    person = models.ForeignKey(Person, models.PROTECT, related_name="contributions")
    what = models.CharField(_("hva du har bidratt med"), max_length=200, blank=True)
    consented_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("bidragsyter")
        verbose_name_plural = _("bidragsytere")
        ordering = ("person__name_key", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["project", "person"], name="portfolio_contributor_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.person} – {self.project}"
