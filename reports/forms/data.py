"""What is sent about a block of live data in a case."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from organisation.web.forms import ChoiceCards, Form, Versioned
from reports.blocks import blocks_for
from reports.models import BoardCase, CaseSection
from reports.models.case import LEVELS


class NewDataForm(Form):
    """Which block; what it is asked for comes on its own page."""

    block = forms.ChoiceField(
        label=gettext_lazy("Hva skal blokken vise?"),
        error_messages={"required": gettext_lazy("Velg hva blokken skal vise.")},
    )
    heading = forms.CharField(
        label=gettext_lazy("Overskrift"),
        max_length=160,
        required=False,
        help_text=gettext_lazy("La stå tomt for navnet på blokken."),
    )

    def __init__(self, *args: Any, case: BoardCase, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        blocks = blocks_for(case)
        field: Any = self.fields["block"]
        field.widget = ChoiceCards(hints={block.name: block.lead for block in blocks})
        field.choices = [(block.name, block.title) for block in blocks]


class DataForm(Versioned, Form):
    """Heading and level of the block; what it is asked for is a form of its own."""

    heading = forms.CharField(label=gettext_lazy("Overskrift"), max_length=160)
    level = forms.TypedChoiceField(label=gettext_lazy("Nivå"), coerce=int, choices=LEVELS)

    def __init__(self, *args: Any, section: CaseSection, **kwargs: Any) -> None:
        initial = {name: getattr(section, name) for name in ("version", "heading", "level")}
        super().__init__(*args, initial=initial, **kwargs)
