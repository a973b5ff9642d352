"""What is written about pots outside the district, and applications to them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from organisation.web.forms import DayField, Form, NokField, Versioned
from portfolio.forms.money import FundField, ReasonForm, year_field
from portfolio.lifecycle.money import FundKind
from portfolio.models.grant import GrantPot
from portfolio.models.money import NOTHING, Fund


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
