"""Ideas that say the same: linked, so that one answer goes to both, or merged by consent."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ideas.lifecycle.together import MergeState
from ideas.models.idea import Idea
from organisation.audit.tracking import tracked
from organisation.people.models import Person, Role


@tracked
class SameIdea(models.Model):
    """Two ideas that are linked as the same; `first` has the lower id.

    Links lead on: when A is the same as B and B as C, all three get one answer.
    """

    first = models.ForeignKey(Idea, models.CASCADE, related_name="+")
    second = models.ForeignKey(Idea, models.CASCADE, related_name="+")
    reason = models.CharField(_("hvorfor"), max_length=400, blank=True)
    linked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", editable=False
    )
    linked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("samme idé")
        verbose_name_plural = _("samme idéer")
        ordering = ("linked_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["first", "second"],
                name="ideas_sameidea_once",
                violation_error_message=_("Idéene er alt lenket som samme."),
            ),
            models.CheckConstraint(
                name="ideas_sameidea_in_order", condition=Q(first__lt=F("second"))
            ),
        )

    def __str__(self) -> str:
        return f"{self.first_id} = {self.second_id}"


class MergeQuerySet(models.QuerySet["Merge"]):
    def visible_to(self, person: Person) -> Self:
        """Those it concerns; agrees with the rule `ideas.view_merge`."""
        if not person.is_active or person.is_outsider:
            return self.none()
        advises = person.units_as(Role.ADVISER)
        return self.filter(
            Q(pk__in=MergeConsent.objects.filter(person=person).values("merge"))
            | Q(proposed_by=person)
            | Q(idea__unit__in=advises)
            | Q(into__unit__in=advises)
            | Q(idea__handler=person)
            | Q(into__handler=person)
        )

    def open(self) -> Self:
        return self.filter(state=MergeState.PROPOSED)


@tracked
class Merge(models.Model):
    """A proposal that `idea` goes into `into`; done only when all authors say yes."""

    State = MergeState

    idea = models.ForeignKey(Idea, models.PROTECT, related_name="merges")
    into = models.ForeignKey(Idea, models.PROTECT, related_name="merges_into")
    reason = models.TextField(_("hvorfor"), max_length=1000)
    proposed_by = models.ForeignKey(Person, models.PROTECT, related_name="+", editable=False)
    proposed_at = models.DateTimeField(auto_now_add=True)
    answer_by = models.DateField(_("svar innen"))
    state = models.CharField(
        _("tilstand"), max_length=9, choices=MergeState, default=MergeState.PROPOSED
    )
    ended_at = models.DateTimeField(null=True, editable=False)
    # The last day it can be taken apart again; set when it is done.
    undo_until = models.DateField(null=True, editable=False)
    undone_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", editable=False
    )
    version = models.PositiveIntegerField(default=1)

    objects = MergeQuerySet.as_manager()

    class Meta:
        verbose_name = _("sammenslåing")
        verbose_name_plural = _("sammenslåinger")
        ordering = ("proposed_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["idea"],
                condition=Q(state__in=(MergeState.PROPOSED, MergeState.MERGED)),
                name="ideas_merge_goes_one_way",
                violation_error_message=_("Idéen er alt foreslått slått sammen med en annen."),
            ),
            models.CheckConstraint(name="ideas_merge_of_two", condition=~Q(idea=F("into"))),
            models.CheckConstraint(
                name="ideas_merge_states",
                condition=Q(state=MergeState.PROPOSED, ended_at=None)
                | Q(state=MergeState.MERGED, ended_at__isnull=False, undo_until__isnull=False)
                | Q(
                    state=MergeState.UNDONE,
                    ended_at__isnull=False,
                    undo_until__isnull=False,
                    undone_by__isnull=False,
                )
                | Q(
                    state__in=(MergeState.DECLINED, MergeState.LINKED, MergeState.WITHDRAWN),
                    ended_at__isnull=False,
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.idea} → {self.into}"

    def get_absolute_url(self) -> str:
        return reverse("ideas:merge", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == MergeState.PROPOSED

    def can_be_undone(self, on: date) -> bool:
        return (
            self.state == MergeState.MERGED
            and self.undo_until is not None
            and on <= self.undo_until
        )


@tracked
class MergeConsent(models.Model):
    """What one author says of the merge; None until answered."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="consents")
    person = models.ForeignKey(Person, models.PROTECT, related_name="merge_consents")
    agrees = models.BooleanField(null=True)
    answered_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("svar på sammenslåing")
        verbose_name_plural = _("svar på sammenslåing")
        constraints = (
            models.UniqueConstraint(fields=["merge", "person"], name="ideas_mergeconsent_once"),
            models.CheckConstraint(
                name="ideas_mergeconsent_whole",
                condition=Q(agrees=None, answered_at=None)
                | Q(agrees__isnull=False, answered_at__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return str(self.person)


class Carried(models.TextChoices):
    AUTHOR = "author", _("Medforfatter")
    SUPPORTER = "supporter", _("Støtter")
    FOLLOWER = "follower", _("Følger")


@tracked
class MergeCarried(models.Model):
    """Somebody the merge brought over to the other idea, so that undoing it can take them back."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="carried")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    as_what = models.CharField(max_length=9, choices=Carried)

    class Meta:
        verbose_name = _("ført over i sammenslåing")
        verbose_name_plural = _("ført over i sammenslåing")
        constraints = (
            models.UniqueConstraint(
                fields=["merge", "person", "as_what"], name="ideas_mergecarried_once"
            ),
            models.CheckConstraint(
                name="ideas_mergecarried_as", condition=Q(as_what__in=Carried.values)
            ),
        )

    def __str__(self) -> str:
        return str(self.person)
