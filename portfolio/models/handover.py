"""A new leader or owner takes over: what is open, what the old one says, what is gone through."""

from typing import Self

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from organisation.people.models import Person
from portfolio.models.project import InProject, Project, seen_by


class HandoverRole(models.TextChoices):
    LEADER = "leader", _("Prosjektleder")
    OWNER = "owner", _("Prosjekteier")


class HandoverQuerySet(models.QuerySet["Handover"]):
    def visible_to(self, person: Person) -> Self:
        """Agrees with `portfolio.view_handover`: those who see the project."""
        return self.filter(seen_by(person, "project__"))

    def open(self) -> Self:
        return self.filter(confirmed_at=None, replaced=False)

    def of_person(self, person: Person) -> Self:
        """Those `person` hands over or takes over."""
        return self.filter(Q(old=person) | Q(new=person))


@tracked
class Handover(InProject):
    """From one person to another; open until the new one confirms."""

    Role = HandoverRole

    project = models.ForeignKey(Project, models.CASCADE, related_name="handovers")
    role = models.CharField(_("rolle"), max_length=6, choices=HandoverRole)
    old = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("fra")
    )
    new = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name=_("til"))
    why = models.TextField(_("hvorfor"), blank=True)
    notes = models.TextField(_("det den nye bør vite"), blank=True)
    begun_at = models.DateTimeField(_("begynt"))
    begun_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(_("bekreftet"), null=True, blank=True)
    # A later change of the same role ends one that nobody confirmed.
    replaced = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    objects = HandoverQuerySet.as_manager()

    class Meta:
        verbose_name = _("overtakelse")
        verbose_name_plural = _("overtakelser")
        ordering = ("project", "-begun_at", "-pk")
        constraints = (
            models.UniqueConstraint(
                fields=["project", "role"],
                condition=Q(confirmed_at=None, replaced=False),
                name="portfolio_handover_one_open",
            ),
            models.CheckConstraint(
                name="portfolio_handover_role", condition=Q(role__in=HandoverRole.values)
            ),
            models.CheckConstraint(
                name="portfolio_handover_two_people",
                condition=Q(old=None) | ~Q(old=F("new")),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_role_display()}: {self.new}"

    def get_absolute_url(self) -> str:
        return reverse("portfolio:handover", args=[self.project.slug, self.pk])

    @property
    def is_open(self) -> bool:
        return self.confirmed_at is None and not self.replaced


@tracked
class HandoverTick(models.Model):
    """That the new one has gone through one thing that was open; `key` names it: `gate-12`."""

    handover = models.ForeignKey(Handover, models.CASCADE, related_name="ticks")
    key = models.CharField(max_length=40)
    title = models.CharField(max_length=300)
    ticked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("gjennomgått ved overtakelse")
        verbose_name_plural = _("gjennomgått ved overtakelse")
        ordering = ("handover", "pk")
        constraints = (
            models.UniqueConstraint(fields=["handover", "key"], name="portfolio_tick_once"),
        )

    def __str__(self) -> str:
        return self.title
