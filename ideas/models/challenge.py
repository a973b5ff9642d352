"""Challenges (floker): a tangled need that no unit owns alone."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import InDistrict, Person
from organisation.sorting import norwegian_key


class ChallengeQuerySet(models.QuerySet["Challenge"]):
    def visible_to(self, person: Person) -> Self:
        """Those employed in the district; agrees with `ideas.view_challenge`."""
        return self.filter(district__in=person.grants.employee_districts)


@tracked
class Challenge(InDistrict):
    """A room for needs, ideas, projects and partners around one tangle; one person holds it."""

    title = models.CharField(_("tittel"), max_length=160)
    title_key = norwegian_key("title")
    description = models.TextField(_("hva floken er"), max_length=4000, blank=True)
    holder = models.ForeignKey(
        Person, models.PROTECT, related_name="held_challenges", verbose_name=_("helhetsansvarlig")
    )
    version = models.PositiveIntegerField(default=1)

    objects = ChallengeQuerySet.as_manager()

    class Meta:
        verbose_name = _("floke")
        verbose_name_plural = _("floker")

    def __str__(self) -> str:
        return self.title
