"""A pilot: something small tried in daily work, on one page."""

from datetime import date
from typing import Any, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person, Unit
from portfolio.lifecycle.pilot import QUESTIONS, Judgement, Next, PilotState, Worked
from portfolio.models.project import InProject, Project, seen_by


class PilotQuerySet(models.QuerySet["Pilot"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "project__"))

    def waiting_for_approval_by(self, person: Person) -> Self:
        """Those where `person` is asked to say that law, privacy and ethics are in order."""
        return self.filter(
            state=PilotState.PLANNED, approver=person, asked_at__isnull=False, approved_at=None
        )

    def overdue(self, on: date) -> Self:
        return self.filter(state=PilotState.UNDER_WAY, until__lt=on)


class ApproverIsNotLeader(pgtrigger.Trigger):
    """The database itself refuses an approval by the one who leads the pilot."""

    name = "approver_is_not_leader"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update
    func = """
        IF NEW.approved_by_id IS NOT NULL
           AND (TG_OP = 'INSERT' OR NEW.state IS DISTINCT FROM OLD.state
                OR NEW.approved_by_id IS DISTINCT FROM OLD.approved_by_id)
           AND NEW.state <> 'finished'
           AND EXISTS (
            SELECT 1 FROM public.portfolio_project project
             WHERE project.id = NEW.project_id AND project.leader_id = NEW.approved_by_id
        ) THEN
            RAISE EXCEPTION 'Pilot % is approved by the one who leads it', NEW.id
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """


def _says(*names: str) -> Q:
    """Each of the texts holds more than blanks."""
    return Q(**{f"{name}__regex": r"\S" for name in names})


_STARTED = Q(
    started_on__isnull=False,
    until__isnull=False,
    approved_by__isnull=False,
    approved_at__isnull=False,
) & _says("what", "success_sign", *(f"{name}_text" for name in QUESTIONS))


@tracked
class Pilot(InProject):
    """What is tried, for how long and on what conditions, and what came of it."""

    State, Next, Worked, Judgement = PilotState, Next, Worked, Judgement

    project = models.OneToOneField(Project, models.CASCADE, related_name="pilot")
    state = models.CharField(
        _("tilstand"), max_length=10, choices=PilotState, default=PilotState.PLANNED
    )
    what = models.TextField(_("hva vi prøver"), blank=True)
    until = models.DateField(_("til når"), null=True, blank=True)
    participants = models.TextField(_("hvem som er med"), blank=True)
    success_sign = models.TextField(_("hvordan vi ser at det virket"), blank=True)
    units = models.ManyToManyField(Unit, through="PilotUnit", related_name="+", blank=True)

    law = models.CharField(_("lov"), max_length=13, choices=Judgement, blank=True)
    law_text = models.TextField(_("om loven"), blank=True)
    privacy = models.CharField(_("personvern"), max_length=13, choices=Judgement, blank=True)
    privacy_text = models.TextField(_("om personvernet"), blank=True)
    ethics = models.CharField(_("etikk"), max_length=13, choices=Judgement, blank=True)
    ethics_text = models.TextField(_("om etikken"), blank=True)
    approver = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pilots_to_approve",
        verbose_name=_("godkjennes av"),
    )
    asked_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="approved_pilots",
        verbose_name=_("godkjent av"),
    )
    approved_at = models.DateTimeField(_("godkjent"), null=True, blank=True)
    turned_down = models.TextField(_("hvorfor den ikke er godkjent"), blank=True)

    started_on = models.DateField(_("startet"), null=True, blank=True)
    finished_on = models.DateField(_("ferdig"), null=True, blank=True)
    happened = models.TextField(_("hva som skjedde"), blank=True)
    worked = models.CharField(_("virket det?"), max_length=6, choices=Worked, blank=True)
    next_step = models.CharField(_("hva nå?"), max_length=8, choices=Next, blank=True)
    became_project_on = models.DateField(_("ble prosjekt"), null=True, blank=True)
    project_reason = models.TextField(_("hvorfor den ble prosjekt"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = PilotQuerySet.as_manager()

    class Meta:
        verbose_name = _("pilot")
        verbose_name_plural = _("piloter")
        triggers = (ApproverIsNotLeader(),)
        constraints = (
            models.CheckConstraint(
                name="portfolio_pilot_state", condition=Q(state__in=PilotState.values)
            ),
            models.CheckConstraint(
                name="portfolio_pilot_judged_first",
                condition=Q(state=PilotState.PLANNED, started_on=None)
                | Q(state=PilotState.FINISHED, started_on=None, next_step=Next.STOP)
                | (
                    ~Q(state=PilotState.PLANNED)
                    & _STARTED
                    & Q(
                        law__in=(Judgement.FINE, Judgement.WITH_MEASURES),
                        privacy__in=(Judgement.FINE, Judgement.WITH_MEASURES),
                        ethics__in=(Judgement.FINE, Judgement.WITH_MEASURES),
                    )
                ),
                violation_error_message=_(
                    "Lov, personvern og etikk må godkjennes før piloten starter."
                ),
            ),
            models.CheckConstraint(
                name="portfolio_pilot_approved_by_and_when",
                condition=Q(approved_by=None, approved_at=None)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
            ),
            models.CheckConstraint(
                name="portfolio_pilot_result",
                condition=Q(finished_on=None, next_step="") & ~Q(state=PilotState.FINISHED)
                | Q(
                    state=PilotState.FINISHED,
                    finished_on__isnull=False,
                    happened__regex=r"\S",
                    next_step__in=Next.values,
                )
                & (Q(started_on=None, worked="") | Q(worked__in=Worked.values)),
            ),
            models.CheckConstraint(
                name="portfolio_pilot_dates_in_order",
                condition=(Q(finished_on=None) | Q(started_on=None))
                | Q(finished_on__gte=F("started_on")),
            ),
            models.CheckConstraint(
                name="portfolio_pilot_became_project",
                condition=Q(became_project_on=None)
                | Q(next_step=Next.PROJECT, project_reason__regex=r"\S"),
            ),
        )

    def __str__(self) -> str:
        return str(self.project)

    def get_absolute_url(self) -> str:
        return reverse("portfolio:pilot", args=[self.project.slug])

    def is_overdue(self, on: date) -> bool:
        return self.state == PilotState.UNDER_WAY and self.until is not None and self.until < on

    @property
    def judgements(self) -> list[tuple[Any, str, str, str]]:
        """Law, privacy and ethics: name, answer ("" when open), its words, and the text."""
        return [
            (
                self._meta.get_field(name).verbose_name,  # type: ignore[union-attr]
                getattr(self, name),
                str(getattr(self, f"get_{name}_display")()),
                getattr(self, f"{name}_text"),
            )
            for name in QUESTIONS
        ]

    @property
    def waits_for_approval(self) -> bool:
        return (
            self.state == PilotState.PLANNED
            and self.asked_at is not None
            and self.approved_at is None
        )


@tracked
class PilotUnit(models.Model):
    """A unit where the pilot is tried."""

    pilot = models.ForeignKey(Pilot, models.CASCADE, related_name="places")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("sted piloten prøves")
        verbose_name_plural = _("steder piloten prøves")
        ordering = ("pk",)
        constraints = (
            models.UniqueConstraint(fields=["pilot", "unit"], name="portfolio_pilotunit_once"),
        )

    def __str__(self) -> str:
        return str(self.unit)
