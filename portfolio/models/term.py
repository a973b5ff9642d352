"""The word list: what the district means by a word, shown where the word is used."""

from typing import Self

from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person, Unit
from organisation.sorting import norwegian_key


class TermQuerySet(models.QuerySet["Term"]):
    def visible_to(self, person: Person) -> Self:
        """Whoever belongs to the district; agrees with `portfolio.view_term`."""
        return self.filter(district__in=person.grants.districts)


@tracked(exclude=("name_key",))
class Term(models.Model):
    """A word and what it means here."""

    district = models.ForeignKey(Unit, models.PROTECT, related_name="terms")
    name = models.CharField(_("ord"), max_length=60)
    name_key = norwegian_key("name")
    explanation = models.TextField(_("forklaring"), max_length=600)
    version = models.PositiveIntegerField(default=1)

    objects = TermQuerySet.as_manager()

    class Meta:
        verbose_name = _("ord i ordlisten")
        verbose_name_plural = _("ordlisten")
        ordering = ("district", "name_key", "pk")
        constraints = (
            models.UniqueConstraint(
                "district",
                Lower("name"),
                name="portfolio_term_once",
                violation_error_message=_("Ordet står alt i ordlisten."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('portfolio:terms')}#ord-{self.pk}"

    @property
    def unit_id(self) -> int:
        return self.district_id
