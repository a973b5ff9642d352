"""What people write of a risk or an opportunity."""

from typing import Any

from django import forms
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from organisation.web.forms import ChoiceCards, DayField, Form, Versioned
from portfolio.forms.fields import PersonField, colleagues_of
from portfolio.lifecycle.risk import (
    IMPACT_ANCHORS,
    LIKELIHOOD_ANCHORS,
    Impact,
    Likelihood,
    Nearness,
    RiskKind,
)
from portfolio.models import Project


def scale(label: Any, choices: Any, anchors: Any, *, required: bool = True) -> forms.ChoiceField:
    """Five steps with words for each; a short list where the anchors have been read already."""
    named = [(str(step.value), f"{step.value} – {step.label}") for step in choices]
    if not required:
        return forms.TypedChoiceField(
            label=label,
            coerce=int,
            empty_value=None,
            required=False,
            choices=[("", _("Ikke vurdert")), *named],
        )
    return forms.TypedChoiceField(
        label=label,
        coerce=int,
        choices=named,
        widget=ChoiceCards(hints=anchors),
    )


class RiskForm(Form):
    kind = forms.ChoiceField(
        label=_("Hva er det?"),
        choices=RiskKind,
        initial=RiskKind.RISK,
        widget=ChoiceCards(
            tight=True,
        ),
    )
    event = forms.CharField(
        label=_("Hva kan skje?"),
        max_length=200,
        help_text=_("Hendelsen i én setning, for eksempel «Leverandøren blir forsinket»."),
        error_messages={"required": _("Skriv hva som kan skje. Én setning holder.")},
    )
    cause = forms.CharField(
        label=_("Fordi …"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Årsaken: hva som gjør at det kan skje."),
    )
    consequence = forms.CharField(
        label=_("… slik at"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Følgen: hva det fører til for prosjektet eller brukerne."),
    )
    likelihood = scale(_("Hvor sannsynlig er det nå?"), Likelihood, LIKELIHOOD_ANCHORS)
    impact = scale(_("Hvor mye betyr det?"), Impact, IMPACT_ANCHORS)
    response = forms.CharField(
        label=_("Hva gjør vi med det?"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Kort sagt. Det som skal gjøres av noen til en dag, er et tiltak."),
    )
    likelihood_after = scale(
        _("Sannsynlighet etter tiltak"), Likelihood, LIKELIHOOD_ANCHORS, required=False
    )
    impact_after = scale(_("Virkning etter tiltak"), Impact, IMPACT_ANCHORS, required=False)
    owner = PersonField(
        label=_("Hvem har ansvar?"),
        error_messages={"required": _("Velg hvem som har ansvar.")},
    )
    due = DayField(label=_("Frist for tiltak"), required=False)
    nearness = forms.ChoiceField(
        label=_("Når kan det skje?"), choices=Nearness, initial=Nearness.MONTHS
    )

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.offer(colleagues_of(project.district))

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        after = (data.get("likelihood_after"), data.get("impact_after"))
        if (after[0] is None) != (after[1] is None):
            empty = "impact_after" if after[1] is None else "likelihood_after"
            self.add_error(empty, _("Velg både sannsynlighet og virkning, eller ingen av dem."))
        return data

    def facts(self) -> dict[str, Any]:
        """What the service is to write."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class RiskEditForm(Versioned, RiskForm):
    pass


class MoveForm(Versioned, Form):
    """A word on how it went, for a step that closes, reopens or says it has happened."""

    text = forms.CharField(
        label=_("Hvordan gikk det?"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, step: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step != "reopen":
            self.fields["text"].required = True
            self.fields["text"].error_messages["required"] = str(_("Skriv hvordan det gikk."))
        else:
            self.fields["text"].label = _("Hvorfor åpnes den igjen?")


class EscalateForm(Form):
    reason = forms.CharField(
        label=_("Hva trenger du hjelp til?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv hva du trenger hjelp til.")},
    )


class GiveBackForm(Form):
    answer = forms.CharField(
        label=_("Hva er avtalt?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Prosjektet får svaret og arbeider videre med det."),
        error_messages={"required": _("Skriv hva som er avtalt.")},
    )


class Shown(TextChoices):
    """Which risks a list shows besides those that are open."""

    ESCALATED = "loftet", _("Løftet")
    OVERDUE = "over", _("Over fristen")
    HIGH = "hoy", _("Høye, 15–25")
    MINE = "mine", _("Dem jeg har ansvar for")
