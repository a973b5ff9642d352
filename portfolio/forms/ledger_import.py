"""Choosing a file from the accounts, and which of its columns holds what."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.files.forms import UploadField
from organisation.web.forms import Form, Versioned
from portfolio.forms.money import FundField
from portfolio.ledger import FIELDS, NEEDED
from portfolio.models.money import Fund
from portfolio.services.money import CODES


class LedgerForm(Form):
    file = UploadField(
        label=gettext_lazy("Regnskapsfil"),
        help_text=gettext_lazy("CSV eller Excel (.xlsx), med overskrifter i første rad."),
        error_messages={"required": gettext_lazy("Velg filen fra regnskapet.")},
    )
    fund = FundField(
        help_text=gettext_lazy("Gjelder for kontostrenger som ikke selv sier hvilket fond.")
    )

    def __init__(self, *args: Any, funds: Sequence[Fund], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["fund"].offer(funds)  # type: ignore[attr-defined]
        self.fields["file"].widget.attrs["accept"] = ".csv,.txt,.xlsx"

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not upload.name.lower().endswith((".csv", ".txt", ".xlsx")):
            raise forms.ValidationError(_("Velg en CSV-fil eller en Excel-fil (.xlsx)."))
        return upload


class MappingForm(Versioned, Form):
    """Which column holds what."""

    def __init__(
        self,
        *args: Any,
        headings: Sequence[str],
        code_names: Sequence[str],
        funds: Sequence[Fund],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        columns = [
            (str(place), heading or _("Kolonne %(n)s") % {"n": place + 1})
            for place, heading in enumerate(headings)
        ]
        names: dict[str, Any] = {**FIELDS, **dict(zip(CODES, code_names, strict=True))}
        for name, label in names.items():
            self.fields[name] = forms.TypedChoiceField(
                label=label,
                choices=[("", _("Ikke i filen")), *columns],
                required=name in NEEDED,
                coerce=int,
                empty_value=None,
                error_messages={"required": _("Velg kolonnen.")},
            )
        fund = FundField()
        self.fields["fund"] = fund
        fund.offer(funds)
        self.fields["skip_unmatched"] = forms.BooleanField(
            label=_("Hopp over rader som ikke treffer et prosjekt"), required=False
        )

    def mapping(self) -> dict[str, int]:
        return {
            name: self.cleaned_data[name]
            for name in FIELDS
            if self.cleaned_data.get(name) is not None
        }
