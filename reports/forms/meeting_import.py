"""Rows from another meeting system: pasted, or read from a file into the same field."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from organisation.errors import DomainError
from organisation.files.forms import UploadField
from organisation.web.forms import Form
from reports.meeting_rows import MeetingRow, as_text, read_rows


class MeetingRowsForm(Form):
    upload = UploadField(
        label=_("Fil"), required=False, help_text=_("CSV eller Excel. Første rad er overskrifter.")
    )
    text = forms.CharField(
        label=_("Eller lim inn rader fra et regneark"),
        widget=forms.Textarea({"rows": 10, "class": "wide-rows", "wrap": "off"}),
        max_length=400_000,
        required=False,
        help_text=_(
            "Kolonner: Arkivsak, Utvalg, Møtedato, Saksnummer, Utfall, Vedtak, Merknad. De tre "
            "første må være med."
        ),
    )

    rows: list[MeetingRow]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        upload, text = cleaned.get("upload"), cleaned.get("text", "")
        if self.errors:
            return cleaned
        if not upload and not text.strip():
            self.add_error("text", _("Velg en fil, eller lim inn rader."))
            return cleaned
        try:
            if upload:
                text = as_text(upload.name, upload.read())
            self.rows = read_rows(text)
        except DomainError as refused:
            self.add_error("upload" if upload else "text", refused.message)
        # What was read from the file stands in the field, to be mended and sent again.
        sent = QueryDict(mutable=True)
        sent.update(self.data)
        sent["text"] = text
        self.data = sent
        cleaned["text"] = text
        return cleaned
