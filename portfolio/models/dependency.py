"""Systems, data sources, programmes and standards that projects rest on, shared by a district."""

from datetime import date, timedelta
from typing import Self

import pgtrigger
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import InDistrict, Person
from organisation.sorting import norwegian_key
from portfolio.lifecycle import ProjectState
from portfolio.lifecycle.dependency import DependencyKind, DependencyStatus
from portfolio.models.project import InProject, Project, seen_by

GOES_STALE = timedelta(days=365)


class DependencyQuerySet(models.QuerySet["Dependency"]):
    def visible_to(self, person: Person) -> Self:
        """Which systems there are is no secret; agrees with `portfolio.view_dependency`."""
        return self.filter(district__in=person.grants.districts)

    def with_projects(self, person: Person) -> Self:
        """`touched_by`: how many projects that `person` sees rest on it."""
        seen = (
            DependencyUse.objects.visible_to(person)
            .filter(dependency=models.OuterRef("pk"))
            .order_by()
            .values("dependency")
            .annotate(n=models.Count("pk"))
            .values("n")
        )
        return self.annotate(
            touched_by=models.functions.Coalesce(models.Subquery(seen), models.Value(0))
        )

    def stale(self, on: date) -> Self:
        return self.filter(Q(checked_on=None) | Q(checked_on__lt=on - GOES_STALE))


@tracked
class Dependency(InDistrict):
    """One row that all projects of the district point to."""

    Kind, Status = DependencyKind, DependencyStatus

    kind = models.CharField(_("slag"), max_length=12, choices=DependencyKind)
    name = models.CharField(_("navn"), max_length=120)
    name_key = norwegian_key("name")
    owner = models.CharField(_("eier"), max_length=120, blank=True)
    status = models.CharField(
        _("status"), max_length=10, choices=DependencyStatus, default=DependencyStatus.IN_USE
    )
    status_text = models.CharField(_("om statusen"), max_length=300, blank=True)
    contact_role = models.CharField(_("kontaktrolle"), max_length=120, blank=True)
    link = models.URLField(_("lenke"), max_length=400, blank=True)
    checked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    checked_on = models.DateField(_("sist sjekket"), null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)

    objects = DependencyQuerySet.as_manager()

    class Meta:
        verbose_name = _("avhengighet")
        verbose_name_plural = _("avhengigheter")
        constraints = (
            models.UniqueConstraint(
                fields=["district", "kind", "name_key"],
                name="portfolio_dependency_once",
                violation_error_message=_("Den finnes alt i registeret."),
            ),
            models.CheckConstraint(
                name="portfolio_dependency_kind", condition=Q(kind__in=DependencyKind.values)
            ),
            models.CheckConstraint(
                name="portfolio_dependency_status",
                condition=Q(status__in=DependencyStatus.values),
            ),
            models.CheckConstraint(
                name="portfolio_dependency_checked",
                condition=Q(checked_by=None, checked_on=None)
                | Q(checked_by__isnull=False, checked_on__isnull=False),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("portfolio:dependency", args=[self.pk])

    @property
    def is_data_source(self) -> bool:
        return self.kind == DependencyKind.DATA_SOURCE

    def is_stale(self, on: date) -> bool:
        """Nobody has looked at it for a year."""
        return self.checked_on is None or self.checked_on < on - GOES_STALE


class DependencyUseQuerySet(models.QuerySet["DependencyUse"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(seen_by(person, "project__"))

    def under_way(self) -> Self:
        return self.filter(project__state__in=(ProjectState.RUNNING, ProjectState.PAUSED))


class UseHasItsBasis(pgtrigger.Trigger):
    """A row of the same district; a data source is used with a lawful basis."""

    name = "has_its_basis"
    when = pgtrigger.Before
    operation = pgtrigger.Insert | pgtrigger.Update
    declare = [("kind", "text")]
    func = """
        SELECT dependency.kind INTO kind
          FROM public.portfolio_dependency dependency
          JOIN public.portfolio_project project ON project.district_id = dependency.district_id
         WHERE dependency.id = NEW.dependency_id AND project.id = NEW.project_id;
        IF kind IS NULL AND (
            TG_OP = 'INSERT' OR NEW.dependency_id <> OLD.dependency_id
        ) THEN
            RAISE EXCEPTION 'Dependency % is of another district', NEW.dependency_id
                USING ERRCODE = 'check_violation';
        END IF;
        IF kind = 'data_source' AND (NEW.legal_basis !~ '\\S' OR NEW.has_personal_data IS NULL) THEN
            RAISE EXCEPTION 'Data source % is used without a lawful basis', NEW.dependency_id
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """


@tracked
class DependencyUse(InProject):
    """How one project rests on a shared row."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="dependency_uses")
    dependency = models.ForeignKey(
        Dependency, models.PROTECT, related_name="uses", verbose_name=_("avhengighet")
    )
    use = models.CharField(_("hvordan prosjektet bruker den"), max_length=300)
    legal_basis = models.CharField(_("hjemmel"), max_length=300, blank=True)
    has_personal_data = models.BooleanField(_("personopplysninger"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = DependencyUseQuerySet.as_manager()

    class Meta:
        verbose_name = _("avhengighet i prosjekt")
        verbose_name_plural = _("avhengigheter i prosjekter")
        ordering = ("dependency__kind", "dependency__name_key", "pk")
        triggers = (UseHasItsBasis(),)
        constraints = (
            models.UniqueConstraint(
                fields=["project", "dependency"],
                name="portfolio_dependencyuse_once",
                violation_error_message=_("Den står alt i listen."),
            ),
        )

    def __str__(self) -> str:
        return f"{self.dependency}: {self.use}"

    def get_absolute_url(self) -> str:
        return reverse("portfolio:dependencies", args=[self.project.slug])
