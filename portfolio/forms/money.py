"""What people write about money: entries, plans, funds, carry-overs, grants and files."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.files.forms import UploadField
from organisation.web.components import Difference
from organisation.web.forms import ChoiceCards, DayField, Form, NokField, Versioned
from organisation.web.wording import nok
from portfolio.forms.fields import LinesField
from portfolio.ledger import FIELDS, NEEDED
from portfolio.lifecycle.money import EntryKind, EntrySource, FundKind, Vat
from portfolio.models.grant import GrantApplication, GrantPot
from portfolio.models.money import NOTHING, AccountingCode, Entry, Fund, MoneySettings
from portfolio.services.money import CODES

FIRST_YEAR, LAST_YEAR = 2000, 2100
CHOOSE = ("", gettext_lazy("Velg"))
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

    def offer(self, funds: Sequence[Fund]) -> None:
        self.funds = {str(fund.pk): fund for fund in funds}
        self.choices = [
            CHOOSE,
            *(
                (key, f"{fund.name} ({fund.get_kind_display()})")
                for key, fund in self.funds.items()
            ),
        ]

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


# --- The plan of a project ------------------------------------------------------------------------


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
        data = self.data.copy()
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
            field.offer(funds)
            field.choices = [("", _("Fondet som velges for filen")), *list(field.choices)[1:]]
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


# --- Funds ----------------------------------------------------------------------------------------


class FundForm(Form):
    name = forms.CharField(
        label=gettext_lazy("Navn"),
        max_length=120,
        error_messages={"required": gettext_lazy("Skriv hva fondet heter.")},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Slag"),
        choices=FundKind.choices,
        widget=ChoiceCards(
            hints={
                FundKind.DEVELOPMENT: gettext_lazy("Bydelens egen pott til innovasjon."),
                FundKind.OWN_SHARE: gettext_lazy("Penger og timer linjen legger inn selv."),
                FundKind.EXTERNAL: gettext_lazy("Penger utenfra, med vilkår."),
                FundKind.AWARD: gettext_lazy("Penger fra en utlysning i bydelen."),
            }
        ),
        error_messages={"required": gettext_lazy("Velg hva slags penger det er.")},
    )
    purposes = LinesField(
        label=gettext_lazy("Lovlige formål"),
        required=False,
        help_text=gettext_lazy("Ett formål på hver linje."),
    )
    anchor = forms.CharField(
        label=gettext_lazy("Hjemmel"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Budsjett, plan eller vedtak pengene bygger på."),
    )
    is_active = forms.BooleanField(label=gettext_lazy("I bruk"), required=False, initial=True)

    def facts(self) -> dict[str, Any]:
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {**data, "purposes": "\n".join(data["purposes"])}


class EditFundForm(Versioned, FundForm):
    pass


class FrameForm(Form):
    year = year_field()
    frame_nok = NokField(
        label=gettext_lazy("Ramme"),
        min_value=0,
        error_messages={"required": gettext_lazy("Skriv rammen for året.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Merknad"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Hvor rammen er vedtatt, og hva som er nytt."),
    )


class EditFrameForm(Versioned, FrameForm):
    year = None  # type: ignore[assignment]


class MoneySettingsForm(Versioned, Form):
    code_1_name = forms.CharField(label=gettext_lazy("Første del"), max_length=30)
    code_2_name = forms.CharField(label=gettext_lazy("Andre del"), max_length=30)
    code_3_name = forms.CharField(label=gettext_lazy("Tredje del"), max_length=30)
    code_4_name = forms.CharField(label=gettext_lazy("Fjerde del"), max_length=30)
    hour_rate_nok = NokField(label=gettext_lazy("Timesats for egeninnsats"), min_value=1)
    hours_in_year = forms.IntegerField(
        label=gettext_lazy("Timer i et årsverk"), min_value=1, max_value=3000
    )
    refuse_overspending = forms.BooleanField(
        label=gettext_lazy("Avvis føringer for hånd over det som er frigitt"),
        required=False,
        help_text=gettext_lazy("Ellers merkes prosjektet. Regnskapsfiler føres alltid, og merkes."),
    )


class CarryOverForm(Form):
    applied_nok = NokField(
        label=gettext_lazy("Søkes overført"),
        min_value=Decimal("0.01"),
        error_messages={"required": gettext_lazy("Skriv hvor mye dere søker om.")},
    )
    earmarked = forms.BooleanField(label=gettext_lazy("Pengene er øremerket"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Begrunnelse"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Skriv hvorfor pengene trengs neste år.")},
    )
    grant = forms.ChoiceField(label=gettext_lazy("Tilskudd"), required=False)

    def __init__(self, *args: Any, grants: Sequence[GrantApplication] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.grants = {str(grant.pk): grant for grant in grants}
        if not grants:
            del self.fields["grant"]
            return
        self.fields["grant"].choices = [  # type: ignore[attr-defined]
            ("", _("Ikke fra et tilskudd")),
            *((key, str(grant)) for key, grant in self.grants.items()),
        ]

    def facts(self) -> dict[str, Any]:
        data = dict(self.cleaned_data)
        return {**data, "grant": self.grants.get(data.get("grant", ""))}


class CarryOverAnswerForm(Versioned, Form):
    granted_nok = NokField(
        label=gettext_lazy("Innvilget"),
        min_value=0,
        help_text=gettext_lazy("Skriv 0 når søknaden er avslått."),
        error_messages={"required": gettext_lazy("Skriv hvor mye som er innvilget, eller 0.")},
    )
    decided_by = forms.CharField(
        label=gettext_lazy("Avgjort av"),
        max_length=120,
        error_messages={"required": gettext_lazy("Skriv hvem som avgjorde.")},
    )
    decided_on = DayField(
        label=gettext_lazy("Avgjort"),
        error_messages={"required": gettext_lazy("Skriv datoen det ble avgjort.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Begrunnelse"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


# --- Pots and applications ------------------------------------------------------------------------


class PotForm(Form):
    name = forms.CharField(
        label=gettext_lazy("Navn"),
        max_length=160,
        error_messages={"required": gettext_lazy("Skriv hva potten heter.")},
    )
    manager = forms.CharField(
        label=gettext_lazy("Forvalter"),
        max_length=160,
        help_text=gettext_lazy("Hvem som deler ut pengene."),
        error_messages={"required": gettext_lazy("Skriv hvem som forvalter potten.")},
    )
    contact = forms.CharField(label=gettext_lazy("Kontakt"), max_length=160, required=False)
    purpose = forms.CharField(
        label=gettext_lazy("Formål"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Ordene her brukes til å finne prosjekter som passer."),
        error_messages={"required": gettext_lazy("Skriv hva pengene kan brukes til.")},
    )
    tags = forms.CharField(
        label=gettext_lazy("Teknologi og stikkord"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Skill med komma, for eksempel velferdsteknologi, demens."),
    )
    deadline = DayField(
        label=gettext_lazy("Frist"),
        required=False,
        help_text=gettext_lazy("La stå tomt når man kan søke når som helst."),
    )
    own_share_percent = forms.IntegerField(
        label=gettext_lazy("Krav om egenandel i prosent"), min_value=0, max_value=100, initial=0
    )
    url = forms.URLField(
        label=gettext_lazy("Lenke"), required=False, max_length=400, assume_scheme="https"
    )
    is_active = forms.BooleanField(label=gettext_lazy("I bruk"), required=False, initial=True)

    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class EditPotForm(Versioned, PotForm):
    pass


class PotFilter(django_filters.FilterSet):
    navn = django_filters.CharFilter(
        field_name="name", lookup_expr="icontains", label=gettext_lazy("Navn")
    )
    stikkord = django_filters.CharFilter(
        field_name="tags", lookup_expr="icontains", label=gettext_lazy("Teknologi eller stikkord")
    )
    apen = django_filters.ChoiceFilter(
        label=gettext_lazy("Frist"),
        method="only_open",
        choices=[("ja", gettext_lazy("Kan søkes nå"))],
        empty_label=gettext_lazy("Alle"),
    )

    class Meta:
        model = GrantPot
        fields: tuple[str, ...] = ()

    def only_open(self, rows: Any, name: str, value: str) -> Any:
        return rows.open_on(timezone.localdate())


class ApplicationForm(Form):
    applied_nok = NokField(
        label=gettext_lazy("Søknadsbeløp"),
        min_value=0,
        error_messages={"required": gettext_lazy("Skriv hvor mye dere søker om.")},
    )
    own_share_nok = NokField(
        label=gettext_lazy("Egenandel"), required=False, min_value=0, initial=NOTHING
    )
    deadline = DayField(label=gettext_lazy("Søknadsfrist"), required=False)

    def facts(self) -> dict[str, Any]:
        data = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        return {**data, "own_share_nok": data["own_share_nok"] or NOTHING}


class NewApplicationForm(ApplicationForm):
    field_order = ("pot", "applied_nok", "own_share_nok", "deadline")
    pot = forms.ModelChoiceField(
        GrantPot.objects.none(),
        label=gettext_lazy("Pott"),
        empty_label=gettext_lazy("Velg potten"),
        error_messages={"required": gettext_lazy("Velg hvilken pott dere søker.")},
    )

    def __init__(self, *args: Any, pots: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["pot"].queryset = pots  # type: ignore[attr-defined]


class EditApplicationForm(Versioned, ApplicationForm):
    answer_due = DayField(label=gettext_lazy("Svar ventes"), required=False)


class SentForm(Versioned, Form):
    sent_on = DayField(
        label=gettext_lazy("Sendt"),
        error_messages={"required": gettext_lazy("Skriv datoen den ble sendt.")},
    )
    answer_due = DayField(
        label=gettext_lazy("Svar ventes"),
        required=False,
        help_text=gettext_lazy("Er svaret ikke kommet da, minner vi om det."),
    )


class GrantedForm(Versioned, Form):
    granted_nok = NokField(
        label=gettext_lazy("Innvilget"),
        min_value=Decimal("0.01"),
        error_messages={"required": gettext_lazy("Skriv hvor mye som er innvilget.")},
    )
    answered_on = DayField(
        label=gettext_lazy("Svaret kom"),
        error_messages={"required": gettext_lazy("Skriv datoen svaret kom.")},
    )
    fund = FundField(
        label=gettext_lazy("Fond for eksterne tilskudd"),
        help_text=gettext_lazy("Rammen i året øker med tilskuddet."),
    )
    year = year_field(label=gettext_lazy("Budsjettår pengene gjelder"))
    text = forms.CharField(
        label=gettext_lazy("Svaret kort"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Vilkår, og hva det skal rapporteres på."),
    )

    def __init__(self, *args: Any, funds: Sequence[Fund], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund"].offer(  # type: ignore[attr-defined]
            [fund for fund in funds if fund.kind == FundKind.EXTERNAL]
        )


class RefusedForm(Versioned, Form):
    answered_on = DayField(
        label=gettext_lazy("Svaret kom"),
        error_messages={"required": gettext_lazy("Skriv datoen svaret kom.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Svaret kort"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Hvorfor det ble nei, så neste søknad blir bedre."),
    )


class WithdrawForm(Versioned, ReasonForm):
    pass


# --- Files from the accounts ----------------------------------------------------------------------


class LedgerForm(Form):
    file = UploadField(
        label=gettext_lazy("Regnskapsfil"),
        help_text=gettext_lazy("CSV eller Excel (.xlsx), med overskrifter i første rad."),
        error_messages={"required": gettext_lazy("Velg filen fra regnskapet.")},
    )
    fund = FundField(
        help_text=gettext_lazy("Gjelder for kontostrenger som ikke selv sier hvilket fond.")
    )

    def __init__(self, *args: Any, funds: Sequence[Fund], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund"].offer(funds)  # type: ignore[attr-defined]
        self.fields["file"].widget.attrs["accept"] = ".csv,.txt,.xlsx"

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not upload.name.lower().endswith((".csv", ".txt", ".xlsx")):
            raise forms.ValidationError(_("Velg en CSV-fil eller en Excel-fil (.xlsx)."))
        return upload


class MappingForm(Versioned, Form):
    """Which column holds what."""

    def __init__(
        self,
        *args: Any,
        headings: Sequence[str],
        code_names: Sequence[str],
        funds: Sequence[Fund],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        columns = [
            (str(place), heading or _("Kolonne %(n)s") % {"n": place + 1})
            for place, heading in enumerate(headings)
        ]
        names = {**FIELDS, **dict(zip(CODES, code_names, strict=True))}
        for name, label in names.items():
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                choices=[("", _("Ikke i filen")), *columns],
                required=name in NEEDED,
                coerce=int,
                empty_value=None,
                error_messages={"required": _("Velg kolonnen.")},
            )
        fund = FundField()
        self.fields["fund"] = fund
        fund.offer(funds)
        self.fields["skip_unmatched"] = forms.BooleanField(
            label=_("Hopp over rader som ikke treffer et prosjekt"), required=False
        )

    def mapping(self) -> dict[str, int]:
        return {
            name: self.cleaned_data[name]
            for name in FIELDS
            if self.cleaned_data.get(name) is not None
        }
