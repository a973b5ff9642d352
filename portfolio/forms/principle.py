"""What an adviser or administrator publishes for the whole district."""

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.web.forms import Form
from organisation.web.richtext import RichTextField, RichTextWidget
from portfolio.forms.fields import LinesField


class PrinciplesForm(Form):
    text = RichTextField(label=_("Prinsippene"), widget=RichTextWidget(images=False))
    demands = LinesField(
        label=_("Kvalitetskrav"),
        required=False,
        longest=300,
        rows=8,
        help_text=_(
            "Ett krav på hver linje. Hvert krav kan bli et spørsmål ved beslutningspunktene."
        ),
    )
    change = forms.CharField(
        label=_("Hva er nytt?"),
        required=False,
        max_length=300,
        help_text=_("Én setning til dem som kjenner forrige versjon."),
    )
