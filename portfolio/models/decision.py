"""Decisions at gates: signed records that never change, and the conditions that follow them."""

import json
from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import frozen, tracked
from organisation.files.models import StoredFile
from organisation.people.models import Person, Unit
from portfolio.lifecycle import GOING_ON, ConditionState, DecisionOrigin, Level, Outcome
from portfolio.models.gate import Gate
from portfolio.models.project import Project, seen_by


class GateDecisionQuerySet(models.QuerySet["GateDecision"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "gate__project__"))

    def current(self) -> Self:
        """Those that no correction has replaced."""
        return self.filter(~Exists(GateDecision.objects.filter(supersedes=OuterRef("pk"))))

    def newest_first(self) -> Self:
        return self.order_by("-decided_on", "-pk")


@frozen(made="signed_at")
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
    # Empty when it was entered afterwards and nobody knows.
    decided_level = models.CharField(_("nivå"), max_length=12, choices=Level, blank=True)
    decided_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    decided_on = models.DateField(_("avgjort"))
    signed_at = models.DateTimeField(_("signert"))
    disqualified = models.TextField(_("inhabile"), blank=True)
    hold_until = models.DateField(_("venter til"), null=True, blank=True)
    lesson = models.TextField(_("lærdom"), blank=True)
    money_after = models.TextField(_("hva som skjer med pengene"), blank=True, default="")
    people_after = models.TextField(_("hva som skjer med folkene"), blank=True, default="")
    released_nok = models.DecimalField(
        _("frigitte kroner"), max_digits=14, decimal_places=2, default=0
    )
    skips_phase = models.BooleanField(_("hopper over fasen"), default=False)
    origin = models.CharField(
        _("hvordan den kom inn"),
        max_length=10,
        choices=DecisionOrigin,
        default=DecisionOrigin.SIGNED,
    )
    recorded_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("ført av")
    )
    # What it rests on, when it was not signed here; empty says that nothing was found.
    source = models.CharField(_("kilde"), max_length=300, blank=True, default="")
    minutes = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("referat"),
    )
    two_step = models.BooleanField(_("bekreftet i to trinn"), default=False)
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
            # The board's own vedtak and old decisions say what they say.
            models.CheckConstraint(
                name="portfolio_decision_stop_asks_all",
                condition=(
                    ~Q(outcome=Outcome.STOP)
                    | ~Q(money_after="") & ~Q(people_after="")
                    | Q(decided_level=Level.BOARD)
                    | Q(origin=DecisionOrigin.AFTERWARDS)
                ),
            ),
            models.CheckConstraint(
                name="portfolio_decision_skips_going_on",
                condition=Q(skips_phase=False) | Q(outcome__in=GOING_ON),
            ),
            models.CheckConstraint(
                name="portfolio_decision_released",
                condition=Q(released_nok=0) | Q(released_nok__gt=0, outcome__in=GOING_ON),
            ),
            models.CheckConstraint(
                name="portfolio_decision_origin",
                condition=(
                    Q(origin=DecisionOrigin.SIGNED)
                    | Q(origin__in=DecisionOrigin.values, recorded_by__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="portfolio_decision_level_known",
                condition=~Q(decided_level="") | Q(origin=DecisionOrigin.AFTERWARDS),
            ),
            models.CheckConstraint(
                name="portfolio_decision_board_has_vedtak",
                condition=(
                    Q(decided_level=Level.BOARD, meeting_on__isnull=False)
                    & ~Q(committee="")
                    & ~Q(vedtak_text="")
                    | ~Q(decided_level=Level.BOARD)
                    | Q(origin=DecisionOrigin.AFTERWARDS)
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
    def is_afterwards(self) -> bool:
        return self.origin == DecisionOrigin.AFTERWARDS

    @property
    def was_in_meeting(self) -> bool:
        return self.origin == DecisionOrigin.MEETING

    @property
    def stopped_well(self) -> bool:
        """A stop that says what was learned is a result."""
        return self.outcome == Outcome.STOP and bool(self.lesson)

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
        corrected = GateDecision.objects.filter(supersedes=OuterRef("decision"))
        return self.filter(~Exists(corrected))

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


class MeetingRecordQuerySet(models.QuerySet["MeetingRecord"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "gate__project__"))

    def waiting(self) -> Self:
        """Those the decider has not confirmed; until then nothing is decided."""
        return self.filter(decision=None, is_withdrawn=False)


@tracked
class MeetingRecord(models.Model):
    """A decision made in a meeting, written down for the decider.

    It counts when the decider has confirmed it, and a decision is signed from it; until then the
    gate waits as before. `conditions` is a list of `{"text", "owner", "due"}`.
    """

    Outcome = Outcome

    gate = models.ForeignKey(Gate, models.CASCADE, related_name="meeting_records")
    round = models.PositiveSmallIntegerField()
    decider = models.ForeignKey(
        Person, models.PROTECT, related_name="recorded_decisions", verbose_name=_("avgjort av")
    )
    decided_on = models.DateField(_("avgjort"))
    meeting = models.CharField(_("møte"), max_length=160)
    minutes = models.ForeignKey(
        StoredFile, models.PROTECT, related_name="+", verbose_name=_("referat")
    )
    outcome = models.CharField(_("utfall"), max_length=20, choices=Outcome)
    reason = models.TextField(_("begrunnelse"))
    conditions = models.JSONField(default=list, blank=True)
    hold_until = models.DateField(_("venter til"), null=True, blank=True)
    lesson = models.TextField(_("lærdom"), blank=True)
    money_after = models.TextField(_("hva som skjer med pengene"), blank=True)
    people_after = models.TextField(_("hva som skjer med folkene"), blank=True)
    released_nok = models.DecimalField(
        _("frigitte kroner"), max_digits=14, decimal_places=2, default=0
    )
    fund_year = models.ForeignKey(
        "portfolio.FundYear", models.PROTECT, null=True, blank=True, related_name="+"
    )
    recorded_by = models.ForeignKey(
        Person, models.PROTECT, related_name="+", verbose_name=_("ført av")
    )
    recorded_at = models.DateTimeField()
    decision = models.OneToOneField(
        GateDecision, models.PROTECT, null=True, blank=True, related_name="meeting_record"
    )
    is_withdrawn = models.BooleanField(default=False)

    objects = MeetingRecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("beslutning ført fra møte")
        verbose_name_plural = _("beslutninger ført fra møter")
        ordering = ("gate", "pk")
        constraints = (
            models.CheckConstraint(
                name="portfolio_meetingrecord_outcome", condition=Q(outcome__in=Outcome.values)
            ),
            models.CheckConstraint(name="portfolio_meetingrecord_reason", condition=~Q(reason="")),
            # One at a time waits to be confirmed.
            models.UniqueConstraint(
                fields=["gate", "round"],
                condition=Q(is_withdrawn=False),
                name="portfolio_meetingrecord_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.gate.get_code_display()}: {self.get_outcome_display()}"

    @property
    def project(self) -> Project:
        return self.gate.project

    @property
    def unit_id(self) -> int:
        return self.project.unit_id

    @property
    def district_id(self) -> int:
        return self.project.district_id


@frozen(made="meeting_on")
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
