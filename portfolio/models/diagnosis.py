"""The diagnosis: understand the problem together before somebody chooses a solution."""

from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from portfolio.models.project import GoalLevel, InProject, Project, seen_by

# What has to be described before a solution may be written (R34).
DESCRIBED = ("problem", "actors", "insight")
SOLUTION = ("solution_idea", "why_this")


class DiagnosisQuerySet(models.QuerySet["Diagnosis"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "project__"))


@tracked
class Diagnosis(InProject):
    """Problem, actors and insight; a solution only when the three are there."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="diagnosis")
    problem = models.TextField(_("problemet"), blank=True)
    actors = models.TextField(_("aktørene"), blank=True)
    insight = models.TextField(_("innsikten"), blank=True)
    sources = models.TextField(_("kildene"), blank=True)
    solution_idea = models.TextField(_("løsningsidé"), blank=True)
    why_this = models.TextField(_("hvorfor denne"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = DiagnosisQuerySet.as_manager()

    class Meta:
        verbose_name = _("diagnose")
        verbose_name_plural = _("diagnoser")
        constraints = (
            models.CheckConstraint(
                name="portfolio_diagnosis_before_solution",
                condition=Q(**dict.fromkeys(SOLUTION, ""))
                | Q(**{f"{name}__regex": r"\S" for name in DESCRIBED}),
                violation_error_message=_(
                    "Beskriv problemet, aktørene og innsikten før løsningen."
                ),
            ),
        )

    def __str__(self) -> str:
        return str(self.project)

    def get_absolute_url(self) -> str:
        return reverse("portfolio:diagnosis", args=[self.project.slug])

    @property
    def missing(self) -> list[str]:
        """Names of what must be described before the solution opens."""
        return [name for name in DESCRIBED if not getattr(self, name).strip()]

    @property
    def is_open_for_solution(self) -> bool:
        return not self.missing


class CauseQuerySet(models.QuerySet["Cause"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "project__"))


class CauseIsInATree(pgtrigger.Trigger):
    """The database itself refuses a cause under itself, or under one of another project."""

    name = "is_in_a_tree"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update
    condition = pgtrigger.Q(new__under__isnull=False)
    declare = [("above", "bigint"), ("home", "bigint"), ("steps", "integer := 0")]
    func = """
        above := NEW.under_id;
        WHILE above IS NOT NULL LOOP
            steps := steps + 1;
            IF above = NEW.id OR steps > 100 THEN
                RAISE EXCEPTION 'Cause % would stand under itself', NEW.id
                    USING ERRCODE = 'check_violation';
            END IF;
            SELECT cause.under_id, cause.project_id INTO above, home
              FROM public.portfolio_cause cause WHERE cause.id = above;
            IF home IS DISTINCT FROM NEW.project_id THEN
                RAISE EXCEPTION 'Cause % would stand in another project', NEW.id
                    USING ERRCODE = 'check_violation';
            END IF;
        END LOOP;
        RETURN NEW;
    """


@tracked
class Cause(InProject):
    """Why the problem is there; causes of a cause stand under it."""

    Level = GoalLevel

    project = models.ForeignKey(Project, models.CASCADE, related_name="causes")
    under = models.ForeignKey(
        "self",
        models.CASCADE,
        null=True,
        blank=True,
        related_name="deeper",
        verbose_name=_("årsak til"),
    )
    text = models.CharField(_("årsak"), max_length=300)
    level = models.CharField(_("nivå"), max_length=10, choices=GoalLevel)
    version = models.PositiveIntegerField(default=1)

    objects = CauseQuerySet.as_manager()

    class Meta:
        verbose_name = _("årsak")
        verbose_name_plural = _("årsaker")
        ordering = ("pk",)
        triggers = (CauseIsInATree(),)
        constraints = (
            models.CheckConstraint(
                name="portfolio_cause_level", condition=Q(level__in=GoalLevel.values)
            ),
            models.CheckConstraint(
                name="portfolio_cause_not_under_itself", condition=~Q(under=models.F("pk"))
            ),
        )

    def __str__(self) -> str:
        return self.text

    def get_absolute_url(self) -> str:
        return f"{reverse('portfolio:diagnosis', args=[self.project.slug])}#arsak-{self.pk}"
