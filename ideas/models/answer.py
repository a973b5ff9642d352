"""What belongs to an answer: its templates, the choice before it and what comes after."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ideas.lifecycle import Outcome
from ideas.lifecycle.together import Choice, ImprovementState
from ideas.models.idea import Idea
from organisation.audit.tracking import tracked
from organisation.people.models import InDistrict, Person, Role, Unit


class ReplyTemplateQuerySet(models.QuerySet["ReplyTemplate"]):
    def visible_to(self, person: Person) -> Self:
        """Those who answer or administer there; agrees with `ideas.view_replytemplate`."""
        units = (
            person.units_as(Role.ADVISER)
            | person.units_as(Role.MANAGER)
            | person.units_as(Role.ADMINISTRATOR)
        )
        return self.filter(district__in=Unit.objects.filter(pk__in=units).values("district"))

    def active(self) -> Self:
        return self.filter(is_active=True)


@tracked
class ReplyTemplate(InDistrict):
    """A text an answer with this outcome can begin from; what is sent is always edited by hand."""

    outcome = models.CharField(_("utfall"), max_length=14, choices=Outcome)
    title = models.CharField(_("navn"), max_length=80)
    text = models.TextField(_("tekst"), max_length=4000)
    is_active = models.BooleanField(_("i bruk"), default=True)
    version = models.PositiveIntegerField(default=1)

    objects = ReplyTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = _("svarmal")
        verbose_name_plural = _("svarmaler")
        ordering = ("outcome", "title", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["district", "outcome", "title"],
                name="ideas_replytemplate_title",
                violation_error_message=_("Denne svarmalen finnes alt."),
            ),
            models.CheckConstraint(
                name="ideas_replytemplate_whole",
                condition=Q(outcome__in=Outcome.values, text__regex=r"\S", title__regex=r"\S"),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("ideas:reply_template", args=[self.pk])


@tracked
class Clarification(models.Model):
    """A choice somebody named must make about the idea by a day: project, line task or nothing."""

    Choice = Choice

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="clarifications")
    question = models.CharField(_("hva som må avklares"), max_length=400)
    decider = models.ForeignKey(
        Person, models.PROTECT, related_name="clarifications", verbose_name=_("hvem som velger")
    )
    due_on = models.DateField(_("velges innen"))
    opened_by = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False)
    opened_at = models.DateTimeField(auto_now_add=True)
    choice = models.CharField(_("valg"), max_length=9, choices=Choice, blank=True)
    reason = models.TextField(_("begrunnelse"), max_length=2000, blank=True)
    # Set when the choice is made, and also when it is called off without a choice.
    ended_at = models.DateTimeField(null=True, editable=False)
    ended_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", editable=False
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("avklaring")
        verbose_name_plural = _("avklaringer")
        ordering = ("opened_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["idea"],
                condition=Q(ended_at=None),
                name="ideas_clarification_one_at_a_time",
                violation_error_message=_("Idéen er alt til avklaring."),
            ),
            models.CheckConstraint(
                name="ideas_clarification_chosen_with_reason",
                condition=Q(choice="")
                | Q(
                    choice__in=Choice.values,
                    reason__regex=r"\S",
                    ended_at__isnull=False,
                    ended_by__isnull=False,
                ),
            ),
        )

    def __str__(self) -> str:
        return self.question


class ImprovementQuerySet(models.QuerySet["Improvement"]):
    def waiting(self) -> Self:
        return self.filter(state=ImprovementState.WAITING)


@tracked
class Improvement(models.Model):
    """An idea the line shall just do: who answers for it, when it is asked about, what came."""

    State = ImprovementState

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="improvements")
    manager = models.ForeignKey(
        Person, models.PROTECT, related_name="improvements", verbose_name=_("leder")
    )
    follow_up_on = models.DateField(_("følges opp"))
    state = models.CharField(
        _("tilstand"), max_length=7, choices=ImprovementState, default=ImprovementState.WAITING
    )
    result = models.TextField(_("hva det ble til"), max_length=2000, blank=True)
    told_at = models.DateTimeField(null=True, editable=False)
    told_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", editable=False)
    reminded_on = models.DateField(null=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = ImprovementQuerySet.as_manager()

    class Meta:
        verbose_name = _("forbedring i linjen")
        verbose_name_plural = _("forbedringer i linjen")
        ordering = ("follow_up_on", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["idea"],
                condition=Q(state=ImprovementState.WAITING),
                name="ideas_improvement_one_at_a_time",
            ),
            models.CheckConstraint(
                name="ideas_improvement_told_whole",
                condition=Q(state=ImprovementState.WAITING, result="", told_at=None, told_by=None)
                | Q(
                    state__in=(ImprovementState.DONE, ImprovementState.DROPPED),
                    result__regex=r"\S",
                    told_at__isnull=False,
                    told_by__isnull=False,
                ),
            ),
        )

    def __str__(self) -> str:
        return str(self.idea)

    @property
    def unit_id(self) -> int:
        """It stands under the roles of the idea's unit."""
        return self.idea.unit_id

    @property
    def is_waiting(self) -> bool:
        return self.state == ImprovementState.WAITING

    def is_overdue(self, on: date) -> bool:
        return self.is_waiting and self.follow_up_on < on


@tracked
class SentOnReply(models.Model):
    """What those an idea was sent on to said; it goes back to the submitter."""

    idea = models.ForeignKey(Idea, models.CASCADE, related_name="sent_on_replies")
    from_whom = models.CharField(_("hvem som svarte"), max_length=160)
    text = models.TextField(_("svaret"), max_length=4000)
    received_on = models.DateField(_("mottatt"))
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False)
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("svar fra dem idéen er sendt til")
        verbose_name_plural = _("svar fra dem idéer er sendt til")
        ordering = ("received_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="ideas_sentonreply_says",
                condition=Q(from_whom__regex=r"\S", text__regex=r"\S"),
            ),
        )

    def __str__(self) -> str:
        return self.text
