"""Fields that portfolio's forms share."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.people.models import Person, Unit
from portfolio.models.money import FundYear


def colleagues_of(district: Unit) -> list[Person]:
    """Those who may be given something to do in the district, by name; one query."""
    return list(Person.objects.employees_of(district.pk).order_by("name_key", "pk"))


class PersonField(forms.ModelChoiceField):
    """One colleague. Forms on the same page share the list, so that it is read once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Person.objects.none(), empty_label=str(_("Velg person")), **kwargs)

    def offer(self, people: Sequence[Person]) -> None:
        self.queryset = Person.objects.filter(pk__in=[person.pk for person in people])
        chosen = [(person.pk, self.label_from_instance(person)) for person in people]
        self.choices = [("", self.empty_label), *chosen]

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}, {obj.job_title}" if obj.job_title else obj.name


class FundYearField(forms.ModelChoiceField):
    """A fund of one year; what may be chosen is handed in, so that it is read once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(FundYear.objects.none(), empty_label=str(_("Ingen")), **kwargs)

    def offer(self, funds: Sequence[FundYear]) -> None:
        self.queryset = FundYear.objects.filter(pk__in=[fund.pk for fund in funds])
        self.choices = [("", self.empty_label), *((fund.pk, str(fund)) for fund in funds)]


class LinesField(forms.CharField):
    """Several short texts, one on each line; gives a list without the empty ones."""

    widget = forms.Textarea

    def __init__(self, *, longest: int = 400, rows: int = 4, **kwargs: Any) -> None:
        self.longest = longest
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, (list, tuple)) else value

    def to_python(self, value: Any) -> Any:
        lines = (super().to_python(value) or "").splitlines()
        return [line.strip() for line in lines if line.strip()]

    def validate(self, value: Any) -> None:
        super().validate(value)
        if any(len(line) > self.longest for line in value):
            raise forms.ValidationError(
                _("Hvert mål kan ha høyst %(n)s tegn. Del det opp.") % {"n": self.longest}
            )

    def has_changed(self, initial: Any, data: Any) -> bool:
        return self.to_python(data) != list(initial or [])
