"""What people write about shared rows, and about how a project uses one."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.forms import ChoiceCards, Form, Versioned
from portfolio.lifecycle.dependency import DependencyKind, DependencyStatus
from portfolio.models import Dependency

YES_NO = (("yes", gettext_lazy("Ja")), ("no", gettext_lazy("Nei")))


class DependencyForm(Form):
    name = forms.CharField(
        label=gettext_lazy("Navn"),
        max_length=120,
        error_messages={"required": gettext_lazy("Skriv hva den heter.")},
    )
    owner = forms.CharField(
        label=gettext_lazy("Hvem eier den?"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("For eksempel «Helseetaten» eller «Digdir»."),
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"),
        choices=DependencyStatus,
        initial=DependencyStatus.IN_USE,
        widget=ChoiceCards(tight=True),
    )
    status_text = forms.CharField(
        label=gettext_lazy("Mer om statusen"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("For eksempel «ny versjon kommer i mars»."),
    )
    contact_role = forms.CharField(
        label=gettext_lazy("Kontaktrolle"),
        required=False,
        max_length=120,
        help_text=gettext_lazy("En rolle, ikke et navn: «systemansvarlig i Helseetaten»."),
    )
    link = forms.URLField(
        label=gettext_lazy("Lenke"),
        required=False,
        max_length=400,
        assume_scheme="https",
        error_messages={"invalid": gettext_lazy("Skriv hele adressen, med https:// først.")},
    )


class NewDependencyForm(DependencyForm):
    kind = forms.ChoiceField(
        label=gettext_lazy("Hva er det?"),
        choices=DependencyKind,
        widget=ChoiceCards(tight=True),
        error_messages={"required": gettext_lazy("Velg hva det er.")},
    )
    field_order = ("kind",)


class EditDependencyForm(Versioned, DependencyForm):
    pass


class UseForm(Form):
    """How a project uses a row. Basis and personal data are asked of data sources only."""

    dependency = forms.ModelChoiceField(
        Dependency.objects.none(),
        label=gettext_lazy("Hva bygger prosjektet på?"),
        empty_label=gettext_lazy("Velg fra registeret"),
        error_messages={"required": gettext_lazy("Velg en rad fra registeret.")},
    )
    use = forms.CharField(
        label=gettext_lazy("Hvordan bruker prosjektet den?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Skriv hvordan prosjektet bruker den.")},
    )
    legal_basis = forms.CharField(
        label=gettext_lazy("Hjemmel"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Må fylles ut for en datakilde. For eksempel «hpl. § 39»."),
    )
    has_personal_data = forms.ChoiceField(
        label=gettext_lazy("Er det personopplysninger i den?"),
        required=False,
        choices=YES_NO,
        widget=ChoiceCards(tight=True),
        help_text=gettext_lazy("Må besvares for en datakilde."),
    )

    def __init__(self, *args: Any, rows: QuerySet[Dependency] | None, **kwargs: Any) -> None:
        """`rows` are those to choose among; None when the row stands and is only reworded."""
        self.row: Dependency | None = kwargs.pop("row", None)
        super().__init__(*args, **kwargs)
        if rows is None:
            del self.fields["dependency"]
            if self.row is not None and not self.row.is_data_source:
                del self.fields["legal_basis"], self.fields["has_personal_data"]
        else:
            field = self.fields["dependency"]
            field.queryset = rows  # type: ignore[attr-defined]
            field.choices = [("", field.empty_label), *grouped(rows)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        row = data.get("dependency") or self.row
        if row is not None and row.is_data_source:
            if not data.get("legal_basis", "").strip() and "legal_basis" not in self.errors:
                self.add_error("legal_basis", _("Skriv hjemmelen for å bruke datakilden."))
            if not data.get("has_personal_data"):
                self.add_error("has_personal_data", _("Svar ja eller nei for en datakilde."))
        return data

    def facts(self) -> dict[str, Any]:
        """What the service is to write."""
        answer = self.cleaned_data.get("has_personal_data")
        return {
            "use": self.cleaned_data["use"],
            "legal_basis": self.cleaned_data.get("legal_basis", ""),
            "has_personal_data": {"yes": True, "no": False}.get(answer or ""),
        }


class EditUseForm(Versioned, UseForm):
    pass


def grouped(rows: QuerySet[Dependency]) -> list[tuple[str, list[tuple[int, str]]]]:
    """The rows under the name of their kind, for a list of choices; one query."""
    found: dict[str, list[tuple[int, str]]] = {}
    for row in rows:
        found.setdefault(row.kind, []).append((row.pk, row.name))
    return [(str(kind.label), found[kind]) for kind in DependencyKind if kind in found]
