"""The way through the committees: stops, case numbers and what was answered."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import frozen, tracked
from organisation.people.models import Person
from portfolio.lifecycle import Outcome as GateOutcome
from reports.lifecycle import Task, VedtakKind, answer_words
from reports.models.case import BoardCase
from reports.models.committee import Committee


@frozen
class MeetingCaseNumber(models.Model):
    """A number given out in a committee's series; never given again, also when it is not used."""

    committee = models.ForeignKey(Committee, models.PROTECT, related_name="numbers")
    year = models.PositiveSmallIntegerField()
    n = models.PositiveIntegerField()
    # As the committee wrote it when it was given; a new pattern never rewrites an old number.
    written = models.CharField(max_length=20)
    case = models.ForeignKey(BoardCase, models.PROTECT, related_name="numbers")

    class Meta:
        verbose_name = _("møtesaksnummer")
        verbose_name_plural = _("møtesaksnumre")
        constraints = [
            models.UniqueConstraint(
                fields=["committee", "year", "n"], name="reports_meetingcasenumber_once"
            ),
            models.CheckConstraint(
                name="reports_meetingcasenumber_written",
                condition=Q(written__contains=Cast(F("n"), models.TextField())),
            ),
        ]

    def __str__(self) -> str:
        return self.written


@tracked
class CaseStop(models.Model):
    """One committee on the way of a case; the one that decides is never more than one."""

    Task = Task
    case = models.ForeignKey(BoardCase, models.CASCADE, related_name="stops")
    committee = models.ForeignKey(Committee, models.PROTECT, related_name="stops")
    order = models.PositiveSmallIntegerField()
    task = models.CharField(_("oppgave"), max_length=10, choices=Task, default=Task.RECOMMENDS)
    meeting_date = models.DateField(_("møtedato"), null=True, blank=True)
    number = models.OneToOneField(
        MeetingCaseNumber, models.PROTECT, null=True, blank=True, related_name="stop"
    )

    class Meta:
        verbose_name = _("ledd i saksgangen")
        verbose_name_plural = _("saksgang")
        ordering = ["case", "order"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "order"],
                name="reports_casestop_order",
                deferrable=models.Deferrable.DEFERRED,
            ),
            models.UniqueConstraint(
                fields=["case"],
                name="reports_casestop_one_decides",
                condition=Q(task=Task.DECIDES),
            ),
            models.UniqueConstraint(
                fields=["case", "committee"], name="reports_casestop_committee_once"
            ),
            models.CheckConstraint(name="reports_casestop_task", condition=Q(task__in=Task.values)),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {self.committee}"

    @property
    def decides(self) -> bool:
        return self.task == Task.DECIDES

    @property
    def case_number(self) -> str:
        """As the committee writes it; empty until it is given."""
        return self.number.written if self.number is not None else ""

    @property
    def settled_by(self) -> "Vedtak | None":
        """The answer that ended this stop; a postponement does not."""
        return next((each for each in self.answers if each.kind != VedtakKind.POSTPONED), None)

    @property
    def is_settled(self) -> bool:
        return self.settled_by is not None

    @property
    def answers(self) -> list["Vedtak"]:
        """All answers at this stop, postponements included, in the order they were given."""
        return sorted(self.vedtak_set.all(), key=lambda each: each.pk)


@frozen(made="recorded_at")
class Vedtak(models.Model):
    """What a committee answered, beside what was proposed to it. Never changes.

    Only the answer at the stop that decides is a vedtak in law; the others are an innstilling or
    an uttalelse. Meeting and number are kept here, since a postponed case gets new ones.
    """

    Kind = VedtakKind
    stop = models.ForeignKey(CaseStop, models.PROTECT)
    kind = models.CharField(_("utfall"), max_length=15, choices=VedtakKind)
    text = models.TextField(_("vedtakets ordlyd"))
    proposal = models.TextField(blank=True)
    decided_on = models.DateField(_("vedtatt"))
    case_number = models.CharField(max_length=20, blank=True)
    task = models.CharField(max_length=10, choices=Task)
    gate_outcome = models.CharField(max_length=20, blank=True, choices=GateOutcome)
    reason = models.TextField(_("begrunnelse"), blank=True)
    recorded_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("vedtak")
        verbose_name_plural = _("vedtak")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="reports_vedtak_kind", condition=Q(kind__in=VedtakKind.values)
            ),
            models.UniqueConstraint(
                fields=["stop"],
                name="reports_vedtak_one_per_stop",
                condition=~Q(kind=VedtakKind.POSTPONED),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.answer} {self.decided_on:%d.%m.%Y}"

    @property
    def answer(self) -> str:
        return answer_words(self.kind, self.task)

    @property
    def decides(self) -> bool:
        return self.task == Task.DECIDES


@tracked
class OutcomeChoice(models.Model):
    """What a changed or rejected proposal means for the gate: chosen, then confirmed.

    The secretariat chooses, the director confirms, and only then the gate follows.
    """

    vedtak = models.OneToOneField(Vedtak, models.PROTECT, related_name="outcome_choice")
    outcome = models.CharField(_("hva vedtaket betyr"), max_length=20, choices=GateOutcome)
    reason = models.TextField(_("begrunnelse"), blank=True)
    # What goes with the outcome: [{"text", "owner", "due"}], a day to take it up again, a lesson.
    conditions = models.JSONField(default=list)
    hold_until = models.DateField(null=True, blank=True)
    lesson = models.TextField(blank=True)
    chosen_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    chosen_at = models.DateTimeField()
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("valgt utfall")
        verbose_name_plural = _("valgte utfall")
        constraints = [
            models.CheckConstraint(
                name="reports_outcomechoice_outcome",
                condition=Q(outcome__in=GateOutcome.values),
            ),
            models.CheckConstraint(
                name="reports_outcomechoice_confirmed_by_somebody",
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_outcome_display())


class CaseExtractQuerySet(models.QuerySet["CaseExtract"]):
    def visible_to(self, person: Person) -> Self:
        """For whoever may read the whole case; agrees with `reports.view_caseextract`."""
        return self.filter(stop__case__in=BoardCase.objects.read_whole_by(person).values("pk"))


@tracked
class CaseExtract(models.Model):
    """Saksprotokoll: the part of a meeting's minutes that is about this case, as a file."""

    stop = models.ForeignKey(CaseStop, models.PROTECT, related_name="extracts")
    file = models.ForeignKey("files.StoredFile", models.PROTECT, related_name="case_extracts")
    note = models.CharField(_("merknad"), max_length=200, blank=True)
    attached_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    attached_at = models.DateTimeField()

    objects = CaseExtractQuerySet.as_manager()

    class Meta:
        verbose_name = _("saksprotokoll")
        verbose_name_plural = _("saksprotokoller")
        ordering = ["stop", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["stop", "file"], name="reports_caseextract_once")
        ]

    def __str__(self) -> str:
        return f"{self.stop}"
