"""Decisions at gates: signed records that never change, and the conditions that follow them."""

import json
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import frozen, tracked
from organisation.people.models import Person, Unit
from portfolio.lifecycle import GOING_ON, ConditionState, Level, Outcome
from portfolio.models.gate import Gate
from portfolio.models.project import Project, seen_by


class GateDecisionQuerySet(models.QuerySet["GateDecision"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "gate__project__"))

    def current(self) -> Self:
        """Those that no correction has replaced."""
        return self.filter(superseded_by=None)

    def newest_first(self) -> Self:
        return self.order_by("-decided_on", "-pk")


@frozen
class GateDecision(models.Model):
    """What was decided, by whom, on which basis. The database refuses to change or remove it.

    `record` is canonical JSON of everything that stood there when it was signed, `checksum` its
    SHA-256. A correction is a new decision that supersedes this one.
    """

    Outcome = Outcome

    gate = models.ForeignKey(Gate, models.PROTECT, related_name="decisions")
    round = models.PositiveSmallIntegerField(_("runde"))
    outcome = models.CharField(_("utfall"), max_length=20, choices=Outcome)
    reason = models.TextField(_("begrunnelse"))
    # Who signed; for the board the one who recorded its vedtak.
    decided_by = models.ForeignKey(Person, models.PROTECT, related_name="gate_decisions")
    decided_as = models.CharField(_("avgjort som"), max_length=200)
    decided_level = models.CharField(_("nivå"), max_length=12, choices=Level)
    decided_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    decided_on = models.DateField(_("avgjort"))
    signed_at = models.DateTimeField(_("signert"))
    disqualified = models.TextField(_("inhabile"), blank=True)
    hold_until = models.DateField(_("venter til"), null=True, blank=True)
    lesson = models.TextField(_("lærdom"), blank=True)
    committee = models.CharField(_("utvalg"), max_length=120, blank=True)
    meeting_on = models.DateField(_("møtedato"), null=True, blank=True)
    case_number = models.CharField(_("saksnummer"), max_length=20, blank=True)
    vedtak_text = models.TextField(_("vedtak"), blank=True)
    record = models.TextField()
    checksum = models.CharField(_("sjekksum"), max_length=64)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )

    objects = GateDecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("beslutning")
        verbose_name_plural = _("beslutninger")
        ordering = ("gate", "pk")
        constraints = (
            models.CheckConstraint(
                name="portfolio_decision_outcome", condition=Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(name="portfolio_decision_has_reason", condition=~Q(reason="")),
            # One decision in each round; a correction supersedes it.
            models.UniqueConstraint(
                fields=["gate", "round"],
                condition=Q(supersedes=None),
                name="portfolio_decision_one_each_round",
            ),
            models.CheckConstraint(
                name="portfolio_decision_board_has_vedtak",
                condition=(
                    Q(decided_level=Level.BOARD, meeting_on__isnull=False)
                    & ~Q(committee="")
                    & ~Q(vedtak_text="")
                    | ~Q(decided_level=Level.BOARD)
                ),
            ),
            models.CheckConstraint(
                name="portfolio_decision_hold_has_day",
                condition=Q(hold_until__isnull=False) | ~Q(outcome=Outcome.HOLD),
            ),
            models.CheckConstraint(
                name="portfolio_decision_stop_has_lesson",
                condition=~Q(lesson="") | ~Q(outcome=Outcome.STOP),
            ),
        )

    def __str__(self) -> str:
        return f"{self.gate.get_code_display()}: {self.get_outcome_display()}"

    def get_absolute_url(self) -> str:
        return f"{self.gate.get_absolute_url()}#beslutning-{self.pk}"

    @property
    def project(self) -> Project:
        return self.gate.project

    @property
    def unit_id(self) -> int:
        return self.gate.project.unit_id

    @property
    def district_id(self) -> int:
        return self.gate.project.district_id

    @property
    def goes_on(self) -> bool:
        return self.outcome in GOING_ON

    @property
    def by_board(self) -> bool:
        return self.decided_level == Level.BOARD

    @property
    def is_current(self) -> bool:
        """No correction has replaced it; asks nothing when `superseded_by` was selected."""
        return getattr(self, "superseded_by", None) is None

    @property
    def submitter_id(self) -> int | None:
        """Who sent in what was decided here; the gate itself knows only its newest round."""
        submitter = self.facts["gate"]["submitted_by"]
        return submitter["id"] if submitter else None

    @property
    def facts(self) -> dict[str, Any]:
        """What the record says, without its envelope."""
        facts: dict[str, Any] = json.loads(self.record)["data"]
        return facts


class ConditionQuerySet(models.QuerySet["Condition"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "decision__gate__project__"))

    def current(self) -> Self:
        """Those of decisions that still stand."""
        return self.filter(decision__superseded_by=None)

    def open(self) -> Self:
        return self.current().filter(state=ConditionState.OPEN)


@tracked
class Condition(models.Model):
    """What must be done for the decision to hold, by whom and when."""

    State = ConditionState
    decision = models.ForeignKey(GateDecision, models.PROTECT, related_name="conditions")
    text = models.CharField(_("vilkår"), max_length=400)
    owner = models.ForeignKey(
        Person, models.PROTECT, related_name="gate_conditions", verbose_name=_("ansvarlig")
    )
    due = models.DateField(_("frist"))
    state = models.CharField(
        _("tilstand"), max_length=5, choices=ConditionState, default=ConditionState.OPEN
    )
    met_on = models.DateField(_("oppfylt"), null=True, blank=True)
    met_text = models.TextField(_("hvordan det er oppfylt"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ConditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("vilkår")
        verbose_name_plural = _("vilkår")
        ordering = ("decision", "due", "pk")
        constraints = (
            models.CheckConstraint(
                name="portfolio_condition_met_has_day",
                condition=(
                    Q(state=ConditionState.OPEN, met_on=None)
                    | Q(state=ConditionState.MET, met_on__isnull=False)
                ),
            ),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def project(self) -> Project:
        return self.decision.gate.project

    @property
    def unit_id(self) -> int:
        return self.project.unit_id

    @property
    def district_id(self) -> int:
        return self.project.district_id

    def is_overdue(self, on: date) -> bool:
        return self.state == ConditionState.OPEN and self.due < on


@frozen
class BoardNote(models.Model):
    """That the board took note of a decision made by the administration."""

    decision = models.OneToOneField(GateDecision, models.PROTECT, related_name="note")
    committee = models.CharField(_("utvalg"), max_length=120)
    meeting_on = models.DateField(_("møtedato"))
    case_number = models.CharField(_("saksnummer"), max_length=20, blank=True)
    noted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("tatt til orientering")
        verbose_name_plural = _("tatt til orientering")

    def __str__(self) -> str:
        return f"{self.committee} {self.meeting_on}"
