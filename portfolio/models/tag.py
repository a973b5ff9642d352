"""Words projects are found by: the technology they use, and whatever else they have in common."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Unit
from organisation.sorting import norwegian_key
from portfolio.models.project import InProject, Project


class TagKind(models.TextChoices):
    TECHNOLOGY = "technology", _("Teknologi")
    TOPIC = "topic", _("Emne")


@tracked(exclude=("name_key",))
class Tag(models.Model):
    """One word of the district; made when the first project takes it."""

    Kind = TagKind

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(_("slag"), max_length=10, choices=TagKind)
    name = models.CharField(_("ord"), max_length=60)
    name_key = norwegian_key("name")

    class Meta:
        verbose_name = _("emneord")
        verbose_name_plural = _("emneord")
        constraints = (
            models.UniqueConstraint("district", "kind", Lower("name"), name="portfolio_tag_once"),
            models.CheckConstraint(name="portfolio_tag_kind", condition=Q(kind__in=TagKind.values)),
        )

    def __str__(self) -> str:
        return self.name


@tracked
class ProjectTag(InProject):
    project = models.ForeignKey(Project, models.CASCADE, related_name="tag_links")
    tag = models.ForeignKey(Tag, models.CASCADE, related_name="project_links")

    class Meta:
        verbose_name = _("emneord på prosjekt")
        verbose_name_plural = _("emneord på prosjekter")
        constraints = (
            models.UniqueConstraint(fields=["project", "tag"], name="portfolio_projecttag_once"),
        )

    def __str__(self) -> str:
        return str(self.tag)
