"""The district's principles of innovation leadership, published in versions."""

from typing import Self

from django.db import models
from django.db.models import OuterRef, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import frozen, tracked
from organisation.people.models import Person, Unit


class PrincipleVersionQuerySet(models.QuerySet["PrincipleVersion"]):
    def visible_to(self, person: Person) -> Self:
        """Whoever belongs to the district; agrees with `portfolio.view_principleversion`."""
        return self.filter(district__in=person.grants.districts)

    def current(self) -> Self:
        """The newest version of each district."""
        last = PrincipleVersion.objects.filter(district=OuterRef("district")).order_by("-number")
        return self.filter(pk=Subquery(last.values("pk")[:1]))


@frozen
@tracked
class PrincipleVersion(models.Model):
    """The principles as they were published once; a change is a new version."""

    district = models.ForeignKey(Unit, models.PROTECT, related_name="principles")
    number = models.PositiveIntegerField(_("versjon"))
    text = models.TextField(_("prinsipper"))
    change = models.CharField(_("hva som er nytt"), max_length=300, blank=True)
    published_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(default=timezone.now)

    objects = PrincipleVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("prinsipper for innovasjonsledelse")
        verbose_name_plural = _("prinsipper for innovasjonsledelse")
        ordering = ("district", "-number")
        constraints = (
            models.UniqueConstraint(
                fields=["district", "number"], name="portfolio_principle_number"
            ),
        )

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("portfolio:principle_version", args=[self.pk])

    @property
    def unit_id(self) -> int:
        return self.district_id


@frozen
@tracked
class QualityDemand(models.Model):
    """One demand that follows from the principles, and that a gate may ask about.

    `key` is the same from version to version as long as the words are.
    """

    principles = models.ForeignKey(PrincipleVersion, models.CASCADE, related_name="demands")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField()
    text = models.CharField(_("kvalitetskrav"), max_length=300)

    class Meta:
        verbose_name = _("kvalitetskrav")
        verbose_name_plural = _("kvalitetskrav")
        ordering = ("principles", "position")
        constraints = (
            models.UniqueConstraint(
                fields=["principles", "key"], name="portfolio_qualitydemand_key"
            ),
        )

    def __str__(self) -> str:
        return self.text
