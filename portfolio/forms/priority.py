"""What is written when projects are weighed for a frame."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.people.models import ServiceArea, Unit
from organisation.web.forms import CheckList, ChoiceCards, Form, NokField, Versioned
from portfolio.forms.money import year_field
from portfolio.lifecycle.priority import Bound
from portfolio.models import Fund
from portfolio.models.priority import AreaLimit, Prioritisation
from portfolio.weighing import Weighed

LONGEST_LISTS = 6  # side by side


class PrioritisationFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        field_name="title", lookup_expr="icontains", label=gettext_lazy("Hva det gjelder")
    )
    ar = django_filters.NumberFilter(method="in_year", label=gettext_lazy("År"))

    class Meta:
        model = Prioritisation
        fields: tuple[str, ...] = ()

    def in_year(self, rows: QuerySet[Any], name: str, value: Decimal) -> QuerySet[Any]:
        return rows.filter(first_year__lte=value, last_year__gte=value)


class PrioritisationForm(Form):
    title = forms.CharField(
        label=gettext_lazy("Hva det gjelder"),
        max_length=160,
        help_text=gettext_lazy("For eksempel «Utviklingsmidler 2027»."),
        error_messages={"required": gettext_lazy("Skriv hva som skal prioriteres.")},
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(),
        label=gettext_lazy("Enhet"),
        empty_label=None,
        help_text=gettext_lazy(
            "De som leder, gir råd til eller skriver saker for enheten, ser den."
        ),
        error_messages={"required": gettext_lazy("Velg enheten som prioriterer.")},
    )
    frame_nok = NokField(
        label=gettext_lazy("Ramme"),
        min_value=Decimal(0),
        error_messages={
            "required": gettext_lazy("Skriv hvor mye penger det er å fordele."),
            "min_value": gettext_lazy("Rammen kan ikke være mindre enn null."),
        },
    )
    fund = forms.ModelChoiceField(
        Fund.objects.none(),
        label=gettext_lazy("Fond"),
        required=False,
        empty_label=gettext_lazy("Alle fond som frigis"),
        help_text=gettext_lazy(
            "Kostnaden er det prosjektene har planlagt av fondet og ikke brukt. "
            "Egenandel regnes bare som folk."
        ),
    )
    first_year = year_field(label=gettext_lazy("Fra år"))
    last_year = year_field(label=gettext_lazy("Til år"))
    note = forms.CharField(
        label=gettext_lazy("Merknad"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, units: Any, funds: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["fund"].queryset = funds  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        first, last = data.get("first_year"), data.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("Siste år kan ikke komme før første år."))
        return data


class EditPrioritisationForm(Versioned, PrioritisationForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, units=Unit.objects.none(), **kwargs)
        del self.fields["unit"]


class AddCandidatesForm(Form):
    projects = forms.MultipleChoiceField(
        label=gettext_lazy("Prosjekter"),
        widget=CheckList(list_label=gettext_lazy("Prosjekter som kan legges til")),
        error_messages={"required": gettext_lazy("Kryss av for minst ett prosjekt.")},
    )

    def __init__(self, *args: Any, offered: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["projects"].choices = [  # type: ignore[attr-defined]
            (str(project.pk), f"{project.title} ({project.number}, {project.unit.name})")
            for project in offered
        ]


class CandidateForm(Versioned, Form):
    bound = forms.ChoiceField(
        label=gettext_lazy("Må prosjektet være med?"),
        choices=Bound.choices,
        widget=ChoiceCards(
            hints={
                Bound.FREE: gettext_lazy("Verdi og kostnad avgjør."),
                Bound.MUST: gettext_lazy("For eksempel fordi det er vedtatt eller lovpålagt."),
                Bound.NEVER: gettext_lazy("Står på listen, men velges ikke."),
            }
        ),
    )
    value = forms.DecimalField(
        label=gettext_lazy("Verdi"),
        required=False,
        min_value=Decimal(0),
        max_digits=6,
        decimal_places=2,
        localize=True,
    )
    cost_nok = NokField(label=gettext_lazy("Kostnad"), required=False, min_value=Decimal(0))
    reason = forms.CharField(
        label=gettext_lazy("Begrunnelse"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Må skrives når noe er bundet, eller verdi eller kostnad er satt."),
    )

    def __init__(self, *args: Any, known: Weighed, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        from portfolio.queries.priority import cost_words, value_words

        self.fields["value"].help_text = _(
            "Porteføljen sier: %(value)s. La feltet stå tomt for å bruke det."
        ) % {"value": value_words(known.known_value).lower()}
        self.fields["cost_nok"].help_text = _(
            "Porteføljen sier: %(cost)s. La feltet stå tomt for å bruke det."
        ) % {"cost": cost_words(known.known_cost).lower()}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        changed = data.get("value") is not None or data.get("cost_nok") is not None
        if (data.get("bound", Bound.FREE) != Bound.FREE or changed) and not data.get("reason"):
            self.add_error("reason", _("Skriv hvorfor."))
        return data


class LimitsForm(Versioned, Form):
    """Two amounts for each service area; `rows` pairs them for the page."""

    def __init__(
        self, *args: Any, areas: Sequence[ServiceArea], limits: Sequence[AreaLimit], **kwargs: Any
    ) -> None:
        there = {limit.service_area_id: limit for limit in limits}
        initial = dict(kwargs.pop("initial", {}))
        for area in areas:
            limit = there.get(area.pk)
            initial[f"least-{area.pk}"] = limit.at_least_nok if limit else None
            initial[f"most-{area.pk}"] = limit.at_most_nok if limit else None
        super().__init__(*args, initial=initial, **kwargs)
        self.areas = areas
        for area in areas:
            for word, label in (("least", _("%(area)s, minst")), ("most", _("%(area)s, høyst"))):
                self.fields[f"{word}-{area.pk}"] = NokField(
                    label=label % {"area": area.name}, required=False, min_value=Decimal(0)
                )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for area in self.areas:
            least, most = data.get(f"least-{area.pk}"), data.get(f"most-{area.pk}")
            if least is not None and most is not None and most < least:
                self.add_error(
                    f"most-{area.pk}", _("Det høyeste kan ikke være mindre enn det minste.")
                )
        return data

    @property
    def rows(self) -> list[tuple[ServiceArea, Any, Any]]:
        return [(area, self[f"least-{area.pk}"], self[f"most-{area.pk}"]) for area in self.areas]

    def wanted(self) -> Mapping[ServiceArea, tuple[Decimal | None, Decimal | None]]:
        data = self.cleaned_data
        return {area: (data[f"least-{area.pk}"], data[f"most-{area.pk}"]) for area in self.areas}

    def somebody_was_faster(self, current: Any) -> None:
        """Beside each other: what the other one set, and what is written here."""
        for limit in AreaLimit.objects.filter(prioritisation=current):
            setattr(current, f"least-{limit.service_area_id}", limit.at_least_nok)
            setattr(current, f"most-{limit.service_area_id}", limit.at_most_nok)
        for area in self.areas:
            for name in (f"least-{area.pk}", f"most-{area.pk}"):
                if not hasattr(current, name):
                    setattr(current, name, None)
        super().somebody_was_faster(current)


class ListForm(Form):
    title = forms.CharField(
        label=gettext_lazy("Navn på listen"),
        max_length=120,
        error_messages={"required": gettext_lazy("Gi listen et navn.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Tanken bak"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class NewListForm(ListForm):
    start = forms.ChoiceField(label=gettext_lazy("Begynn med"), required=False)

    def __init__(self, *args: Any, lists: Sequence[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["start"].choices = [  # type: ignore[attr-defined]
            ("must", _("De som må være med")),
            ("all", _("Alle kandidatene")),
            *((str(each.pk), _("En kopi av «%(list)s»") % {"list": each.title}) for each in lists),
        ]


class RenameListForm(Versioned, ListForm):
    pass


class ChooseForm(Versioned, Form):
    """Which candidates are in; the boxes stand in the page's own table."""

    valgt = forms.MultipleChoiceField(label=gettext_lazy("Med på listen"), required=False)

    def __init__(self, *args: Any, candidates: Sequence[Weighed], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["valgt"].choices = [  # type: ignore[attr-defined]
            (str(each.pk), each.title) for each in candidates
        ]
        self.seen = {each.pk for each in candidates}

    @property
    def chosen(self) -> set[int]:
        return {int(pk) for pk in self.cleaned_data["valgt"]}

    def somebody_was_faster(self, current: Any) -> None:
        now = set(current.choices.values_list("candidate", flat=True)) & self.seen
        current.valgt = sorted(now)
        super().somebody_was_faster(current)


class DecideForm(Form):
    checksum = forms.CharField(widget=forms.HiddenInput, max_length=64)
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor denne listen?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Skriv hvorfor denne listen er valgt.")},
    )
