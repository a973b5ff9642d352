"""Reading whom an idea is opened for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from ideas.models import Idea
from organisation.people.models import Partner
from organisation.web.forms import Form


class InviteForm(Form):
    partner = forms.ModelChoiceField(
        Partner.objects.none(),
        label=gettext_lazy("Hvilken samarbeidspart kommer personen fra?"),
        empty_label=gettext_lazy("Velg samarbeidspart"),
        error_messages={"required": gettext_lazy("Velg samarbeidsparten.")},
    )
    name = forms.CharField(
        label=gettext_lazy("Navn"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": gettext_lazy("Skriv navnet på den du inviterer.")},
    )
    email = forms.EmailField(
        label=gettext_lazy("E-postadresse"),
        help_text=gettext_lazy("Invitasjonen sendes hit. Den som ikke har konto, får en."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": gettext_lazy("Skriv e-postadressen."),
            "invalid": gettext_lazy("Skriv en hel e-postadresse, som kari@eksempel.no."),
        },
    )

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        partner = self.fields["partner"]
        assert isinstance(partner, forms.ModelChoiceField)
        partners = Partner.objects.active().filter(district=idea.district_id)
        partner.queryset = partners.order_by("name_key", "pk")
