"""Programmes: projects tied together by one common outcome goal."""

from typing import Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import InDistrict, Person
from organisation.sorting import norwegian_key


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def visible_to(self, person: Person) -> Self:
        """All who belong to the district; agrees with the rule `portfolio.view_programme`."""
        return self.filter(district__in=person.grants.districts)

    def open(self) -> Self:
        return self.filter(is_closed=False)

    def with_project_count(self, person: Person) -> Self:
        """`project_count`: how many of its projects `person` may see."""
        from portfolio.models.project import Project

        mine = Project.objects.visible_to(person).filter(programme=models.OuterRef("pk"))
        counted = mine.order_by().annotate(n=models.Func(models.F("pk"), function="COUNT"))
        return self.annotate(project_count=models.Subquery(counted.values("n")))

    def by_title(self) -> Self:
        return self.order_by("title_key", "pk")


@tracked(exclude=("title_key",))
class Programme(InDistrict):
    """What several projects shall reach together.

    `project` is the project that is the programme as well: a satsing which went through its own
    phases, and from which the others came.
    """

    slug = models.SlugField(max_length=80, unique=True, editable=False)  # never changes
    title = models.CharField(_("navn"), max_length=160)
    title_key = norwegian_key("title")
    outcome_goal = models.CharField(_("felles effektmål"), max_length=400)
    summary = models.TextField(_("kort sagt"), blank=True)
    owner = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_programmes",
        verbose_name=_("programeier"),
    )
    project = models.OneToOneField(
        "portfolio.Project",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="own_programme",
        verbose_name=_("prosjektet som er programmet"),
    )
    is_closed = models.BooleanField(_("avsluttet"), default=False)
    version = models.PositiveIntegerField(default=1)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        verbose_name = _("program")
        verbose_name_plural = _("programmer")
        constraints = (
            models.UniqueConstraint(
                fields=["district", "title"],
                name="portfolio_programme_title",
                violation_error_message=_("Det finnes alt et program med dette navnet."),
            ),
        )

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("portfolio:programme", args=[self.slug])
