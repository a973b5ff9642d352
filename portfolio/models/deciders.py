"""Who decides a gate: a table of delegated powers, kept in versions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.audit.tracking import tracked
from organisation.people.models import Person, Unit, UnitKind
from portfolio.lifecycle import GateCode, Level, Profile, ProjectKind
from portfolio.models.project import Project


class DeciderRuleQuerySet(models.QuerySet["DeciderRule"]):
    def visible_to(self, person: Person) -> Self:
        """Who may decide is no secret; agrees with `portfolio.view_deciderrule`."""
        return self.filter(district__in=person.grants.districts)

    def valid_on(self, day: date) -> Self:
        return self.filter(Q(ends_on=None) | Q(ends_on__gt=day), starts_on__lte=day)


@tracked
class DeciderRule(models.Model):
    """One line of the table. What stands empty holds for all; a change makes a new version."""

    district = models.ForeignKey(Unit, models.PROTECT, related_name="decider_rules")
    number = models.PositiveIntegerField(gettext_lazy("nummer"), editable=False)
    kind = models.CharField(
        gettext_lazy("slag prosjekt"), max_length=12, choices=ProjectKind, blank=True
    )
    profile = models.CharField(gettext_lazy("profil"), max_length=10, choices=Profile, blank=True)
    code = models.CharField(
        gettext_lazy("beslutningspunkt"), max_length=3, choices=GateCode, blank=True
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("enhet"),
    )
    up_to_nok = models.DecimalField(
        gettext_lazy("til og med beløp"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    level = models.CharField(gettext_lazy("avgjøres av"), max_length=12, choices=Level)
    delegation = models.CharField(
        gettext_lazy("fullmakten bygger på"),
        max_length=200,
        help_text=gettext_lazy("For eksempel «Delegert fra bydelsdirektøren»."),
    )
    delegated_on = models.DateField(gettext_lazy("delegert dato"))
    starts_on = models.DateField(gettext_lazy("gjelder fra"))
    # The first day it no longer holds. (Not valid_to: history has a column of that name.)
    ends_on = models.DateField(gettext_lazy("gjelder til"), null=True, blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False
    )
    version = models.PositiveIntegerField(default=1)

    objects = DeciderRuleQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("fullmakt")
        verbose_name_plural = gettext_lazy("fullmakter")
        ordering = ("district", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["district", "number"], name="portfolio_deciderrule_number"
            ),
            models.CheckConstraint(
                name="portfolio_deciderrule_days",
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=gettext_lazy(
                    "Fullmakten kan ikke slutte før den begynner."
                ),
            ),
            models.CheckConstraint(
                name="portfolio_deciderrule_level", condition=Q(level__in=Level.values)
            ),
            models.CheckConstraint(
                name="portfolio_deciderrule_amount",
                condition=Q(up_to_nok=None) | Q(up_to_nok__gte=0),
            ),
        )

    def __str__(self) -> str:
        return f"{self.number}. {self.get_level_display()}"

    def holds_for(self, project: Project, code: str, amount_nok: Decimal) -> bool:
        return (
            self.kind in ("", project.kind)
            and self.profile in ("", project.profile)
            and self.code in ("", code)
            and (self.unit is None or self.unit_id in project.unit.lineage)
            and (self.up_to_nok is None or amount_nok <= self.up_to_nok)
        )

    @property
    def precedence(self) -> tuple[object, ...]:
        """The greatest wins: the line that names most, the nearest unit, the lowest limit, the
        newest.
        """
        named = sum(1 for value in (self.kind, self.profile, self.code, self.unit) if value)
        near = self.unit.depth if self.unit else 0
        limit = self.up_to_nok
        return (named, near, limit is not None, -(limit or 0), self.starts_on, self.number)


class PortfolioBoardMemberQuerySet(models.QuerySet["PortfolioBoardMember"]):
    def visible_to(self, person: Person) -> Self:
        """Agrees with `portfolio.view_portfolioboardmember`."""
        return self.filter(district__in=person.grants.districts)


@tracked
class PortfolioBoardMember(models.Model):
    """One who sits in the portfolio board of a district; those who sign decide for it."""

    district = models.ForeignKey(Unit, models.PROTECT, related_name="portfolio_board")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="portfolio_boards", verbose_name=gettext_lazy("person")
    )
    signs = models.BooleanField(gettext_lazy("signerer for styret"), default=False)

    objects = PortfolioBoardMemberQuerySet.as_manager()

    class Meta:
        verbose_name = gettext_lazy("medlem av porteføljestyret")
        verbose_name_plural = gettext_lazy("medlemmer av porteføljestyret")
        ordering = ("-signs", "person__name_key", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["district", "person"],
                name="portfolio_boardmember_once",
                violation_error_message=gettext_lazy("Personen sitter alt i styret."),
            ),
        )

    def __str__(self) -> str:
        return str(self.person)


@tracked
class TwoStepDemand(models.Model):
    """That who signs at this level must have confirmed with two steps just before."""

    district = models.ForeignKey(Unit, models.PROTECT, related_name="two_step_demands")
    level = models.CharField(gettext_lazy("nivå"), max_length=12, choices=Level)

    class Meta:
        verbose_name = gettext_lazy("krav om to trinn")
        verbose_name_plural = gettext_lazy("krav om to trinn")
        constraints = (
            models.UniqueConstraint(fields=["district", "level"], name="portfolio_twostep_once"),
            models.CheckConstraint(
                name="portfolio_twostep_level", condition=models.Q(level__in=Level.values)
            ),
        )

    def __str__(self) -> str:
        return str(self.get_level_display())


@dataclass(frozen=True)
class Decider:
    """Who decides: a level, the unit whose leader it is, and the line it rests on (or none)."""

    level: Level
    unit: Unit
    rule: DeciderRule | None

    @property
    def why(self) -> str:
        """The words shown beside the decider, kept with the gate."""
        if self.rule is None:
            return _("Ingen fullmakt dekker dette. Da avgjør administrasjonen etter profilen.")
        return _("%(delegation)s, %(day)s (fullmakt %(number)s).") % {
            "delegation": self.rule.delegation,
            "day": self.rule.delegated_on.strftime("%d.%m.%Y"),
            "number": self.rule.number,
        }


# When no line holds, the administration decides, higher the larger the project.
WITHOUT_A_RULE = {
    Profile.SMALL: Level.UNIT_LEADER,
    Profile.ORDINARY: Level.DEPARTMENT,
    Profile.LARGE: Level.DIRECTOR,
}


def decider_for(project: Project, code: str, on: date, amount_nok: Decimal = Decimal(0)) -> Decider:
    """The one who decides gate `code` of `project` on the day `on`; always exactly one."""
    return choose_decider(
        project,
        code,
        amount_nok,
        rules=DeciderRule.objects.filter(district=project.district_id)
        .valid_on(on)
        .select_related("unit"),
    )


def choose_decider(
    project: Project, code: str, amount_nok: Decimal, *, rules: Iterable[DeciderRule]
) -> Decider:
    """The decider by those `rules`, all of which are valid."""
    fitting = [rule for rule in rules if rule.holds_for(project, code, amount_nok)]
    rule = max(fitting, key=lambda each: each.precedence, default=None)
    level = Level(rule.level) if rule else WITHOUT_A_RULE[Profile(project.profile)]
    return Decider(level, unit_at(level, project.unit), rule)


def unit_at(level: Level, unit: Unit) -> Unit:
    """The unit whose leader decides at `level` for what belongs to `unit`.

    Where no department stands between, the leader of the district takes the department's place.
    """
    if level == Level.UNIT_LEADER:
        return unit
    if level == Level.DEPARTMENT:
        while unit.kind == UnitKind.ENHET and unit.parent is not None:
            unit = unit.parent
        return unit
    return unit.district
