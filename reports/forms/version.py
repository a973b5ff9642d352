"""Choosing two versions of a case, and taking an old text back."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.web.forms import Form, Versioned
from organisation.web.wording import day_and_moment
from reports.queries.version import Version


class CompareForm(Form):
    """Two versions by number; what was sent and makes no sense is left to the usual choice."""

    fra = forms.TypedChoiceField(label=_("Fra"), coerce=int)
    til = forms.TypedChoiceField(label=_("Til"), coerce=int)

    def __init__(self, *args: Any, versions: list[Version], **kwargs: Any) -> None:
        super().__init__(*args, auto_id="sammenlikn-%s", **kwargs)
        newest = reversed(versions)
        choices = [(version.number, _choice(version)) for version in newest]
        for name in ("fra", "til"):
            field: Any = self.fields[name]
            field.choices = choices


def _choice(version: Version) -> str:
    what = version.mark_words or ", ".join(version.told)
    return f"{version.number}. {day_and_moment(version.at)}, {version.who}: {what}"[:110]


class TakeBackForm(Versioned, Form):
    """Nothing to fill in: which save the person has seen."""
