"""Phases: a stretch of work between two gates, with the goals it is judged by."""

from datetime import date
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from portfolio.lifecycle import GoalResult, PhaseState
from portfolio.models.project import InProject, Project, seen_by
from portfolio.precision import in_words, precision_field


class PhaseQuerySet(models.QuerySet["Phase"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "project__"))

    def running(self) -> Self:
        return self.filter(state=PhaseState.RUNNING)


class PhaseNeedsDecision(pgtrigger.Trigger):
    """The database itself refuses a phase that runs without a decision to go on at its gate.

    The same goes for one that is skipped; decisions that were entered afterwards count.
    """

    name = "needs_decision"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update
    func = """
        IF NEW.state <> 'planned' AND NOT EXISTS (
            SELECT 1
              FROM public.portfolio_gatedecision decision
              JOIN public.portfolio_gate gate ON gate.id = decision.gate_id
             WHERE gate.opens_phase_id = NEW.id
               AND decision.outcome IN ('go', 'go_with_conditions')
               AND decision.skips_phase = (NEW.state = 'skipped')
        ) THEN
            RAISE EXCEPTION 'Phase % has no decision to go on at its gate', NEW.id
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """


@tracked
class Phase(InProject):
    """A phase of one project, named as in the phase model the project was started with."""

    State = PhaseState

    project = models.ForeignKey(Project, models.CASCADE, related_name="phases")
    kind = models.SlugField(_("nøkkel"), max_length=30)  # stands in addresses
    name = models.CharField(_("navn"), max_length=60, default="")
    definite_name = models.CharField(_("bestemt form"), max_length=60, default="")
    position = models.PositiveSmallIntegerField()
    state = models.CharField(
        _("tilstand"), max_length=10, choices=PhaseState, default=PhaseState.PLANNED
    )
    planned_start = models.DateField(_("planlagt start"), null=True, blank=True)
    planned_start_precision = precision_field()
    planned_end = models.DateField(_("planlagt slutt"), null=True, blank=True)
    planned_end_precision = precision_field()
    actual_start = models.DateField(_("startet"), null=True, blank=True)
    actual_start_precision = precision_field()
    actual_end = models.DateField(_("ferdig"), null=True, blank=True)
    actual_end_precision = precision_field()
    conclusions = models.TextField(_("konklusjoner"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PhaseQuerySet.as_manager()

    class Meta:
        verbose_name = _("fase")
        verbose_name_plural = _("faser")
        ordering = ("project", "position")
        triggers = (PhaseNeedsDecision(),)
        constraints = (
            models.UniqueConstraint(fields=["project", "kind"], name="portfolio_phase_kind_once"),
            models.UniqueConstraint(
                fields=["project"],
                condition=Q(state=PhaseState.RUNNING),
                name="portfolio_phase_one_running",
            ),
            models.CheckConstraint(
                name="portfolio_phase_dates_of_state",
                condition=(
                    Q(
                        state__in=(PhaseState.PLANNED, PhaseState.SKIPPED),
                        actual_start=None,
                        actual_end=None,
                    )
                    | Q(state=PhaseState.RUNNING, actual_start__isnull=False, actual_end=None)
                    | Q(
                        state=PhaseState.DONE,
                        actual_start__isnull=False,
                        actual_end__isnull=False,
                    )
                ),
            ),
            models.CheckConstraint(
                name="portfolio_phase_plan_in_order",
                condition=(
                    Q(planned_start=None)
                    | Q(planned_end=None)
                    | Q(planned_end__gte=F("planned_start"))
                ),
                violation_error_message=_("Planlagt slutt kan ikke komme før planlagt start."),
            ),
            models.CheckConstraint(
                name="portfolio_phase_dates_in_order",
                condition=Q(actual_end=None) | Q(actual_end__gte=F("actual_start")),
                violation_error_message=_("Fasen kan ikke være ferdig før den startet."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('portfolio:phases', args=[self.project.slug])}#{self.kind}"

    @property
    def start(self) -> date | None:
        """The real first day when it has started, else the planned one."""
        return self.actual_start or self.planned_start

    @property
    def end(self) -> date | None:
        return self.actual_end or self.planned_end

    @property
    def start_words(self) -> str:
        if self.actual_start:
            return in_words(self.actual_start, self.actual_start_precision)
        return in_words(self.planned_start, self.planned_start_precision)

    @property
    def end_words(self) -> str:
        if self.actual_end:
            return in_words(self.actual_end, self.actual_end_precision)
        return in_words(self.planned_end, self.planned_end_precision)

    @property
    def period(self) -> str:
        """`01.05.2014–09.10.2014`, with what is known of it; empty when nothing is."""
        if not (self.start_words or self.end_words):
            return ""
        return f"{self.start_words}–{self.end_words}"

    def share_gone(self, on: date) -> int:
        """Per cent of the time between start and end that has gone on `on`: 0 to 100."""
        if self.state == PhaseState.DONE:
            return 100
        if self.state != PhaseState.RUNNING or self.start is None:
            return 0
        if self.end is None or self.end <= self.start:
            return 50
        gone = (on - self.start).days / (self.end - self.start).days
        return round(max(0.0, min(1.0, gone)) * 100)


@tracked
class PhaseGoal(models.Model):
    """What the phase shall reach, and how it went; a phase does not close with one unjudged."""

    Result = GoalResult
    phase = models.ForeignKey(Phase, models.CASCADE, related_name="goals")
    text = models.CharField(_("mål"), max_length=400)
    position = models.PositiveSmallIntegerField(default=0)
    result = models.CharField(
        _("resultat"), max_length=12, choices=GoalResult, default=GoalResult.UNJUDGED
    )
    result_text = models.TextField(_("hva som kom ut av det"), blank=True)

    class Meta:
        verbose_name = _("fasemål")
        verbose_name_plural = _("fasemål")
        ordering = ("phase", "position", "pk")
        constraints = (
            models.CheckConstraint(
                name="portfolio_phasegoal_result", condition=Q(result__in=GoalResult.values)
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def is_judged(self) -> bool:
        return self.result != GoalResult.UNJUDGED
