"""A word and what it means here."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.web.forms import Form, Versioned


class NewTermForm(Form):
    name = forms.CharField(label=_("Ord"), max_length=60)
    explanation = forms.CharField(
        label=_("Forklaring"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Kort nok til å leses i forbifarten."),
    )


class TermForm(Versioned, NewTermForm):
    pass
