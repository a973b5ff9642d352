"""Actions: what somebody has promised to do, by when, and what it comes from."""

from datetime import date
from itertools import combinations
from typing import Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from portfolio.lifecycle.action import ActionState
from portfolio.models.benefit import Benefit
from portfolio.models.decision import Condition
from portfolio.models.project import InProject, Project, seen_by
from portfolio.models.risk import Risk
from portfolio.models.steering import SteeringMeeting

SOURCES = ("risk", "condition", "meeting", "benefit")


def at_most_one_source() -> Q:
    """Of each two that an action can come from, one is empty."""
    rule = Q()
    for one, other in combinations(SOURCES, 2):
        rule &= Q(**{one: None}) | Q(**{other: None})
    return rule


class ActionQuerySet(models.QuerySet["Action"]):
    def visible_to(self, person: Person) -> Self:
        """Agrees with `portfolio.view_action`: those who see the project."""
        return self.filter(seen_by(person, "project__"))

    def open(self) -> Self:
        return self.filter(state=ActionState.OPEN)

    def overdue(self, on: date) -> Self:
        return self.open().filter(due__lt=on)

    def with_people(self) -> Self:
        return self.select_related("owner", "done_by", "project__unit")

    def with_source(self) -> Self:
        return self.select_related(*SOURCES, "condition__decision__gate__project")


@tracked
class Action(InProject):
    """What is to be done, who does it and by when; free, or from one risk, condition, …"""

    State = ActionState

    project = models.ForeignKey(Project, models.CASCADE, related_name="actions")
    text = models.CharField(_("hva som skal gjøres"), max_length=300)
    owner = models.ForeignKey(
        Person, models.PROTECT, related_name="owned_actions", verbose_name=_("ansvarlig")
    )
    due = models.DateField(_("frist"))
    state = models.CharField(
        _("tilstand"), max_length=5, choices=ActionState, default=ActionState.OPEN
    )
    done_on = models.DateField(_("gjort"), null=True, blank=True)
    done_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    done_note = models.TextField(_("hva som ble gjort"), blank=True)
    risk = models.ForeignKey(Risk, models.CASCADE, null=True, blank=True, related_name="actions")
    condition = models.ForeignKey(
        Condition, models.CASCADE, null=True, blank=True, related_name="actions"
    )
    meeting = models.ForeignKey(
        SteeringMeeting, models.CASCADE, null=True, blank=True, related_name="actions"
    )
    benefit = models.ForeignKey(
        Benefit, models.CASCADE, null=True, blank=True, related_name="actions"
    )
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("tiltak")
        verbose_name_plural = _("tiltak")
        ordering = ("project", "due", "pk")
        indexes = (
            models.Index(
                fields=["owner", "due"],
                condition=Q(state=ActionState.OPEN),
                name="portfolio_action_open",
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="portfolio_action_done_has_day",
                condition=(
                    Q(state=ActionState.OPEN, done_on=None, done_by=None)
                    | Q(state=ActionState.DONE, done_on__isnull=False, done_by__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="portfolio_action_one_source",
                condition=at_most_one_source(),
            ),
            models.CheckConstraint(name="portfolio_action_has_text", condition=~Q(text="")),
        )

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{reverse('portfolio:actions', args=[self.project.slug])}#tiltak-{self.pk}"

    @property
    def is_done(self) -> bool:
        return self.state == ActionState.DONE

    def is_overdue(self, on: date) -> bool:
        return self.state == ActionState.OPEN and self.due < on
