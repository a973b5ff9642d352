"""What an adviser writes of a course, and why one is called off."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incubator.models import Course, Participation
from incubator.models.course import LEAST_HOURS
from incubator.services.course import WRITTEN
from organisation.people.models import Person, PersonQuerySet, Unit, UnitQuerySet
from organisation.web.forms import CheckList, DayField, Form, Versioned
from organisation.web.wording import number


class UnitField(forms.ModelChoiceField):
    def label_from_instance(self, unit: Any) -> str:
        return "\N{EM SPACE}" * unit.depth + unit.name


class CourseForm(Form):
    unit = UnitField(
        Unit.objects.none(),
        label=gettext_lazy("Hvem holder kurset?"),
        empty_label=gettext_lazy("Velg enhet"),
        error_messages={"required": gettext_lazy("Velg enheten som holder kurset.")},
    )
    title = forms.CharField(
        label=gettext_lazy("Tittel"),
        max_length=120,
        error_messages={"required": gettext_lazy("Gi kurset en tittel.")},
    )
    about = forms.CharField(
        label=gettext_lazy("Hva handler kurset om?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    goals = forms.CharField(
        label=gettext_lazy("Hva lærer deltakerne?"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Én ting på hver linje. Står på kursbeviset."),
    )
    role = forms.CharField(
        label=gettext_lazy("Hvilken prosjektrolle er det for?"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("For eksempel prosjekteier, prosjektleder eller styringsgruppe."),
    )
    starts_on = DayField(label=gettext_lazy("Første dag"))
    ends_on = DayField(
        label=gettext_lazy("Siste dag"),
        required=False,
        help_text=gettext_lazy("La stå tomt når kurset varer én dag."),
    )
    hours = forms.DecimalField(
        label=gettext_lazy("Timer"),
        min_value=LEAST_HOURS,
        max_digits=5,
        decimal_places=2,
        localize=True,
        error_messages={
            "invalid": gettext_lazy("Skriv antall timer med tall, for eksempel 6 eller 7,5."),
            "min_value": gettext_lazy("Kurset må vare minst et kvarter."),
        },
    )
    place = forms.CharField(label=gettext_lazy("Sted"), max_length=120)
    leader = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Kursleder"),
        required=False,
        empty_label=gettext_lazy("Ingen i bydelen"),
    )
    leader_name = forms.CharField(
        label=gettext_lazy("Kursleder utenfra"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Navnet, når kurslederen ikke arbeider i bydelen."),
    )

    def __init__(self, *args: Any, units: UnitQuerySet, people: PersonQuerySet, **kw: Any) -> None:
        """`units` may hold it; one of `people` may lead it."""
        super().__init__(*args, **kw)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["leader"].queryset = people  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first = cleaned.get("starts_on")
        if first and "ends_on" in cleaned:
            cleaned["ends_on"] = cleaned["ends_on"] or first
            if cleaned["ends_on"] < first:
                self.add_error("ends_on", _("Siste dag kan ikke være før første dag."))
        if cleaned.get("leader") and cleaned.get("leader_name"):
            self.add_error("leader_name", _("Velg én kursleder: enten i bydelen eller utenfra."))
        elif not cleaned.get("leader") and not cleaned.get("leader_name"):
            self.add_error("leader", _("Velg kursleder, eller skriv navnet på en utenfra."))
        return cleaned


class EditCourseForm(Versioned, CourseForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["unit"]


def facts_of(course: Course) -> dict[str, Any]:
    """What stands in the form before anybody types."""
    facts = {name: getattr(course, name) for name in WRITTEN}
    return {**facts, "hours": number(course.hours), "version": course.version}


class CancelForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor avlyses kurset?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Står på siden om kurset. Deltakere som er i registeret, får varsel."
        ),
    )


class CompletionForm(Versioned, Form):
    completed_on = DayField(
        label=gettext_lazy("Fullført dag"),
        help_text=gettext_lazy("Gjelder dem du krysser av nå. De andre beholder dagen sin."),
    )
    done = forms.MultipleChoiceField(
        label=gettext_lazy("Hvem har fullført?"),
        required=False,
        widget=CheckList(),
    )

    def __init__(self, *args: Any, rows: list[Participation], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["done"].choices = [  # type: ignore[attr-defined]
            (str(row.pk), f"{row}, {row.address}") for row in rows
        ]

    def clean_completed_on(self) -> date:
        on: date = self.cleaned_data["completed_on"]
        if on > self.today:
            raise forms.ValidationError(_("Velg en dag som har vært."))
        return on

    def clean_done(self) -> set[int]:
        return {int(pk) for pk in self.cleaned_data["done"]}
