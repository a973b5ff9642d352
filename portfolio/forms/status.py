"""What people write in a status report, and what an administrator chooses for its rhythm."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.people.models import Person
from organisation.web.forms import CheckList, ChoiceCards, Form, Versioned
from portfolio.lifecycle.status import (
    ASKED,
    LABELS,
    OVERALL,
    WRITTEN,
    Light,
    RhythmKind,
    light_field,
    text_field,
)

MINE, THEIRS, BOTH = "mine", "theirs", "both"
KEEP = {
    MINE: gettext_lazy("Behold din"),
    THEIRS: gettext_lazy("Bruk den andres"),
    BOTH: gettext_lazy("Ta med begge"),
}
LONG = {
    "better_because": (
        gettext_lazy("Hvorfor er det samlede lyset bedre enn det svakeste?"),
        gettext_lazy("Bare når det er det. Ellers lar du feltet stå tomt."),
    ),
    "done": (gettext_lazy("Gjort siden sist"), ""),
    "next": (gettext_lazy("Neste"), ""),
    "needed": (
        gettext_lazy("Det jeg trenger fra deg"),
        gettext_lazy("Til prosjekteieren: en avgjørelse, penger, folk eller hjelp."),
    ),
}


def keep_field(name: str) -> str:
    return f"keep_{name}"


class LightField(forms.ChoiceField):
    """A light that has to be chosen before the report is delivered, not before it is saved."""

    def validate(self, value: Any) -> None:
        if value:
            super().validate(value)


class StatusForm(Versioned, Form):
    """A report as it is written: anything may be empty until it is delivered.

    When another has saved first, each field that differs shows both texts and asks which to keep;
    `theirs` is the row that was saved, read again when the choice is sent.
    """

    writing = forms.IntegerField(widget=forms.HiddenInput, required=False)
    choices: Sequence[dict[str, Any]] = ()

    def __init__(
        self, *args: Any, overall_only: bool, theirs: Mapping[str, Any], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.theirs = theirs
        self.overall_only = overall_only
        for area in (OVERALL,) if overall_only else ASKED:
            self.add_light(area)
        for name, (label, hint) in LONG.items():
            if overall_only and name != "needed":
                continue
            self.fields[name] = forms.CharField(
                label=label,
                help_text=str(hint),
                required=False,
                widget=forms.Textarea(attrs={"rows": 2 if name == "better_because" else 3}),
            )

    def add_light(self, area: str) -> None:
        self.fields[light_field(area)] = LightField(
            label=str(LABELS[area]),
            choices=Light,
            widget=ChoiceCards(tight=True),
        )
        self.fields[text_field(area)] = forms.CharField(
            label=_("Hvordan står det til?")
            if area == OVERALL and self.overall_only
            else _("Kort om «%(label)s»") % {"label": LABELS[area]},
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    @property
    def areas(self) -> list[dict[str, Any]]:
        """Light and text of each area, for one group of fields each."""
        return [
            {
                "name": area,
                "label": LABELS[area],
                "light": self[light_field(area)],
                "text": self[text_field(area)],
            }
            for area in ASKED
            if light_field(area) in self.fields
        ]

    @property
    def long_fields(self) -> list[Any]:
        return [self[name] for name in LONG if name in self.fields]

    def changes(self) -> dict[str, Any]:
        """What the service is to write, each field as the person chose when two texts stood."""
        return {
            name: self.chosen(name, self.cleaned_data[name])
            for name in WRITTEN
            if name in self.fields
        }

    def chosen(self, name: str, mine: str) -> str:
        keep = self.data.get(self.add_prefix(keep_field(name)), MINE)
        theirs = str(self.theirs.get(name, ""))
        if keep == THEIRS:
            return theirs
        if keep == BOTH and not name.endswith("_light"):
            return "\n\n".join(text for text in (theirs, mine) if text)
        return mine

    def somebody_was_faster(self, current: Any, base: Mapping[str, Any] | None = None) -> None:
        """Show both texts of each field that differs, and ask which to keep.

        `base` is what stood there when this person began: what only the other has changed is
        proposed as theirs, and what only this one has changed as mine.
        """
        super().somebody_was_faster(current)
        data: Any = self.data.copy()  # type: ignore[attr-defined] # a QueryDict
        for name in [name for name in data if name.startswith("keep_")]:
            data.pop(name)
        found = []
        for name in [each for each in WRITTEN if each in self.fields]:
            mine, theirs = str(self.cleaned_data.get(name, "")), str(getattr(current, name))
            if mine == theirs:
                continue
            untouched = base is not None and mine == base[name]
            found.append(self.choice(name, mine, theirs, THEIRS if untouched else MINE))
        self.data, self.choices = data, found

    def choice(self, name: str, mine: str, theirs: str, proposed: str) -> dict[str, Any]:
        is_light = name.endswith("_light")
        area = name.rpartition("_")[0]
        label = self.fields[name].label
        if is_light:
            label = _("Lys for «%(label)s»") % {"label": LABELS[area]}
        ways = [way for way in KEEP if way != BOTH or not (is_light or not mine or not theirs)]
        return {
            "name": keep_field(name),
            "label": label,
            "mine": mine,
            "theirs": theirs,
            "is_light": is_light,
            "ways": [(way, KEEP[way], way == proposed) for way in ways],
        }


class WritersForm(Form):
    """Who writes the report besides the leader, of those who are in the project."""

    people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Hvem kan skrive og levere rapporten sammen med deg?"),
        required=False,
        widget=CheckList,
    )

    def __init__(self, *args: Any, project: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["people"]
        field.queryset = project.members.exclude(pk=project.leader_id).order_by("name_key", "pk")


DAY_OF_YEAR = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.?")


class DayOfYearField(forms.CharField):
    """A day that comes every year, written 1.7.; gives month × 100 + day."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value % 100}.{value // 100}." if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        text = str(super().to_python(value) or "").strip()
        if not text:
            return None
        found = DAY_OF_YEAR.fullmatch(text)
        try:
            day, month = (int(part) for part in found.groups()) if found else (0, 0)
            date(2024, month, day)  # a leap year, so that 29.2. is a day
        except ValueError:
            raise ValidationError(_("Skriv dag og måned, for eksempel 1.7.")) from None
        return month * 100 + day

    def has_changed(self, initial: Any, data: Any) -> bool:
        try:
            return bool(self.to_python(data) != initial)
        except ValidationError:
            return True


WEEKDAYS = (
    (0, gettext_lazy("Mandag")),
    (1, gettext_lazy("Tirsdag")),
    (2, gettext_lazy("Onsdag")),
    (3, gettext_lazy("Torsdag")),
    (4, gettext_lazy("Fredag")),
)


class SettingsForm(Versioned, Form):
    """The rhythm of one profile."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    kind = forms.ChoiceField(
        label=gettext_lazy("Hvor ofte"), choices=RhythmKind, widget=ChoiceCards(tight=True)
    )
    month_day = forms.IntegerField(
        label=gettext_lazy("Dag i måneden"),
        required=False,
        min_value=1,
        max_value=31,
        help_text=gettext_lazy(
            "31 er siste dag i hver måned. En fridag flyttes til neste virkedag."
        ),
    )
    weeks = forms.IntegerField(
        label=gettext_lazy("Antall uker mellom"), required=False, min_value=1, max_value=26
    )
    weekday = forms.TypedChoiceField(
        label=gettext_lazy("Ukedag"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", gettext_lazy("Velg dag")), *WEEKDAYS],
    )
    pause_from = DayOfYearField(
        label=gettext_lazy("Pause fra"),
        required=False,
        help_text=gettext_lazy("Hvert år, for eksempel 1.7. Frister i pausen faller bort."),
    )
    pause_to = DayOfYearField(label=gettext_lazy("Pause til og med"), required=False)
    remind_days = forms.IntegerField(
        label=gettext_lazy("Minn prosjektlederen så mange dager før"), min_value=0, max_value=30
    )
    owner_days = forms.IntegerField(
        label=gettext_lazy("Si fra til prosjekteieren så mange dager etter"),
        min_value=1,
        max_value=60,
    )
    grace_days = forms.IntegerField(
        label=gettext_lazy("Lyset blir grått så mange dager etter"), min_value=0, max_value=60
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        kind = data.get("kind")
        if kind == RhythmKind.MONTHLY and not data.get("month_day"):
            self.add_error("month_day", _("Skriv hvilken dag i måneden."))
        if kind == RhythmKind.WEEKS:
            if not data.get("weeks"):
                self.add_error("weeks", _("Skriv hvor mange uker det er mellom."))
            if data.get("weekday") is None:
                self.add_error("weekday", _("Velg ukedag."))
        if (data.get("pause_from") is None) != (data.get("pause_to") is None):
            empty = "pause_to" if data.get("pause_from") else "pause_from"
            if empty not in self.errors:
                self.add_error(empty, _("Skriv både når pausen begynner og når den slutter."))
        return data

    def choices(self) -> dict[str, Any]:
        """What the service is to write."""
        data = dict(self.cleaned_data)
        data.pop("version")
        month_day, weekday = data.pop("month_day"), data.pop("weekday")
        if data["kind"] == RhythmKind.WEEKS:
            return {**data, "day": weekday}
        data.pop("weeks")
        return {**data, "day": month_day} if month_day else data


class VersionForm(Versioned, Form):
    """Which report in which version is let go or delivered."""

    writing = forms.IntegerField(widget=forms.HiddenInput, required=False)
