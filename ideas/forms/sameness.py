"""Reading what people say of two ideas that are the same."""

from django import forms
from django.utils.translation import gettext_lazy

from organisation.web.forms import ChoiceCards, Form


class LinkForm(Form):
    reason = forms.CharField(
        required=False,
        max_length=400,
        label=gettext_lazy("Hvorfor er de samme?"),
        help_text=gettext_lazy("Står i historikken."),
    )


class ProposeMergeForm(Form):
    reason = forms.CharField(
        max_length=1000,
        label=gettext_lazy("Hvorfor bør de bli én?"),
        help_text=gettext_lazy("Forfatterne leser dette før de svarer."),
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv hvorfor idéene bør slås sammen.")},
    )


class AnswerMergeForm(Form):
    agrees = forms.ChoiceField(
        label=gettext_lazy("Skal de slås sammen?"),
        choices=[
            ("yes", gettext_lazy("Ja, slå dem sammen")),
            ("no", gettext_lazy("Nei, la dem stå")),
        ],
        widget=ChoiceCards(
            hints={
                "yes": gettext_lazy("Når alle har sagt ja, blir de én idé med alle forfatterne."),
                "no": gettext_lazy("Da avsluttes forslaget, og begge idéene står som før."),
            }
        ),
        error_messages={"required": gettext_lazy("Velg ja eller nei.")},
    )
