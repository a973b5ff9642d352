"""Fields, widgets and the two form bases that every screen uses."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.choices import flatten_choices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web import wording
from organisation.web.components import Difference
from organisation.web.richtext import RichTextField, to_plain

AMOUNT = re.compile(
    r"(?P<sign>-?)"
    r"(?P<whole>\d+|[1-9]\d{0,2}(?P<group>[.,])\d{3}(?:(?P=group)\d{3})*)"
    r"(?:(?P<mark>[.,])(?P<part>\d{1,2}))?"
)
DAY_FORMATS = ["%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%d/%m/%Y"]


def parse_nok(text: str) -> Decimal:
    """Kroner as people write them: `2 500 000`, `2.500.000,50`, `kr 1234.5`. ValueError otherwise.

    A separator before exactly three figures groups (`1.500` is fifteen hundred), as a Norwegian
    reads it; before one or two figures it is the decimal sign.
    """
    bare = "".join(text.split()).lower().removeprefix("kr").strip(".").removesuffix("kr")
    bare = bare.removesuffix(",-").replace(wording.MINUS, "-")
    match = AMOUNT.fullmatch(bare)
    if not match or (match["mark"] and match["mark"] == match["group"]):
        raise ValueError(text)
    whole = match["whole"].replace(".", "").replace(",", "")
    return Decimal(f"{match['sign']}{whole}.{match['part'] or '0'}")


class NokInput(forms.TextInput):
    template_name = "django/forms/widgets/money.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {"inputmode": "decimal", "autocomplete": "off", "class": "money", **(attrs or {})}
        )

    def format_value(self, value: Any) -> str | None:
        """An amount in groups; what somebody typed wrong stays as it was typed."""
        if isinstance(value, str):
            return value
        return None if value is None else wording.nok(value).removesuffix(f"{wording.NBSP}kr")


class NokField(forms.DecimalField):
    """Kroner. Takes any space, comma or point; gives a Decimal with two places."""

    widget = NokInput
    default_error_messages = {
        "invalid": gettext_lazy("Skriv beløpet med tall, for eksempel 250 000 eller 1 200,50."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_digits": 14, "decimal_places": 2, **kwargs})

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        if value in self.empty_values:
            return None
        if isinstance(value, Decimal):
            return value
        try:
            return parse_nok(str(value)).quantize(Decimal("0.01"))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return self.to_python(initial) != self.to_python(data)
        except ValidationError:
            return True

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        return {}


class DayInput(forms.DateInput):
    """The browser's own date field: ISO inside, the reader's own order on screen."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")

    def format_value(self, value: Any) -> str | None:
        if isinstance(value, date):
            return value.isoformat()
        try:
            day = DayField(required=False).to_python(value)
        except ValidationError:
            return str(value)
        return day.isoformat() if day else None


class DayField(forms.DateField):
    """A day, as 2015-02-26 or 26.02.2015."""

    widget = DayInput
    default_error_messages = {
        "invalid": gettext_lazy("Skriv datoen som dag.måned.år, for eksempel 26.02.2026."),
    }

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"input_formats": DAY_FORMATS, **kwargs})


class ChoiceCards(forms.RadioSelect):
    """Choices that differ in consequence, one card each. `hints` maps a value to one line.

    `tight=True` for short words beside each other.
    """

    def __init__(
        self,
        attrs: dict[str, Any] | None = None,
        choices: Any = (),
        *,
        hints: Mapping[Any, str | Promise] | None = None,
        tight: bool = False,
    ) -> None:
        super().__init__({"class": "tight", **(attrs or {})} if tight else attrs, choices)
        self.hints = {str(value): hint for value, hint in (hints or {}).items()}

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"].pop("class", None)
        option["hint"] = self.hints.get(str(value), "")
        return option


class CheckList(forms.CheckboxSelectMultiple):
    """Several of many. `list_label` makes a long list scroll in a region with that name."""

    def __init__(
        self, attrs: dict[str, Any] | None = None, choices: Any = (), *, list_label: Any = ""
    ) -> None:
        super().__init__(attrs, choices)
        self.list_label = list_label

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"].update(is_long=bool(self.list_label), list_label=self.list_label)
        return context


class PlainFields:
    """What our forms share: ids one can link to, and words for what is missing."""

    fields: dict[str, forms.Field]
    required_message = gettext_lazy("Fyll ut «%(label)s».")
    chosen_message = gettext_lazy("Velg ett svar på «%(label)s».")

    def say_what_is_missing(self) -> None:
        """Errors say what to do; a form with better words puts them in `error_messages`."""
        for name, field in self.fields.items():
            if (
                field.error_messages.get("required")
                != forms.Field.default_error_messages["required"]
            ):
                continue
            chosen = isinstance(field, forms.ChoiceField)
            label = str(field.label or name.replace("_", " ").capitalize()).rstrip("?:")
            words = self.chosen_message if chosen else self.required_message
            field.error_messages["required"] = str(words) % {"label": label}


class Form(PlainFields, forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.say_what_is_missing()


class ModelForm(PlainFields, forms.ModelForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        self.say_what_is_missing()


class Versioned(forms.Form):
    """Mix in first: the form carries the version of the row that the person saw.

    Hand `form.cleaned_data["version"]` to the service. When it raises Stale, call
    `form.somebody_was_faster(stale.current)` and answer with status 409: the text typed stays, the
    page shows both (components/stale.html), and sending again overwrites knowingly.
    """

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    differences: Sequence[Difference] = ()

    def somebody_was_faster(self, current: Any) -> None:
        """Keep what was typed, say where `current` differs, and carry its version from now on."""
        self.differences = [
            Difference(bound.label, mine, theirs)
            for bound in self
            if not bound.is_hidden and hasattr(current, bound.name)
            for mine, theirs in [
                (
                    shown(self.cleaned_data.get(bound.name, bound.value()), bound.field),
                    shown(getattr(current, bound.name), bound.field),
                )
            ]
            if mine != theirs
        ]
        self.carry_version(current)

    def carry_version(self, current: Any) -> None:
        """Let what was typed be sent again, now that the page shows `current`."""
        data = QueryDict(mutable=True)
        data.update(self.data)
        data[self.add_prefix("version")] = str(current.version)
        self.data = data


def shown(value: Any, field: forms.Field) -> str:
    """A value of `field`, from the form or from a row, in words to compare."""
    if hasattr(value, "all"):
        value = value.all()
    if isinstance(value, (list, tuple, set, QuerySet)):
        return ", ".join(sorted(shown(each, field) for each in value)) or _("(tomt)")
    if value is None or value == "":
        return _("(tomt)")
    if isinstance(value, bool):
        return _("Ja") if value else _("Nei")
    if isinstance(value, date):
        return wording.day(value)
    if isinstance(value, Decimal):
        return wording.number(value)
    if isinstance(field, RichTextField):
        return to_plain(str(value))
    if isinstance(field, forms.ChoiceField) and not isinstance(value, Model):
        choices: Any = field.choices
        pairs: list[tuple[Any, Any]] = list(flatten_choices(choices))
        return next((str(label) for key, label in pairs if str(key) == str(value)), str(value))
    return str(value).strip()
