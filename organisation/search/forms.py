"""Naming a view, and saying who else may use it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.people.models import Person, Role, Unit
from organisation.search.rules import steered_by
from organisation.web.forms import Form, Versioned


class UnitInTree(forms.ModelChoiceField):
    """Units, each moved in under the one above it."""

    def label_from_instance(self, unit: Unit) -> str:
        return "\N{EM SPACE}" * unit.depth + unit.name


class ViewForm(Form):
    title = forms.CharField(
        max_length=80,
        label=gettext_lazy("Hva skal visningen hete?"),
        error_messages={"required": gettext_lazy("Gi visningen et navn.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    is_start = forms.BooleanField(
        required=False,
        label=gettext_lazy("Begynn med denne visningen"),
        help_text=gettext_lazy("Listen åpner slik neste gang. Du kan alltid vise alt."),
    )
    role = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Del med"),
        choices=[("", gettext_lazy("Bare meg")), *Role.choices],
        help_text=gettext_lazy("De som har rollen på enheten. De ser bare det de ellers kan se."),
    )
    unit = UnitInTree(
        Unit.objects.none(),
        required=False,
        label=gettext_lazy("På enheten"),
        empty_label=gettext_lazy("Ingen"),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not person.has_perm("search.share_view"):
            del self.fields["role"], self.fields["unit"]
            return
        unit = self.fields["unit"]
        assert isinstance(unit, forms.ModelChoiceField)
        unit.queryset = Unit.objects.active().filter(pk__in=steered_by(person)).in_tree_order()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("role") and not cleaned.get("unit") and "unit" not in self.errors:
            self.add_error("unit", _("Velg enheten du deler på."))
        if not cleaned.get("role"):
            cleaned["unit"] = None
        return cleaned

    def chosen(self) -> dict[str, Any]:
        """What the services are given."""
        names = ("title", "is_start", "role", "unit")
        return {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}


class ChangeViewForm(Versioned, ViewForm):
    use_current = forms.BooleanField(
        required=False,
        label=gettext_lazy("Vis det listen viste nå"),
        help_text=gettext_lazy("Filtrene i visningen byttes ut med dem du kom fra."),
    )
    field_order = ("title", "use_current", "is_start", "role", "unit")

    def __init__(self, *args: Any, offers_current: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not offers_current:
            del self.fields["use_current"]
