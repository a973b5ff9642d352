"""What people send to a gate before it is decided: answers, the recommendation, a lift."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.forms import (
    CheckList,
    ChoiceCards,
    DayField,
    Form,
    NokField,
    Versioned,
)
from portfolio.forms.fields import FundYearField
from portfolio.lifecycle import Answer, Level, Outcome
from portfolio.models.money import FundYear
from portfolio.queries.evidence import Offered


class AnswerForm(Form):
    answer = forms.ChoiceField(
        label=gettext_lazy("Svar"),
        choices=Answer,
        widget=ChoiceCards(tight=True),
        error_messages={"required": gettext_lazy("Velg et svar.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Begrunnelse"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Kan stå tom når svaret er ja."),
    )
    rests_on = forms.MultipleChoiceField(
        label=gettext_lazy("Vis til noe i prosjektet"),
        required=False,
        widget=CheckList(list_label=gettext_lazy("Grunnlag i prosjektet")),
        help_text=gettext_lazy("Dokumenter, gevinster, risikoer og mål som viser det."),
    )
    evidence = forms.CharField(
        label=gettext_lazy("Annet svaret bygger på"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("For eksempel «Intervju med 18 familier»."),
    )
    evidence_url = forms.URLField(
        label=gettext_lazy("Lenke"),
        required=False,
        max_length=400,
        assume_scheme="https",
        help_text=gettext_lazy("Et må-svar kan ikke bygge bare på en lenke når noe signeres."),
        error_messages={"invalid": gettext_lazy("Skriv hele adressen, med https:// først.")},
    )

    def __init__(self, *args: Any, things: Sequence[Offered] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not things:
            del self.fields["rests_on"]
            return
        self.fields["rests_on"].choices = [(each.key, each.words) for each in things]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("answer") not in (None, Answer.YES) and not data.get("reason", "").strip():
            self.add_error("reason", _("Skriv en begrunnelse når svaret ikke er ja."))
        return data


class RecommendForm(Versioned, Form):
    recommendation = forms.ChoiceField(
        label=gettext_lazy("Hva tilrår du?"),
        choices=Outcome,
        widget=ChoiceCards(tight=True),
        error_messages={"required": gettext_lazy("Velg hva du tilrår.")},
    )
    recommendation_text = forms.CharField(
        label=gettext_lazy("Kort sagt"),
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Det den som avgjør, leser først: behovet, hva dere fant ut, og hva som skjer videre."
        ),
    )
    amount_nok = NokField(
        label=gettext_lazy("Kroner det søkes om"),
        required=False,
        min_value=0,
        help_text=gettext_lazy("Kan styre hvem som avgjør. La stå tomt når det ikke søkes om noe."),
    )
    fund_year = FundYearField(label=gettext_lazy("Fondet det tas av"), required=False)
    due = DayField(label=gettext_lazy("Bør avgjøres innen"), required=False)

    def __init__(self, *args: Any, funds: Sequence[FundYear] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund_year"].offer(funds)  # type: ignore[attr-defined]
        if not funds:
            del self.fields["fund_year"]


class ConfirmForm(Versioned, Form):
    remark = forms.CharField(
        label=gettext_lazy("Merknad til den som avgjør"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class LiftForm(Versioned, Form):
    to = forms.ChoiceField(
        label=gettext_lazy("Hvem skal avgjøre?"),
        widget=ChoiceCards(),
        error_messages={"required": gettext_lazy("Velg hvem som skal avgjøre.")},
    )
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor løftes avgjørelsen?"),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv hvorfor avgjørelsen løftes.")},
    )

    def __init__(self, *args: Any, level: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        above = Level(level).above if level else []
        self.fields["to"].choices = [(each.value, each.label) for each in above]  # type: ignore[attr-defined]
