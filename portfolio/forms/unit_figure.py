"""The grid of figures: a row for each unit, a field for each figure."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.files.forms import UploadField
from organisation.people.models import Unit
from organisation.web.forms import Form, NokField
from organisation.web.wording import number
from portfolio.figure_rows import LARGEST, LONGEST_NOTE, MOST
from portfolio.models import UnitFigure
from portfolio.models.unit_figure import FigureKind
from portfolio.services.unit_figure import Cell

Known = Mapping[tuple[int, str], UnitFigure]


class FigureInput(forms.TextInput):
    def __init__(self) -> None:
        super().__init__({"inputmode": "decimal", "autocomplete": "off", "class": "num"})

    def format_value(self, value: Any) -> str | None:
        """A figure as it is read; what somebody typed wrong stays as it was typed."""
        return value if isinstance(value, str) or value is None else number(value)


class FigureField(NokField):
    """A figure with two decimals, written as kroner are, but not kroner."""

    widget: Any = FigureInput
    default_error_messages = {"invalid": gettext_lazy("Skriv et tall, for eksempel 12 eller 87,5.")}


class FigureGrid(Form):
    """Fields of the units on one page; `known` are the figures as they stand."""

    def __init__(self, *args: Any, units: Sequence[Unit], known: Known, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = units
        for unit in units:
            notes = [known[unit.pk, k].note for k in FigureKind.values if (unit.pk, k) in known]
            for kind in FigureKind:
                self.add_figure(unit, kind, known.get((unit.pk, kind)))
            self.fields[f"{unit.pk}-note"] = forms.CharField(
                label=_("Merknad, %(unit)s") % {"unit": unit.name},
                max_length=LONGEST_NOTE,
                required=False,
                initial=next(filter(None, notes), ""),
            )

    def add_figure(self, unit: Unit, kind: FigureKind, figure: UnitFigure | None) -> None:
        name = f"{unit.pk}-{kind}"
        self.fields[name] = FigureField(
            label=f"{kind.label}, {unit.name}",
            required=False,
            min_value=Decimal(0),
            max_value=MOST if kind == FigureKind.CONTROL else LARGEST,
            initial=figure.value if figure else None,
        )
        self.fields[f"{name}-v"] = forms.IntegerField(
            widget=forms.HiddenInput,
            required=False,
            min_value=0,
            initial=figure.version if figure else 0,
        )

    @property
    def rows(self) -> Iterator[tuple[Unit, list[Any], Any, list[Any]]]:
        """Each unit with its figures, its note and the hidden versions."""
        for unit in self.units:
            names = [f"{unit.pk}-{kind}" for kind in FigureKind]
            yield (
                unit,
                [self[name] for name in names],
                self[f"{unit.pk}-note"],
                [self[f"{name}-v"] for name in names],
            )

    def clean(self) -> dict[str, Any]:
        """A note stands on a figure, and would be lost without one."""
        data = super().clean() or {}
        for unit in self.units:
            note = f"{unit.pk}-note"
            values = [data.get(f"{unit.pk}-{kind}") for kind in FigureKind]
            typed = any(f"{unit.pk}-{kind}" in self.errors for kind in FigureKind)
            if data.get(note) and not typed and all(value is None for value in values):
                self.add_error(note, _("Skriv minst ett tall sammen med merknaden."))
        return data

    def cells(self) -> list[Cell]:
        """What was typed; call it when the form is valid."""
        data = self.cleaned_data
        return [
            Cell(
                unit,
                kind,
                data[f"{unit.pk}-{kind}"],
                data[f"{unit.pk}-note"],
                data[f"{unit.pk}-{kind}-v"] or 0,
            )
            for unit in self.units
            for kind in FigureKind
        ]

    def somebody_was_faster(self, current: Mapping[tuple[int, str], UnitFigure | None]) -> None:
        """Keep what was typed, say beside it what stands now, and carry the new version."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        self.data = data
        for (unit, kind), figure in current.items():
            name = f"{unit}-{kind}"
            now = number(figure.value) if figure else _("tomt")
            self.add_error(name, _("Er nå %(now)s. Lagre igjen for å bruke ditt.") % {"now": now})
            data[self.add_prefix(f"{name}-v")] = str(figure.version if figure else 0)


class FigureFileForm(Form):
    file = UploadField(
        label=gettext_lazy("Fil"),
        help_text=gettext_lazy(
            "CSV eller Excel (.xlsx) med kolonnene Enhet, Avvik meldt, Avvik lukket, "
            "Internkontroll og Merknad. Tomme felt endrer ingenting."
        ),
        error_messages={"required": gettext_lazy("Velg filen.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].widget.attrs["accept"] = ".csv,.txt,.xlsx"

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        if not upload.name.lower().endswith((".csv", ".txt", ".xlsx")):
            raise forms.ValidationError(_("Velg en CSV-fil eller en Excel-fil (.xlsx)."))
        return upload
