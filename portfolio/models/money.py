"""Funds by year, and the entries that every sum of money is made of.

There is no balance anywhere: a figure is a sum of entries, and an entry never changes. What was
wrong is reversed by another entry.
"""

from decimal import Decimal
from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.db import models
from django.db.models import F, Q, Sum
from django.db.models.functions import Coalesce, Lower, Round
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import frozen, tracked
from organisation.people.models import InDistrict, Person, Unit
from organisation.sorting import norwegian_key
from portfolio.lifecycle.money import (
    RELEASED_AT_GATES,
    CarryOverState,
    EntryKind,
    EntrySource,
    FundKind,
    Vat,
)
from portfolio.models.project import InProject, seen_by

if TYPE_CHECKING:
    from portfolio.models.project import ProjectQuerySet

NOTHING = Decimal("0.00")
AMOUNT = models.DecimalField(max_digits=14, decimal_places=2)


def total(amount: Any, **only: Any) -> Coalesce:
    """The sum of `amount` in a group, 0.00 where there is none."""
    return Coalesce(Sum(amount, filter=Q(**only) if only else None), NOTHING, output_field=AMOUNT)


class FrameHolds(pgtrigger.Trigger):
    """At the end of a transaction no more is released from a fund-year than it has.

    The row of the fund-year is locked first, so that of two at once the second counts the first;
    not its key, which both hold already by the entry that points to it.
    """

    level = pgtrigger.Row
    when = pgtrigger.After
    timing = pgtrigger.Deferred

    def __init__(self, *, name: str, operation: Any, fund_year: str, condition: Any = None) -> None:
        # `fund_year` is SQL for its id; `condition` spares rows that cannot break the frame.
        super().__init__(
            name=name,
            operation=operation,
            condition=condition,
            declare=[("has", "numeric"), ("gone", "numeric"), ("of_year", "bigint")],
            func=f"""
            of_year := {fund_year};
            SELECT frame_nok INTO has FROM public.portfolio_fundyear
                WHERE id = of_year FOR NO KEY UPDATE;
            IF has IS NULL THEN RETURN NULL; END IF;
            SELECT has + coalesce(sum(CASE WHEN to_year_id = of_year THEN granted_nok
                ELSE -granted_nok END), 0) INTO has FROM public.portfolio_carryover
                WHERE state = 'granted' AND (fund_year_id = of_year OR to_year_id = of_year);
            SELECT coalesce(sum(amount_nok), 0) INTO gone FROM public.portfolio_entry
                WHERE fund_year_id = of_year AND kind = 'released';
            IF gone > has THEN
                RAISE EXCEPTION 'Released % of % in fund-year %', gone, has, of_year
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'portfolio_frame_holds';
            END IF;
            RETURN NULL;
            """,
        )


class ReversalMirrors(pgtrigger.Trigger):
    """A reversal takes back exactly what it reverses, and is itself final."""

    name = "reversal_mirrors"
    when = pgtrigger.Before
    operation = pgtrigger.Insert
    func = """
        IF NEW.reverses_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM public.portfolio_entry AS first WHERE first.id = NEW.reverses_id
                AND first.project_id = NEW.project_id AND first.fund_year_id = NEW.fund_year_id
                AND first.kind = NEW.kind AND first.amount_nok = -NEW.amount_nok
                AND first.reverses_id IS NULL
        ) THEN
            RAISE EXCEPTION 'A reversal must mirror the entry it reverses'
                USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    """


class FundQuerySet(models.QuerySet["Fund"]):
    def visible_to(self, person: Person) -> Self:
        """The district's money is known in the district; agrees with `portfolio.view_fund`."""
        return self.filter(district__in=person.grants.districts)

    def active(self) -> Self:
        return self.filter(is_active=True)


@tracked(exclude=("name_key",))
class Fund(InDistrict):
    """Where money comes from: what the budget sets aside, own share, or a grant from outside."""

    Kind = FundKind
    name = models.CharField(_("navn"), max_length=120)
    name_key = norwegian_key("name")
    kind = models.CharField(_("slag"), max_length=12, choices=FundKind)
    purposes = models.TextField(_("lovlige formål"), blank=True)  # one on each line
    anchor = models.CharField(_("hjemmel"), max_length=200, blank=True)
    is_active = models.BooleanField(_("i bruk"), default=True)
    version = models.PositiveIntegerField(default=1)

    objects = FundQuerySet.as_manager()

    class Meta:
        verbose_name = _("fond")
        verbose_name_plural = _("fond")
        constraints = (
            models.CheckConstraint(
                name="portfolio_fund_kind", condition=Q(kind__in=FundKind.values)
            ),
            models.UniqueConstraint(
                "district",
                Lower("name"),
                name="portfolio_fund_name",
                violation_error_message=_("Det finnes alt et fond med dette navnet."),
            ),
        )

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("portfolio:fund", args=[self.pk])

    @property
    def purpose_list(self) -> list[str]:
        return self.purposes.splitlines()

    @property
    def is_released(self) -> bool:
        return self.kind in RELEASED_AT_GATES


class FundYearQuerySet(models.QuerySet["FundYear"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(fund__district__in=person.grants.districts)

    def with_carried(self) -> Self:
        """`opening_nok` and `carried_nok`: what was carried in, and what was carried on."""
        from portfolio.models.carry_over import CarryOver  # which points to the fund-year

        carried = CarryOver.objects.filter(state=CarryOverState.GRANTED).order_by()
        return self.annotate(
            opening_nok=_sum_of(
                carried.filter(to_year=models.OuterRef("pk")), "to_year", "granted_nok"
            ),
            carried_nok=_sum_of(
                carried.filter(fund_year=models.OuterRef("pk")), "fund_year", "granted_nok"
            ),
        )

    def with_sums(self) -> Self:
        """With what is carried, a sum for each kind of entry, and `free_nok`.

        Free is what may still be released: frame and opening, less what is released or carried on.
        """
        entries = Entry.objects.known().filter(fund_year=models.OuterRef("pk")).order_by()
        sums = {
            f"{kind}_nok": _sum_of(entries.filter(kind=kind), "fund_year", "amount_nok")
            for kind in EntryKind.values
        }
        return (
            self.with_carried()
            .annotate(**sums)
            .annotate(
                free_nok=F("frame_nok") + F("opening_nok") - F("carried_nok") - F("released_nok")
            )
        )


def _sum_of(rows: Any, by: str, amount: str) -> Coalesce:
    summed = rows.values(by).annotate(summed=Sum(amount)).values("summed")
    return Coalesce(models.Subquery(summed), NOTHING, output_field=AMOUNT)


@pgtrigger.register(
    FrameHolds(name="frame_holds", operation=pgtrigger.Update, fund_year="NEW.id"),
)
@tracked
class FundYear(models.Model):
    """A fund in one budget year. What it opens with comes from granted carry-overs."""

    fund = models.ForeignKey(Fund, models.PROTECT, related_name="years", verbose_name=_("fond"))
    year = models.PositiveSmallIntegerField(_("år"))
    frame_nok = models.DecimalField(_("ramme"), max_digits=14, decimal_places=2, default=NOTHING)
    note = models.TextField(_("merknad"), blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = FundYearQuerySet.as_manager()

    class Meta:
        verbose_name = _("fond i et år")
        verbose_name_plural = _("fond i et år")
        ordering = ("-year", "fund__name_key", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=["fund", "year"],
                name="portfolio_fundyear_once",
                violation_error_message=_("Fondet har alt en ramme for dette året."),
            ),
            models.CheckConstraint(name="portfolio_fundyear_frame", condition=Q(frame_nok__gte=0)),
            models.CheckConstraint(
                name="portfolio_fundyear_year", condition=Q(year__gte=2000, year__lte=2100)
            ),
        )

    def __str__(self) -> str:
        return f"{self.fund} {self.year}"

    def get_absolute_url(self) -> str:
        return reverse("portfolio:fund_year", args=[self.fund_id, self.year])

    @property
    def unit_id(self) -> int:
        return self.fund.unit_id

    @property
    def district_id(self) -> int:
        return self.fund.district_id


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, person: Person) -> Self:
        """Those who see the project see its money; agrees with `portfolio.view_entry`."""
        return self.filter(seen_by(person, "project__"))

    def known(self) -> Self:
        """Booked by the day the page shows; every sum begins here.

        Inside `as_of` the table itself ends at that day, since an entry is made on its booking day.
        """
        return self.all()

    def of_projects(self, projects: "ProjectQuerySet") -> Self:
        return self.known().filter(project__in=projects)

    def standing(self) -> Self:
        """Neither reversed nor a reversal."""
        return self.filter(reverses=None, reversed_by=None)

    def sums(self, *by: str) -> models.QuerySet[Any, dict[str, Any]]:
        """One dict for each group of columns `by`, with `plan_nok`, `released_nok` … in it."""
        kinds = {f"{kind}_nok": total("amount_nok", kind=kind) for kind in EntryKind.values}
        return self.order_by().values(*by).annotate(**kinds, hours_sum=total("hours", kind="plan"))

    def with_places(self) -> Self:
        return self.select_related(
            "fund_year__fund", "reversed_by", "booked_by", "decision__gate", "ledger_import"
        )


@frozen(made="booked_on")
@pgtrigger.register(
    FrameHolds(
        name="frame_holds",
        operation=pgtrigger.Insert,
        fund_year="NEW.fund_year_id",
        condition=pgtrigger.Q(new__kind=EntryKind.RELEASED),
    ),
    ReversalMirrors(),
)
class Entry(InProject):
    """One amount, booked on one day. It never changes; what was wrong is reversed by another."""

    Kind, Source, Vat = EntryKind, EntrySource, Vat

    project = models.ForeignKey("portfolio.Project", models.PROTECT, related_name="entries")
    fund_year = models.ForeignKey(
        FundYear, models.PROTECT, related_name="entries", verbose_name=_("fond og år")
    )
    kind = models.CharField(_("slag"), max_length=10, choices=EntryKind)
    amount_nok = models.DecimalField(_("beløp"), max_digits=14, decimal_places=2)
    # Own share may be work: so many hours at a rate, which make the amount.
    hours = models.DecimalField(_("timer"), max_digits=9, decimal_places=2, null=True, blank=True)
    rate_nok = models.DecimalField(
        _("timesats"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    vat = models.CharField(_("merverdiavgift"), max_length=12, choices=Vat, default=Vat.NONE)
    vat_nok = models.DecimalField(
        _("merverdiavgift i kroner"), max_digits=14, decimal_places=2, null=True, blank=True
    )
    booked_on = models.DateField(_("bokført"))
    text = models.CharField(_("tekst"), max_length=300, blank=True)
    source = models.CharField(_("kilde"), max_length=10, choices=EntrySource)
    voucher = models.CharField(_("bilag"), max_length=40, blank=True)
    code_1 = models.CharField(max_length=20, blank=True)
    code_2 = models.CharField(max_length=20, blank=True)
    code_3 = models.CharField(max_length=20, blank=True)
    code_4 = models.CharField(max_length=20, blank=True)
    decision = models.ForeignKey(
        "portfolio.GateDecision", models.PROTECT, null=True, blank=True, related_name="entries"
    )
    carry_over = models.ForeignKey(
        "portfolio.CarryOver", models.PROTECT, null=True, blank=True, related_name="entries"
    )
    grant = models.ForeignKey(
        "portfolio.GrantApplication",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
    )
    ledger_import = models.ForeignKey(
        "portfolio.LedgerImport", models.PROTECT, null=True, blank=True, related_name="entries"
    )
    row = models.PositiveIntegerField(_("rad i filen"), null=True, blank=True)
    line_hash = models.CharField(max_length=64, blank=True)  # knows the same line in a later file
    reverses = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="reversed_by"
    )
    booked_by = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="booked_entries"
    )
    booked_at = models.DateTimeField(auto_now_add=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("føring")
        verbose_name_plural = _("føringer")
        ordering = ("-booked_on", "-pk")
        indexes = (
            models.Index(fields=["project", "kind"], name="portfolio_entry_project_kind"),
            models.Index(fields=["fund_year", "kind"], name="portfolio_entry_year_kind"),
            models.Index(
                fields=["line_hash"],
                name="portfolio_entry_line",
                condition=~Q(line_hash=""),
            ),
        )
        constraints = (
            models.CheckConstraint(
                name="portfolio_entry_kind", condition=Q(kind__in=EntryKind.values)
            ),
            models.CheckConstraint(
                name="portfolio_entry_source", condition=Q(source__in=EntrySource.values)
            ),
            models.CheckConstraint(name="portfolio_entry_vat", condition=Q(vat__in=Vat.values)),
            models.CheckConstraint(
                name="portfolio_entry_amount",
                condition=~Q(amount_nok=0),
                violation_error_message=_("Beløpet kan ikke være null."),
            ),
            # What is released is taken back only by a reversal or carried to the next year.
            models.CheckConstraint(
                name="portfolio_entry_released_is_positive",
                condition=(
                    ~Q(kind=EntryKind.RELEASED)
                    | Q(amount_nok__gt=0)
                    | Q(reverses__isnull=False)
                    | Q(source=EntrySource.CARRY_OVER)
                ),
            ),
            models.CheckConstraint(
                name="portfolio_entry_hours_make_the_amount",
                condition=(
                    Q(hours=None, rate_nok=None)
                    | Q(
                        hours__isnull=False,
                        rate_nok__isnull=False,
                        rate_nok__gt=0,
                        amount_nok=Round(F("hours") * F("rate_nok"), precision=2),
                    )
                ),
            ),
            models.CheckConstraint(
                name="portfolio_entry_source_is_known",
                condition=(
                    Q(source=EntrySource.HAND)
                    | Q(source=EntrySource.IMPORT, ledger_import__isnull=False)
                    | Q(source=EntrySource.DECISION, decision__isnull=False)
                    | Q(source=EntrySource.CARRY_OVER, carry_over__isnull=False)
                    | Q(source=EntrySource.GRANT, grant__isnull=False)
                ),
            ),
            models.CheckConstraint(
                name="portfolio_entry_reversal_has_reason",
                condition=Q(reverses=None) | ~Q(text=""),
            ),
            # One decision releases once; a correction reverses that and releases under its own.
            models.UniqueConstraint(
                fields=["decision"],
                condition=Q(source=EntrySource.DECISION, reverses=None),
                name="portfolio_entry_released_once",
            ),
            models.UniqueConstraint(
                fields=["ledger_import", "row"],
                condition=Q(reverses=None),
                name="portfolio_entry_row_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.amount_nok}"

    def get_absolute_url(self) -> str:
        return f"{reverse('portfolio:money_entries', args=[self.project.slug])}#foring-{self.pk}"

    @property
    def is_reversed(self) -> bool:
        """Asks nothing when `reversed_by` was selected."""
        return getattr(self, "reversed_by", None) is not None

    @property
    def codes(self) -> tuple[str, str, str, str]:
        return (self.code_1, self.code_2, self.code_3, self.code_4)


@tracked
class AccountingCode(models.Model):
    """Where the project stands in the accounts; an import knows its rows by these parts."""

    project = models.ForeignKey(
        "portfolio.Project", models.CASCADE, related_name="accounting_codes"
    )
    # The project's own district, so that no two of its projects share a code.
    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    code_1 = models.CharField(max_length=20, blank=True)
    code_2 = models.CharField(max_length=20, blank=True)
    code_3 = models.CharField(max_length=20, blank=True)
    code_4 = models.CharField(max_length=20, blank=True)
    # Whose money is spent there; left empty it is the fund chosen for the file.
    fund = models.ForeignKey(
        Fund,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("fond"),
    )

    class Meta:
        verbose_name = _("kontostreng")
        verbose_name_plural = _("kontostrenger")
        ordering = ("project", "pk")
        constraints = (
            models.CheckConstraint(
                name="portfolio_accountingcode_not_empty",
                condition=~Q(code_1="", code_2="", code_3="", code_4=""),
            ),
            models.UniqueConstraint(
                fields=["district", "code_1", "code_2", "code_3", "code_4"],
                name="portfolio_accountingcode_once",
                violation_error_message=_("Et annet prosjekt har alt denne kontostrengen."),
            ),
        )

    def __str__(self) -> str:
        return " · ".join(part for part in self.codes if part)

    @property
    def codes(self) -> tuple[str, str, str, str]:
        return (self.code_1, self.code_2, self.code_3, self.code_4)

    @property
    def unit_id(self) -> int:
        return self.project.unit_id


@tracked
class MoneySettings(models.Model):
    """What a district calls the parts of an account, and how it looks at overspending."""

    district = models.OneToOneField(Unit, models.PROTECT, related_name="money_settings")
    code_1_name = models.CharField(_("første del"), max_length=30, default="Ansvar")
    code_2_name = models.CharField(_("andre del"), max_length=30, default="Tjeneste")
    code_3_name = models.CharField(_("tredje del"), max_length=30, default="Art")
    code_4_name = models.CharField(_("fjerde del"), max_length=30, default="Prosjekt")
    hour_rate_nok = models.DecimalField(
        _("timesats for egeninnsats"),
        max_digits=14,
        decimal_places=2,
        default=Decimal("600.00"),
    )
    hours_in_year = models.PositiveSmallIntegerField(_("timer i et årsverk"), default=1695)
    refuse_overspending = models.BooleanField(
        _("avvis føringer over det som er frigitt"), default=False
    )
    version = models.PositiveIntegerField(default=1)

    class Meta:
        verbose_name = _("innstillinger for økonomi")
        verbose_name_plural = _("innstillinger for økonomi")
        constraints = (
            models.CheckConstraint(
                name="portfolio_moneysettings_rate",
                condition=Q(hour_rate_nok__gt=0, hours_in_year__gt=0),
            ),
        )

    def __str__(self) -> str:
        return str(self.district)

    @property
    def code_names(self) -> tuple[str, str, str, str]:
        return (self.code_1_name, self.code_2_name, self.code_3_name, self.code_4_name)
