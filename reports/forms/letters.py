"""What is sent about the letters of a funding round."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.forms import DayField, Form, NokField, Versioned
from reports.letters import NAMES, names_in, unknown_names
from reports.lifecycle import VedtakKind
from reports.queries.letters import Letters
from reports.services.letters import EDITED

COLUMNS = ("applicant_column", "granted_column", "asked_column", "reason_column")


def text_field(label: Any, rows: int, **more: Any) -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea({"rows": rows}), max_length=8000, **more
    )


class LettersForm(Versioned, Form):
    """Which columns hold what, the two texts, and who signs."""

    applicant_column = forms.ChoiceField(label=gettext_lazy("Hvor står søkeren?"))
    granted_column = forms.ChoiceField(
        label=gettext_lazy("Hvor står beløpet som er innvilget?"),
        help_text=gettext_lazy("Rader med 0, strek eller tomt felt får avslag."),
    )
    asked_column = forms.ChoiceField(
        label=gettext_lazy("Hvor står beløpet de har søkt om?"), required=False
    )
    reason_column = forms.ChoiceField(label=gettext_lazy("Hvor står begrunnelsen?"), required=False)
    allows_repeats = forms.BooleanField(
        label=gettext_lazy("Samme søker kan ha flere søknader"), required=False
    )
    fits_vedtak = forms.BooleanField(
        label=gettext_lazy("Rangeringen stemmer med vedtaket, som endret forslaget"),
        required=False,
    )
    frame_nok = NokField(label=gettext_lazy("Rammen for runden"), required=False, min_value=0)
    granted_text = text_field(gettext_lazy("Brevet til dem som får"), 14)
    refused_text = text_field(gettext_lazy("Brevet til dem som får avslag"), 14)
    usual_reason = text_field(
        gettext_lazy("Begrunnelse for avslag når raden ikke har noen"),
        3,
        required=False,
        help_text=gettext_lazy("Uten den må hver rad som får avslag, ha sin egen."),
    )
    letter_date = DayField(label=gettext_lazy("Brevdato"))
    contact = forms.CharField(
        label=gettext_lazy("Spørsmål rettes til"),
        max_length=200,
        help_text=gettext_lazy("Navn, og telefon eller e-post."),
    )
    signed_by = forms.CharField(label=gettext_lazy("Hvem skriver under?"), max_length=120)
    signed_as = forms.CharField(label=gettext_lazy("Stilling"), max_length=120, required=False)

    def __init__(self, *args: Any, letters: Letters, heads: list[str], **kwargs: Any) -> None:
        written = letters.written
        initial = {name: getattr(written, name) for name in (*EDITED, "version")}
        super().__init__(*args, initial=initial, **kwargs)
        for name in COLUMNS:
            field: Any = self.fields[name]
            # What was chosen stands, also when the table has been approved anew without it.
            chosen = getattr(written, name)
            there = heads if not chosen or chosen in heads else [*heads, chosen]
            nothing = _("Velg kolonne") if field.required else _("Står ikke i tabellen")
            field.choices = [("", nothing), *((head, head) for head in there)]
        vedtak = letters.vedtak
        if vedtak is None or vedtak.kind != VedtakKind.CHANGED:
            del self.fields["fits_vedtak"]

    def clean_granted_text(self) -> str:
        return self._text("granted_text", needs="beløp")

    def clean_refused_text(self) -> str:
        return self._text("refused_text", needs="begrunnelse")

    def _text(self, name: str, *, needs: str) -> str:
        """The text with names we know; what the letter cannot do without is in it."""
        text = str(self.cleaned_data[name]).replace("\r\n", "\n")
        if unknown := unknown_names(text):
            raise forms.ValidationError(
                _("%(wrong)s er ikke et flettefelt. Bruk %(right)s.")
                % {"wrong": in_braces(unknown), "right": in_braces(NAMES)}
            )
        if needs not in names_in(text):
            raise forms.ValidationError(
                _("Skriv %(name)s der det skal stå.") % {"name": in_braces([needs])}
            )
        return text

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        columns = [cleaned.get(name) for name in COLUMNS if cleaned.get(name)]
        for name in COLUMNS:
            if columns.count(cleaned.get(name)) > 1:
                self.add_error(name, _("Velg en kolonne for seg selv."))
        for name in ("granted_text", "refused_text"):
            if "søkt" in names_in(cleaned.get(name) or "") and not cleaned.get("asked_column"):
                self.add_error(name, _("Velg hvor det de har søkt om står, eller ta bort {søkt}."))
        return cleaned


def in_braces(names: Any) -> str:
    return ", ".join(f"{{{name}}}" for name in names)
