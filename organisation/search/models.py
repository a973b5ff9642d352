"""The words people use, so that a misspelt one can be understood, and lists they look at often."""

from typing import Self

from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import InDistrict, Person, Role


class Word(models.Model):
    """A word in texts that everybody in the district may read, and how many texts have it.

    Rebuilt each night. Kept per district, so that a suggestion never tells one district what
    another writes about.
    """

    district = models.ForeignKey("people.Unit", models.CASCADE, related_name="+")
    word = models.CharField(max_length=40)
    stem = models.CharField(max_length=40)
    documents = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("ord")
        verbose_name_plural = _("ord")
        indexes = [
            models.Index(fields=["district", "stem"], name="word_stem"),
            GinIndex(fields=["word"], name="word_trigrams", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            models.UniqueConstraint(fields=["district", "word"], name="word_once_per_district")
        ]

    def __str__(self) -> str:
        return self.word


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def visible_to(self, person: Person) -> Self:
        """One's own, and those shared with a role one has; agrees with `search.view_savedview`."""
        if not person.is_active:
            return self.none()
        shared = Q()
        for role, units in person.grants.by_role.items():
            shared |= Q(role=role, unit__in=units)
        return self.filter(Q(person=person) | shared) if shared else self.filter(person=person)

    def of_page(self, page: str) -> Self:
        return self.filter(page=page)


@tracked
class SavedView(InDistrict):
    """A list as somebody wants to see it again: what its address says after the question mark.

    It opens nothing: whoever uses it sees what they may see anyhow.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_views")
    page = models.CharField(max_length=40)  # "ideas:list", the name of the address
    title = models.CharField(_("navn"), max_length=80)
    query = models.CharField(max_length=2000, blank=True)
    # Shared with those who have this role on `unit`; empty is for oneself.
    role = models.CharField(_("delt med"), max_length=15, choices=Role, blank=True)
    is_start = models.BooleanField(_("vis denne først"), default=False)
    version = models.PositiveIntegerField(default=1)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("lagret visning")
        verbose_name_plural = _("lagrede visninger")
        ordering = ("title", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "page", "title"],
                name="search_savedview_title",
                violation_error_message=_("Du har alt en visning med dette navnet."),
            ),
            models.UniqueConstraint(
                fields=["person", "page"],
                condition=Q(is_start=True),
                name="search_savedview_one_start",
            ),
            models.CheckConstraint(
                name="search_savedview_role", condition=Q(role__in=["", *Role.values])
            ),
        ]

    def __str__(self) -> str:
        return self.title
