"""Gates: the questions, the leader's answers, and how ready the basis is."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Self

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.db.models.functions import Coalesce, JSONObject
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.audit.tracking import tracked
from organisation.people.models import Person, Role, RoleGrant, Unit
from portfolio.lifecycle import (
    Answer,
    DecisionOrigin,
    EvidenceKind,
    GateCode,
    GateMeaning,
    GateState,
    Level,
    Outcome,
    Profile,
)
from portfolio.models.deciders import DeciderRule, PortfolioBoardMember, TwoStepDemand
from portfolio.models.phase import Phase, PhaseGoal
from portfolio.models.project import InProject, Project, seen_by

if TYPE_CHECKING:
    from portfolio.models.evidence import Shown

LEADING_ROLES = (Role.MANAGER, Role.DIRECTOR)


class SubqueryCount(models.Subquery):
    """How many rows the subquery has, without a join that would multiply them."""

    template = "(SELECT count(*) FROM (%(subquery)s) counted)"
    output_field = models.IntegerField()


def boards_signed_for(person: Person) -> frozenset[int]:
    """Districts whose portfolio board `person` signs for; read once a request."""
    seats: frozenset[int] = person.once(
        "portfolio.boards",
        lambda: frozenset(
            PortfolioBoardMember.objects.filter(person=person.pk, signs=True).values_list(
                "district", flat=True
            )
        ),
    )
    return seats if person.is_active else frozenset()


def disqualified_at(person: Person) -> frozenset[int]:
    """Gates `person` takes no part in deciding; read once a request."""
    gates: frozenset[int] = person.once(
        "portfolio.disqualified",
        lambda: frozenset(
            Disqualification.objects.filter(person=person.pk).values_list("gate", flat=True)
        ),
    )
    return gates


class GateTemplateQuerySet(models.QuerySet["GateTemplate"]):
    def visible_to(self, person: Person) -> Self:
        """What is asked is no secret; agrees with `portfolio.view_gatetemplate`."""
        return self.filter(district__in=person.grants.districts)

    def newest(self, district_id: int, code: str, profile: str) -> "GateTemplate | None":
        """The version that a gate opened now gets."""
        return (
            self.filter(district=district_id, code=code, profile=profile)
            .order_by("-number")
            .first()
        )


@tracked
class GateTemplate(models.Model):
    """One version of the questions of a gate. A new version reaches gates opened after it."""

    district = models.ForeignKey(Unit, models.PROTECT, related_name="gate_templates")
    code = models.CharField(gettext_lazy("beslutningspunkt"), max_length=3, choices=GateCode)
    profile = models.CharField(gettext_lazy("profil"), max_length=10, choices=Profile)
    number = models.PositiveIntegerField(gettext_lazy("versjon"))
    published_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    published_at = models.DateTimeField(gettext_lazy("tatt i bruk"), null=True, blank=True)

    objects = GateTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("mal for beslutningspunkt")
        verbose_name_plural = gettext_lazy("maler for beslutningspunkt")
        constraints = (
            models.UniqueConstraint(
                fields=["district", "code", "profile", "number"],
                name="portfolio_gatetemplate_number",
            ),
        )

    def __str__(self) -> str:
        return _("%(code)s, %(profile)s profil, versjon %(number)s") % {
            "code": self.get_code_display(),
            "profile": self.get_profile_display().lower(),
            "number": self.number,
        }


@tracked
class GateQuestion(models.Model):
    """One question of a template; `key` stays the same from version to version."""

    template = models.ForeignKey(GateTemplate, models.CASCADE, related_name="questions")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(gettext_lazy("spørsmål"), max_length=300)
    help = models.CharField(gettext_lazy("hjelp"), max_length=400, blank=True)
    is_must = models.BooleanField(gettext_lazy("må besvares"), default=True)
    evidence_kinds = ArrayField(
        models.CharField(max_length=10, choices=EvidenceKind),
        verbose_name=gettext_lazy("ber om å vise til"),
        default=list,
        blank=True,
    )

    class Meta:
        verbose_name = gettext_lazy("spørsmål ved beslutningspunkt")
        verbose_name_plural = gettext_lazy("spørsmål ved beslutningspunkt")
        ordering = ("template", "position")
        constraints = (
            models.UniqueConstraint(fields=["template", "key"], name="portfolio_gatequestion_key"),
        )

    def __str__(self) -> str:
        return self.text

    @property
    def evidence_words(self) -> str:
        """`dokument, gevinst`: what the answer should point to."""
        return ", ".join(EvidenceKind(kind).label.lower() for kind in self.evidence_kinds)


class GateQuerySet(models.QuerySet["Gate"]):
    def visible_to(self, person: Person) -> Self:
        """Agrees with `portfolio.view_gate`: those who see the project."""
        return self.filter(seen_by(person, "project__"))

    def with_project(self) -> Self:
        return self.select_related(
            "project__unit__district",
            "project__district",
            "project__pilot",
            "project__owner",
            "project__leader",
            "opens_phase",
            "ends_phase",
        )

    def with_readiness(self) -> Self:
        """`asked_count`, `answered` and `missing_musts`: counts of the gate's questions."""
        asked = GateQuestion.objects.filter(template=OuterRef("template"))
        answered = GateAnswer.objects.filter(
            gate=OuterRef("pk"), question__template=OuterRef("template")
        )
        musts = asked.filter(is_must=True).exclude(
            pk__in=GateAnswer.objects.filter(gate=OuterRef(OuterRef("pk"))).values("question")
        )
        return self.annotate(
            asked_count=SubqueryCount(asked),
            answered=SubqueryCount(answered),
            missing_musts=SubqueryCount(musts),
        )

    def with_surroundings(self) -> Self:
        """What stands beside the questions, as lists of dicts in the gate's own query.

        `factor_list`, `lesson_list`, `disqualified_list`, whether a `record` from a meeting waits,
        and whether who signs `needs_two_steps`.
        """
        from portfolio.models.decision import MeetingRecord
        from portfolio.models.factor import CriticalFactor
        from portfolio.models.lesson import Lesson

        factors = CriticalFactor.objects.filter(project=OuterRef("project")).order_by("pk")
        lessons = Lesson.objects.filter(gate=OuterRef("pk")).order_by("written_on", "pk")
        people = Disqualification.objects.filter(gate=OuterRef("pk")).order_by("pk")
        demands = TwoStepDemand.objects.filter(
            district=OuterRef("project__district"), level=OuterRef("decider_level")
        )
        records = MeetingRecord.objects.waiting().filter(gate=OuterRef("pk"))
        return self.annotate(
            factor_list=ArraySubquery(
                factors.values(
                    row=JSONObject(
                        text="text", state="state", said="state_text", owner="owner__name"
                    )
                )
            ),
            lesson_list=ArraySubquery(
                lessons.values(row=JSONObject(pk="pk", title="title", learned="learned"))
            ),
            disqualified_list=ArraySubquery(
                people.values(
                    row=JSONObject(pk="pk", person="person", name="person__name", reason="reason")
                )
            ),
            has_record=Exists(records),
            needs_two_steps=Exists(demands),
        )

    def with_decider(self) -> Self:
        return self.select_related(
            "template", "decider_unit", "decider_rule", "submitted_by", "confirmed_by"
        )

    def waiting_for_decision_by(self, person: Person) -> Self:
        """Submitted gates in the tray of `person`: the nearest leader who may decide.

        A leader further up may decide as well, but it waits there only when the decider's own unit
        has no other leader than those who asked for it.
        """
        units = frozenset().union(*(person.units_as(role) for role in LEADING_ROLES))
        leader, submitter = (
            Coalesce(OuterRef(name), 0) for name in ("project__leader", "submitted_by")
        )
        nearest = (
            RoleGrant.objects.filter(
                unit=OuterRef("decider_unit"), role__in=LEADING_ROLES, person__is_active=True
            )
            .exclude(person=leader)
            .exclude(person=submitter)
            .exclude(person__disqualifications__gate=OuterRef("pk"))
        )
        by_leader = (
            Q(decider_unit__in=units)
            & ~Q(decider_level=Level.PORTFOLIO)
            & (Exists(nearest.filter(person=person)) | ~Exists(nearest))
        )
        seat = PortfolioBoardMember.objects.filter(
            person=person.pk, signs=True, district=OuterRef("project__district")
        )
        by_board = Q(Exists(seat), decider_level=Level.PORTFOLIO)
        disqualified = Disqualification.objects.filter(person=person.pk, gate=OuterRef("pk"))
        return (
            self.filter(~Exists(disqualified), state=GateState.SUBMITTED)
            .exclude(project__leader=person)
            .exclude(submitted_by=person)
            .filter(by_leader | by_board)
        )

    def for_board(self, district: Unit) -> Self:
        """What the board decides, and what others decided that it has not taken note of."""
        from portfolio.models.decision import GateDecision

        not_noted = GateDecision.objects.current().filter(
            ~Q(origin=DecisionOrigin.AFTERWARDS), gate=OuterRef("pk"), note=None
        )
        return self.filter(project__district=district).filter(
            Q(state=GateState.WAITING_FOR_BOARD)
            | Q(Exists(not_noted.exclude(decided_level=Level.BOARD)), state=GateState.DECIDED)
        )


@dataclass(frozen=True)
class Line:
    """One question of a gate with the leader's answer, when there is one, and what it rests on."""

    question: GateQuestion
    answer: "GateAnswer | None"
    evidence: "tuple[Shown, ...]" = ()

    @property
    def is_answered(self) -> bool:
        return self.answer is not None

    @property
    def is_clear(self) -> bool:
        """Answered without a reservation that the decider has to look at."""
        return self.answer is not None and self.answer.answer in (
            Answer.YES,
            Answer.NOT_RELEVANT,
        )

    @property
    def rests_on_link(self) -> bool:
        """All it is shown by is a link, which may change or go away."""
        if self.answer is None or any(row.is_kept for row in self.evidence):
            return False
        return bool(self.answer.evidence_url or self.evidence)


@tracked
class Gate(InProject):
    """A decision point of one project, with its basis and the one who decides."""

    Code, State = GateCode, GateState

    project = models.ForeignKey(Project, models.CASCADE, related_name="gates")
    code = models.CharField(gettext_lazy("plass"), max_length=3, choices=GateCode)
    name = models.CharField(gettext_lazy("navn"), max_length=40, default="")
    asked = models.CharField(gettext_lazy("spørsmålet"), max_length=200, default="")
    meaning = models.CharField(
        gettext_lazy("hva et ja gjør"),
        max_length=12,
        choices=GateMeaning,
        default=GateMeaning.START_PHASE,
    )
    state = models.CharField(
        gettext_lazy("tilstand"), max_length=20, choices=GateState, default=GateState.PLANNED
    )
    round = models.PositiveSmallIntegerField(gettext_lazy("runde"), default=1)
    opens_phase = models.OneToOneField(
        Phase, models.PROTECT, null=True, blank=True, related_name="gate"
    )
    ends_phase = models.OneToOneField(
        Phase, models.PROTECT, null=True, blank=True, related_name="ending_gate"
    )
    template = models.ForeignKey(
        GateTemplate, models.PROTECT, null=True, blank=True, related_name="gates"
    )
    due = models.DateField(gettext_lazy("avgjøres innen"), null=True, blank=True)
    hold_until = models.DateField(gettext_lazy("venter til"), null=True, blank=True)

    recommendation = models.CharField(
        gettext_lazy("prosjektlederens tilråding"), max_length=20, choices=Outcome, blank=True
    )
    recommendation_text = models.TextField(gettext_lazy("kort sagt"), blank=True)
    amount_nok = models.DecimalField(
        gettext_lazy("kroner det søkes om"), max_digits=14, decimal_places=2, default=0
    )
    fund_year = models.ForeignKey(
        "portfolio.FundYear",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="gates",
        verbose_name=gettext_lazy("fondet det skal tas av"),
    )
    submitted_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    submitted_at = models.DateTimeField(null=True, blank=True)

    confirmed_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmation = models.TextField(gettext_lazy("rådgivers merknad"), blank=True)

    decider_level = models.CharField(
        gettext_lazy("avgjøres av"), max_length=12, choices=Level, blank=True
    )
    decider_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    decider_rule = models.ForeignKey(
        DeciderRule, models.PROTECT, null=True, blank=True, related_name="gates"
    )
    decider_why = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = GateQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("beslutningspunkt")
        verbose_name_plural = gettext_lazy("beslutningspunkt")
        ordering = ("project", "code")
        constraints = (
            models.UniqueConstraint(fields=["project", "code"], name="portfolio_gate_code_once"),
            models.CheckConstraint(
                name="portfolio_gate_state", condition=Q(state__in=GateState.values)
            ),
            models.CheckConstraint(
                name="portfolio_gate_code", condition=Q(code__in=GateCode.values)
            ),
            models.CheckConstraint(
                name="portfolio_gate_amount",
                condition=Q(amount_nok__gte=0),
                violation_error_message=gettext_lazy("Beløpet kan ikke være negativt."),
            ),
            # Nobody clicks for the board, and the board decides nothing that lies with a leader.
            models.CheckConstraint(
                name="portfolio_gate_board_waits",
                condition=(
                    Q(state=GateState.SUBMITTED, decider_unit__isnull=False)
                    & ~Q(decider_level__in=(Level.BOARD, ""))
                    | Q(state=GateState.WAITING_FOR_BOARD, decider_level=Level.BOARD)
                    | ~Q(state__in=(GateState.SUBMITTED, GateState.WAITING_FOR_BOARD))
                ),
            ),
            models.CheckConstraint(
                name="portfolio_gate_hold_has_day",
                condition=Q(hold_until__isnull=False) | ~Q(state=GateState.ON_HOLD),
            ),
        )

    def __str__(self) -> str:
        return f"{self.name} {self.project}"

    def get_absolute_url(self) -> str:
        return reverse("portfolio:gate", args=[self.project.slug, self.code])

    def get_code_display(self) -> str:  # type: ignore[no-redef]
        """The name in the project's phase model, in place of the label of the code."""
        return self.name or GateCode(self.code).label

    @property
    def question(self) -> str:
        """What is decided here, asked of the one who decides."""
        return self.asked.replace("{prosjekt}", self.project.title)

    @property
    def purpose(self) -> str:
        """What passing the gate means, in a few words for lists."""
        if self.meaning == GateMeaning.START_PHASE and self.opens_phase:
            return _("Start av %(phase)s") % {"phase": self.opens_phase.name.lower()}
        words = {
            GateMeaning.START_PHASE: _("Start"),
            GateMeaning.CLOSING: _("Avslutning"),
            GateMeaning.HAND_OVER: _("Overlevering til linjen"),
            GateMeaning.BENEFITS: _("Vurdering av gevinstene"),
        }
        return words[GateMeaning(self.meaning)]

    @property
    def decider_words(self) -> str:
        """`Avdelingsdirektør, Avdeling helse og mestring`; empty before somebody is found."""
        if not self.decider_level:
            return ""
        level = Level(self.decider_level)
        if level == Level.BOARD or self.decider_unit is None:
            return str(level.label)
        return f"{level.label}, {self.decider_unit}"

    @cached_property
    def lines(self) -> list[Line]:
        """All questions in order, each with its answer and what it rests on; one query."""
        from portfolio.models.evidence import GateEvidence, shown_from

        if self.template_id is None:
            return []
        rows = GateEvidence.objects.filter(answer=OuterRef("here")).as_facts()
        questions = (
            GateQuestion.objects.filter(template=self.template_id)
            .annotate(here=FilteredRelation("answers", condition=Q(answers__gate=self.pk)))
            .annotate(rests_on=ArraySubquery(rows))
            .select_related("here__answered_by")  # type: ignore[misc]
        )
        lines = []
        for question in questions:
            answer = getattr(question, "here", None)
            lines.append(Line(question, answer, shown_from(question.rests_on)))
        return lines

    @property
    def unanswered_musts(self) -> list[GateQuestion]:
        return [
            line.question for line in self.lines if line.question.is_must and not line.is_answered
        ]

    @property
    def musts_on_links(self) -> list[GateQuestion]:
        return [
            line.question for line in self.lines if line.question.is_must and line.rests_on_link
        ]

    @cached_property
    def goals_to_judge(self) -> list[PhaseGoal]:
        """The goals of the phase that ends here, each with its phase; one query."""
        if self.ends_phase_id is None:
            return []
        goals = PhaseGoal.objects.filter(phase=self.ends_phase_id)
        return list(goals.select_related("phase__project"))

    @property
    def unjudged_goals(self) -> list[PhaseGoal]:
        return [goal for goal in self.goals_to_judge if not goal.is_judged]

    @cached_property
    def is_next(self) -> bool:
        """Every gate before this one is decided."""
        before = Gate.objects.filter(project=self.project_id, code__lt=self.code)
        return not before.exclude(state=GateState.DECIDED).exists()

    @property
    def has_decisions(self) -> bool:
        """Known without asking: what has been decided is in a state or in a later round."""
        return self.round > 1 or self.state in (GateState.DECIDED, GateState.ON_HOLD)

    @property
    def is_for_board(self) -> bool:
        return self.decider_level == Level.BOARD


@tracked
class GateAnswer(models.Model):
    """The leader's answer to one question, saved one by one with who and when."""

    Answer = Answer
    gate = models.ForeignKey(Gate, models.CASCADE, related_name="answers")
    question = models.ForeignKey(GateQuestion, models.PROTECT, related_name="answers")
    answer = models.CharField(gettext_lazy("svar"), max_length=12, choices=Answer)
    reason = models.TextField(gettext_lazy("begrunnelse"), blank=True)
    evidence = models.CharField(gettext_lazy("dokumentasjon"), max_length=300, blank=True)
    evidence_url = models.URLField(gettext_lazy("lenke"), max_length=400, blank=True)
    answered_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        verbose_name = gettext_lazy("svar på spørsmål")
        verbose_name_plural = gettext_lazy("svar på spørsmål")
        constraints = (
            models.UniqueConstraint(fields=["gate", "question"], name="portfolio_answer_once"),
            models.CheckConstraint(
                name="portfolio_answer_value", condition=Q(answer__in=Answer.values)
            ),
            models.CheckConstraint(
                name="portfolio_answer_reason_unless_yes",
                condition=Q(answer=Answer.YES) | ~Q(reason=""),
                violation_error_message=gettext_lazy("Skriv en begrunnelse når svaret ikke er ja."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.question}: {self.get_answer_display()}"


@tracked
class GateLift(models.Model):
    """That a decider sent the gate to a higher level, and why."""

    gate = models.ForeignKey(Gate, models.CASCADE, related_name="lifts")
    round = models.PositiveSmallIntegerField()
    from_level = models.CharField(max_length=12, choices=Level)
    to_level = models.CharField(max_length=12, choices=Level)
    reason = models.TextField(gettext_lazy("begrunnelse"))
    lifted_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    lifted_at = models.DateTimeField()

    class Meta:
        verbose_name = gettext_lazy("løft av avgjørelse")
        verbose_name_plural = gettext_lazy("løft av avgjørelser")
        ordering = ("gate", "pk")

    def __str__(self) -> str:
        return f"{self.get_from_level_display()} → {self.get_to_level_display()}"


@tracked
class Disqualification(models.Model):
    """That a person takes no part in deciding a gate, and why; such a person may not sign."""

    gate = models.ForeignKey(Gate, models.CASCADE, related_name="disqualifications")
    person = models.ForeignKey(
        Person,
        models.PROTECT,
        related_name="disqualifications",
        verbose_name=gettext_lazy("person"),
    )
    reason = models.CharField(gettext_lazy("grunn"), max_length=300, blank=True)
    declared_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    declared_at = models.DateTimeField()

    class Meta:
        verbose_name = gettext_lazy("inhabilitet")
        verbose_name_plural = gettext_lazy("inhabilitet")
        ordering = ("gate", "pk")
        constraints = (
            models.UniqueConstraint(fields=["gate", "person"], name="portfolio_disqualified_once"),
        )

    def __str__(self) -> str:
        return str(self.person)
