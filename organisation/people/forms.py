"""What administrators send in about units, people, roles and registers."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from organisation.people.models import (
    Partner,
    Person,
    PersonQuerySet,
    Role,
    ServiceArea,
    Strategy,
    StrategyGoal,
    Unit,
    UnitKind,
    UnitQuerySet,
)
from organisation.web.forms import Form, ModelForm, Versioned

BELOW_DISTRICT = [(kind.value, kind.label) for kind in UnitKind if kind != UnitKind.BYDEL]
ORGANISATION_NUMBER_WEIGHTS = (3, 2, 7, 6, 5, 4, 3, 2)


def units_administered_by(person: Person) -> UnitQuerySet:
    """Where `person` may put units, people and roles, in the order of the tree."""
    return (
        Unit.objects.filter(pk__in=person.grants.units_as(Role.ADMINISTRATOR))
        .active()
        .in_tree_order()
    )


class UnitChoiceField(forms.ModelChoiceField):
    """A unit, drawn in from the left by how deep it lies in the tree."""

    def label_from_instance(self, unit: Unit) -> str:
        return "\u2003" * unit.depth + unit.name


class UnitForm(Form):
    """A new unit below one that the person administers."""

    name = forms.CharField(label=_("Navn"), max_length=120)
    parent = UnitChoiceField(label=_("Ligger under"), queryset=Unit.objects.none())
    kind = forms.ChoiceField(label=_("Slag"), choices=BELOW_DISTRICT, initial=UnitKind.ENHET)

    def __init__(self, *args: Any, by: Person, unit: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit = unit
        if unit is not None and unit.parent_id is None:
            del self.fields["parent"], self.fields["kind"]
        else:
            above = units_administered_by(by)
            if unit is not None:
                above = above.exclude(path__below=unit.path)
            self.fields["parent"].queryset = above  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        parent = cleaned.get("parent") or getattr(self.unit, "parent", None)
        namesakes = Unit.objects.filter(parent=parent, name__iexact=cleaned.get("name", ""))
        if parent and namesakes.exclude(pk=self.unit.pk if self.unit else 0).exists():
            self.add_error("name", _("Det finnes alt en enhet med dette navnet her."))
        return cleaned


class UnitEditForm(Versioned, UnitForm):
    pass


class PersonForm(ModelForm):
    """Who a person is; the roles are given apart."""

    unit = UnitChoiceField(label=_("Enhet"), queryset=Unit.objects.none())

    class Meta:
        model = Person
        fields = ("name", "email", "job_title", "unit", "phone", "is_employee")
        labels = {"name": _("Navn"), "email": _("E-postadresse")}

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_administered_by(by)  # type: ignore[attr-defined]
        self.fields["email"].widget.attrs["autocomplete"] = "off"
        if self.instance.is_outsider:
            del self.fields["is_employee"]

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"].lower()
        if Person.objects.filter(email__iexact=email).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Det finnes alt en person med denne e-postadressen."))
        return email


class PersonEditForm(Versioned, PersonForm):
    pass


class RoleForm(Form):
    """A role on a unit; it holds for the units below as well."""

    role = forms.ChoiceField(label=_("Rolle"), choices=Role.choices)
    unit = UnitChoiceField(
        label=_("Gjelder for"),
        queryset=Unit.objects.none(),
        help_text=_("Rollen gjelder også for enhetene under."),
    )

    def __init__(self, *args: Any, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units_administered_by(by)  # type: ignore[attr-defined]


class ProfileForm(Versioned, ModelForm):
    """What a person may change about themselves."""

    class Meta:
        model = Person
        fields = ("phone",)


class RegisterForm(Versioned, ModelForm):
    """A row of a register; the district is that of the administrator."""

    def __init__(self, *args: Any, district: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.district = district
        if not self.instance.pk:
            self.fields["version"].initial = 1

    def _get_validation_exclusions(self) -> set[str]:
        # The district is not on the form, but names are unique within it.
        return super()._get_validation_exclusions() - {"district"}  # type: ignore[misc]


class ServiceAreaForm(RegisterForm):
    class Meta:
        model = ServiceArea
        fields = ("name", "unit")
        labels = {"name": _("Navn"), "unit": _("Avdeling")}

    def __init__(self, *args: Any, district: Unit, **kwargs: Any) -> None:
        super().__init__(*args, district=district, **kwargs)
        field = UnitChoiceField(
            label=_("Avdeling"),
            queryset=Unit.objects.filter(district=district).active().in_tree_order(),
            required=False,
            empty_label=_("På tvers av avdelinger"),
        )
        self.fields["unit"] = field


class StrategyForm(RegisterForm):
    class Meta:
        model = Strategy
        fields = ("title", "owner", "case_reference", "first_year", "last_year", "adopted")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("first_year"), cleaned.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("Siste år kan ikke komme før første år."))
        return cleaned


class GoalForm(ModelForm):
    class Meta:
        model = StrategyGoal
        fields = ("number", "text")

    def __init__(self, *args: Any, strategy: Strategy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.instance.strategy = strategy

    def _get_validation_exclusions(self) -> set[str]:
        # The strategy is not on the form, but numbers are unique within it.
        return super()._get_validation_exclusions() - {"strategy"}  # type: ignore[misc]


class PartnerForm(RegisterForm):
    class Meta:
        model = Partner
        fields = ("name", "kind", "organisation_number", "description")

    def clean_organisation_number(self) -> str:
        """Nine figures whose last is the control figure (modulus 11); empty is allowed."""
        number: str = self.cleaned_data["organisation_number"]
        if number and not is_organisation_number(number):
            raise ValidationError(_("Kontrollsifferet stemmer ikke. Se etter skrivefeil."))
        return number


def is_organisation_number(number: str) -> bool:
    """Whether the ninth figure is the modulus 11 control figure of the first eight."""
    figures = [int(figure) for figure in number]
    rest = sum(w * f for w, f in zip(ORGANISATION_NUMBER_WEIGHTS, figures, strict=False)) % 11
    return len(figures) == 9 and rest != 1 and figures[8] == (11 - rest) % 11


def people_to_choose(district_id: int) -> PersonQuerySet:
    """Employees of a district in Norwegian order, for fields that name a person."""
    people: PersonQuerySet = Person.objects.employees_of(district_id).order_by("name_key", "pk")
    return people
