"""What an administrator writes in a phase model."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from organisation.web.forms import Form
from portfolio.forms.rows import rows_of
from portfolio.lifecycle import GateCode, GateMeaning
from portfolio.models.phase_model import PhaseModel
from portfolio.phase_plans import Plan, PlannedGate, PlannedPhase


class ModelForm(Form):
    name = forms.CharField(label=_("Navn på fasemodellen"), max_length=80)
    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class PhaseRowForm(Form):
    name = forms.CharField(
        label=_("Fase"), max_length=60, error_messages={"required": _("Skriv hva fasen heter.")}
    )
    definite_name = forms.CharField(
        label=_("Bestemt form"),
        max_length=60,
        help_text=_("«forstudien»: brukes midt i setninger."),
        error_messages={"required": _("Skriv navnet i bestemt form, for eksempel «forstudien».")},
    )
    key = forms.SlugField(required=False, max_length=30, widget=forms.HiddenInput)


class GateRowForm(Form):
    code = forms.ChoiceField(label=_("Plass"), choices=GateCode)
    name = forms.CharField(
        label=_("Navn"), max_length=40, error_messages={"required": _("Skriv et navn.")}
    )
    asked = forms.CharField(
        label=_("Spørsmålet som avgjøres"),
        max_length=200,
        help_text=_("{prosjekt} blir byttet ut med navnet på prosjektet."),
        error_messages={"required": _("Skriv hva som avgjøres her.")},
    )
    meaning = forms.ChoiceField(label=_("Hva et ja gjør"), choices=GateMeaning)
    ends = forms.CharField(
        label=_("Avslutter fasen"), required=False, help_text=_("Navnet på fasen, eller tomt.")
    )
    opens = forms.CharField(
        label=_("Starter fasen"), required=False, help_text=_("Navnet på fasen, eller tomt.")
    )


PhaseRows: Any = rows_of(PhaseRowForm, "fase")
GateRows: Any = rows_of(GateRowForm, "punkt")


def initial_of(model: PhaseModel) -> dict[str, Any]:
    """The newest version as the forms have it: `model`, `phases` and `gates`."""
    return {
        "model": {"name": model.name, "number": model.number},
        "phases": list(model.phases.values("name", "definite_name", "key")),
        "gates": [
            {
                "code": gate.code,
                "name": gate.name,
                "asked": gate.asked,
                "meaning": gate.meaning,
                "ends": gate.ends.name if gate.ends else "",
                "opens": gate.opens.name if gate.opens else "",
            }
            for gate in model.gates.select_related("ends", "opens")
        ],
    }


def plan_in(name: str, phases: list[dict[str, Any]], gates: list[dict[str, Any]]) -> Plan:
    """The whole model as it was written; a gate names its phases as they are called."""
    planned = [
        PlannedPhase(
            row["key"] or slugify(row["name"])[:30] or f"fase-{nth}",
            row["name"].strip(),
            row["definite_name"].strip(),
        )
        for nth, row in enumerate(phases, start=1)
    ]
    keys = {phase.name.lower(): phase.key for phase in planned}

    def key_of(words: str) -> str:
        words = words.strip()
        return keys.get(words.lower(), words)

    return Plan(
        name=name.strip(),
        phases=tuple(planned),
        gates=tuple(
            PlannedGate(
                row["code"],
                row["name"].strip(),
                row["asked"].strip(),
                row["meaning"],
                key_of(row["ends"]),
                key_of(row["opens"]),
            )
            for row in gates
        ),
    )
