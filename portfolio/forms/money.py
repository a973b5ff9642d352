"""What is written about the money of a project: entries, plan and accounts."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.components import Difference
from organisation.web.forms import ChoiceCards, DayField, Form, NokField
from organisation.web.wording import nok
from portfolio.lifecycle.money import EntryKind, EntrySource, FundKind, Vat
from portfolio.models.money import NOTHING, AccountingCode, Entry, Fund, MoneySettings
from portfolio.services.money import CODES

FIRST_YEAR, LAST_YEAR = 2000, 2100
CHOOSE = gettext_lazy("Velg")
KIND_HINTS = {
    EntryKind.PLAN: gettext_lazy("Legges til planen. Bruk det for egeninnsats i timer."),
    EntryKind.RELEASED: gettext_lazy("Fondet gir prosjektet pengene. Rammen må holde."),
    EntryKind.COMMITTED: gettext_lazy("Avtalt, ikke betalt. Før minus når regningen er betalt."),
    EntryKind.SPENT: gettext_lazy("Betalt, eller arbeid som er gjort."),
    EntryKind.FORECAST: gettext_lazy("Det dere tror blir brukt i alt."),
}


def year_field(**kwargs: Any) -> forms.IntegerField:
    return forms.IntegerField(
        **{
            "label": gettext_lazy("Budsjettår"),
            "min_value": FIRST_YEAR,
            "max_value": LAST_YEAR,
            "error_messages": {"required": gettext_lazy("Skriv hvilket år det gjelder.")},
            **kwargs,
        }
    )


def in_words(fund: Fund) -> str:
    """The name, and the kind where the name does not say it."""
    kind = fund.get_kind_display()
    return fund.name if kind.lower() in fund.name.lower() else f"{fund.name} ({kind.lower()})"


class FundField(forms.ChoiceField):
    """One of the district's funds, read once for the page; gives the fund itself."""

    def __init__(self, **kwargs: Any) -> None:
        self.funds: dict[str, Fund] = {}
        super().__init__(
            **{
                "label": gettext_lazy("Fond"),
                "error_messages": {"required": gettext_lazy("Velg fondet.")},
                **kwargs,
            }
        )

    def offer(self, funds: Sequence[Fund], *, empty: str | Promise = CHOOSE) -> None:
        self.funds = {str(fund.pk): fund for fund in funds}
        self.choices = [("", empty), *((key, in_words(fund)) for key, fund in self.funds.items())]

    def clean(self, value: Any) -> Fund | None:
        return self.funds.get(super().clean(value))


# --- Entries --------------------------------------------------------------------------------------


class BookForm(Form):
    kind = forms.ChoiceField(
        label=gettext_lazy("Hva føres?"),
        widget=ChoiceCards(hints=KIND_HINTS),
        error_messages={"required": gettext_lazy("Velg hva du fører.")},
    )
    fund = FundField()
    year = year_field()
    amount_nok = NokField(
        label=gettext_lazy("Beløp i kroner"),
        required=False,
        help_text=gettext_lazy("La stå tomt når egeninnsatsen føres i timer."),
    )
    hours = forms.DecimalField(
        label=gettext_lazy("Timer"),
        required=False,
        min_value=Decimal("0.25"),
        max_digits=9,
        decimal_places=2,
        localize=True,
        help_text=gettext_lazy("Bare for egenandel."),
    )
    rate_nok = NokField(label=gettext_lazy("Timesats"), required=False, min_value=1)
    vat = forms.ChoiceField(label=gettext_lazy("Merverdiavgift"), choices=Vat.choices)
    vat_nok = NokField(label=gettext_lazy("Merverdiavgift i kroner"), required=False)
    booked_on = DayField(
        label=gettext_lazy("Bokført"),
        error_messages={"required": gettext_lazy("Skriv datoen det bokføres.")},
    )
    voucher = forms.CharField(label=gettext_lazy("Bilag"), required=False, max_length=40)
    text = forms.CharField(
        label=gettext_lazy("Tekst"),
        max_length=300,
        help_text=gettext_lazy("Hva pengene gjelder."),
        error_messages={"required": gettext_lazy("Skriv hva pengene gjelder.")},
    )

    def __init__(
        self,
        *args: Any,
        funds: Sequence[Fund],
        settings: MoneySettings,
        may_release: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund"].offer(funds)  # type: ignore[attr-defined]
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (kind.value, kind.label)
            for kind in EntryKind
            if may_release or kind != EntryKind.RELEASED
        ]
        today = timezone.localdate()
        self.fields["year"].initial = today.year
        self.fields["booked_on"].initial = today
        self.fields["rate_nok"].initial = settings.hour_rate_nok
        self.fields["kind"].initial = EntryKind.SPENT

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        fund: Fund | None = data.get("fund")
        if data.get("hours"):
            if fund and fund.kind != FundKind.OWN_SHARE:
                self.add_error("hours", _("Timer føres bare på et fond for egenandel."))
            if not data.get("rate_nok"):
                self.add_error("rate_nok", _("Skriv timesatsen."))
        elif not data.get("amount_nok") and "amount_nok" not in self.errors:
            self.add_error("amount_nok", _("Skriv beløpet, eller timer når det er egeninnsats."))
        if data.get("vat") == Vat.NONE and data.get("vat_nok"):
            self.add_error("vat", _("Velg hvordan merverdiavgiften er ført."))
        return data

    def facts(self) -> dict[str, Any]:
        """What the service takes besides project and fund-year."""
        data = {
            name: value for name, value in self.cleaned_data.items() if name not in ("fund", "year")
        }
        data["amount_nok"] = data["amount_nok"] or NOTHING
        if not data["hours"]:
            data["hours"] = data["rate_nok"] = None
        return data


class ReasonForm(Form):
    """Why something is taken back."""

    reason = forms.CharField(
        label=gettext_lazy("Hvorfor?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv hvorfor.")},
    )


class EntryFilter(django_filters.FilterSet):
    tekst = django_filters.CharFilter(
        field_name="text", lookup_expr="icontains", label=gettext_lazy("Tekst")
    )
    slag = django_filters.ChoiceFilter(
        field_name="kind",
        choices=EntryKind.choices,
        label=gettext_lazy("Slag"),
        empty_label=gettext_lazy("Alle slag"),
    )
    kilde = django_filters.ChoiceFilter(
        field_name="source",
        choices=EntrySource.choices,
        label=gettext_lazy("Kilde"),
        empty_label=gettext_lazy("Alle kilder"),
    )
    fond = django_filters.ChoiceFilter(
        field_name="fund_year__fund__kind",
        choices=FundKind.choices,
        label=gettext_lazy("Fra"),
        empty_label=gettext_lazy("Alle fond"),
    )
    ar = django_filters.NumberFilter(field_name="fund_year__year", label=gettext_lazy("Budsjettår"))

    class Meta:
        model = Entry
        fields: tuple[str, ...] = ()


# --- The plan and the accounts --------------------------------------------------------------------


class PlanForm(Form):
    """A sum for each fund and year. `seen` holds the entries the person saw, so that nobody's
    newer plan is overwritten unknowingly."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label=gettext_lazy("Hvorfor ny plan?"), required=False, max_length=300)
    differences: Sequence[Difference] = ()

    def __init__(
        self,
        *args: Any,
        funds: Sequence[Fund],
        years: Sequence[int],
        standing: Iterable[Entry],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.funds, self.years = funds, years
        self.standing = list(standing)
        self.planned: dict[tuple[int, int], Decimal] = {}
        for entry in self.standing:
            place = (entry.fund_year.fund_id, entry.fund_year.year)
            self.planned[place] = self.planned.get(place, NOTHING) + entry.amount_nok
        for fund in funds:
            for year in years:
                self.fields[f"plan_{fund.pk}_{year}"] = NokField(
                    label=f"{fund.name} {year}",
                    required=False,
                    min_value=0,
                    initial=self.planned.get((fund.pk, year)),
                )
        self.fields["seen"].initial = self.ids

    @property
    def ids(self) -> str:
        return ",".join(str(entry.pk) for entry in self.standing)

    @property
    def table(self) -> list[tuple[Fund, list[forms.BoundField]]]:
        return [
            (fund, [self[f"plan_{fund.pk}_{year}"] for year in self.years]) for fund in self.funds
        ]

    def seen_ids(self) -> list[int]:
        return [int(pk) for pk in self.cleaned_data["seen"].split(",") if pk.isdecimal()]

    def amounts(self) -> dict[tuple[Fund, int], Decimal]:
        """The sums that are not as they stand now."""
        wanted = {
            (fund, year): self.cleaned_data.get(f"plan_{fund.pk}_{year}") or NOTHING
            for fund in self.funds
            for year in self.years
        }
        return {
            (fund, year): amount
            for (fund, year), amount in wanted.items()
            if amount != self.planned.get((fund.pk, year), NOTHING)
        }

    def somebody_was_faster(self) -> None:
        """Keep what was typed, show what stands there now, and let it be sent again."""
        self.differences = [
            Difference(
                f"{fund.name} {year}",
                nok(amount),
                nok(self.planned.get((fund.pk, year), NOTHING)),
            )
            for (fund, year), amount in self.amounts().items()
        ]
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("seen")] = self.ids
        self.data = data


class CodesForm(Form):
    """The accounts of a project, a line each; a line left empty is taken out."""

    EXTRA = 2

    def __init__(
        self,
        *args: Any,
        accounts: Sequence[AccountingCode],
        names: Sequence[str],
        funds: Sequence[Fund],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.names = names
        self.count = len(accounts) + self.EXTRA
        for n in range(self.count):
            account = accounts[n] if n < len(accounts) else None
            for place, (code, name) in enumerate(zip(CODES, names, strict=True)):
                self.fields[f"{code}_{n}"] = forms.CharField(
                    label=_("%(name)s, linje %(n)s") % {"name": name, "n": n + 1},
                    required=False,
                    max_length=20,
                    initial=account.codes[place] if account else "",
                )
            field = FundField(label=_("Fond, linje %(n)s") % {"n": n + 1}, required=False)
            self.fields[f"fund_{n}"] = field
            field.offer(funds, empty=_("Fondet som velges for filen"))
            field.initial = str(account.fund_id) if account and account.fund_id else ""

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        return [
            [*(self[f"{code}_{n}"] for code in CODES), self[f"fund_{n}"]] for n in range(self.count)
        ]

    def accounts(self) -> dict[tuple[str, str, str, str], Fund | None]:
        found: dict[tuple[str, str, str, str], Fund | None] = {}
        for n in range(self.count):
            one, two, three, four = (self.cleaned_data[f"{code}_{n}"].strip() for code in CODES)
            if one or two or three or four:
                found[(one, two, three, four)] = self.cleaned_data[f"fund_{n}"]
        return found
