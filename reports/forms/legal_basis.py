"""What people send about the table of laws."""

import re

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.web.forms import DayField, Form, Versioned


class LegalBasisForm(Versioned, Form):
    """One row: the law, the paragraph, and the days it holds."""

    law = forms.CharField(
        label=_("Lov"), max_length=120, help_text=_("Slik den skrives i saker: offentleglova.")
    )
    paragraph = forms.CharField(label=_("Paragraf"), max_length=80, help_text=_("Som § 13."))
    words = forms.CharField(label=_("Hva den gjelder"), max_length=300, required=False)
    code = forms.CharField(
        label=_("Tilgangskode"),
        max_length=20,
        initial="UO",
        help_text=_("Koden arkivet bruker, som UO."),
    )
    valid_from = DayField(label=_("Gjelder fra"), required=False)
    valid_until = DayField(
        label=_("Gjelder til og med"),
        required=False,
        help_text=_("Etter denne dagen kan den ikke velges. Gamle saker viser den fortsatt."),
    )

    def clean_law(self) -> str:
        return str(self.cleaned_data["law"]).strip()

    def clean_paragraph(self) -> str:
        """A space after the sign, as it is printed: «§13» becomes «§ 13»."""
        return re.sub(r"(§+) ?", r"\1 ", " ".join(str(self.cleaned_data["paragraph"]).split()))
