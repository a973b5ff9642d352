"""What is written about funds: the fund, its frame in a year, and what is carried to the next."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.forms import ChoiceCards, DayField, Form, NokField, Versioned
from portfolio.forms.fields import LinesField
from portfolio.forms.money import ReasonForm, year_field
from portfolio.lifecycle.money import FundKind
from portfolio.models.grant import GrantApplication
from portfolio.models.money import FundYear


class FundFilter(django_filters.FilterSet):
    navn = django_filters.CharFilter(
        field_name="fund__name", lookup_expr="icontains", label=gettext_lazy("Navn")
    )
    slag = django_filters.ChoiceFilter(
        field_name="fund__kind",
        choices=FundKind.choices,
        label=gettext_lazy("Slag"),
        empty_label=gettext_lazy("Alle"),
    )
    ar = django_filters.NumberFilter(field_name="year", label=gettext_lazy("År"))

    class Meta:
        model = FundYear
        fields: tuple[str, ...] = ()


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


class UndoForm(Versioned, ReasonForm):
    """Why a granted carry-over is taken back."""


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
