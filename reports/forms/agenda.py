"""What people send about the lines of an agenda."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.web.forms import ChoiceCards, Form, Versioned
from reports.lifecycle.meeting import ItemGroup, ItemKind
from reports.models import AgendaItem, LegalBasis
from reports.queries.legal_basis import bases_for


class BasisField(forms.ModelChoiceField):
    """A paragraph of the law, of those that hold today; may be left open."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("empty_label", _("Ikke valgt"))
        super().__init__(queryset=LegalBasis.objects.none(), required=False, **kwargs)

    def offer(self, district_id: int, *, and_also: int | None = None) -> None:
        self.queryset = bases_for(district_id, and_also=and_also)


class NewItemForm(Form):
    kind = forms.ChoiceField(
        label=_("Nytt punkt"),
        choices=[choice for choice in ItemKind.choices if choice[0] != ItemKind.CASE],
        initial=ItemKind.INFORMATION,
    )
    title = forms.CharField(label=_("Tittel"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, prefix="punkt", **kwargs)


class ItemForm(Versioned, Form):
    """What a line is called, and whether it is dealt with in open doors."""

    title = forms.CharField(label=_("Tittel"), max_length=200, required=False)
    group = forms.ChoiceField(
        label=_("Dører"),
        choices=ItemGroup.choices,
        widget=ChoiceCards(
            hints={
                ItemGroup.A: _("Behandles for åpne dører."),
                ItemGroup.B: _("Behandles for lukkede dører. Velg hjemmelen."),
            }
        ),
    )
    basis = BasisField(label=_("Hjemmel"))

    def __init__(self, *args: Any, item: AgendaItem, **kwargs: Any) -> None:
        initial = {"version": item.version, "title": item.title, "group": item.group}
        initial["basis"] = item.basis_id
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["basis"].offer(  # type: ignore[attr-defined]
            item.meeting.district_id, and_also=item.basis_id
        )
        if item.stop_id:
            del self.fields["title"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("group") == ItemGroup.B and not cleaned.get("basis"):
            self.add_error("basis", _("Velg hjemmelen for å lukke dørene."))
        return cleaned
