"""Reading assessments, scales, and how long a short list shall be."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.models.assessment import HIGHEST, LOWEST, AssessmentScale, Axis
from organisation.web.forms import ChoiceCards, Form, Versioned

VALUES = range(LOWEST, HIGHEST + 1)


class AssessForm(Versioned, Form):
    """One choice for each scale, with the words of each step; and room for a remark."""

    note = forms.CharField(
        required=False,
        label=gettext_lazy("Merknad"),
        max_length=2000,
        help_text=gettext_lazy("Det du vil si til de andre som vurderer."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)
    field_order: Sequence[str] = ()

    def __init__(
        self, *args: Any, scales: Sequence[Mapping[str, Any]], mine: Any = None, **kwargs: Any
    ) -> None:
        kwargs.setdefault("auto_id", "id_vurdering_%s")
        super().__init__(*args, **kwargs)
        self.scales = scales
        given = {row["scale_id"]: row["value"] for row in mine["scores"]} if mine else {}
        if mine:
            self.initial = {"note": mine["note"], "version": mine["version"], **self.initial}
        for scale in scales:
            steps = [
                (step["value"], f"{step['value']} – {step['text']}") for step in scale["steps"]
            ]
            self.fields[self.name_of(scale)] = forms.TypedChoiceField(
                coerce=int,
                label=scale["name"],
                help_text=scale["question"],
                choices=steps,
                initial=given.get(scale["id"]),
                widget=ChoiceCards(attrs={"class": "anchors"}),
                error_messages={"required": _("Velg et trinn på «%s».") % scale["name"]},
            )
        self.order_fields([*(self.name_of(scale) for scale in scales), "note", "version"])

    @staticmethod
    def name_of(scale: Mapping[str, Any]) -> str:
        return f"scale_{scale['id']}"

    @property
    def scores(self) -> dict[int, int]:
        return {scale["id"]: self.cleaned_data[self.name_of(scale)] for scale in self.scales}


class ScaleForm(Versioned, Form):
    """A scale with the text of each step."""

    name = forms.CharField(label=gettext_lazy("Navn"), max_length=80)
    question = forms.CharField(
        required=False,
        label=gettext_lazy("Hjelpetekst"),
        max_length=200,
        help_text=gettext_lazy("Hva skal den som vurderer, tenke på?"),
    )
    axis = forms.ChoiceField(
        label=gettext_lazy("Hva teller skalaen som?"),
        choices=Axis.choices,
        initial=Axis.NEED,
        widget=ChoiceCards(tight=True),
    )
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, scale: AssessmentScale | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        texts = {step.value: step.text for step in scale.steps.all()} if scale else {}
        if scale:
            self.initial = {
                name: getattr(scale, name) for name in ("name", "question", "axis", "version")
            }
        for value in VALUES:
            self.fields[f"step_{value}"] = forms.CharField(
                label=_("Trinn %(value)s") % {"value": value},
                max_length=200,
                initial=texts.get(value, ""),
                error_messages={"required": _("Skriv hva som skal til for trinn %s.") % value},
            )

    def was_overtaken(self, current: AssessmentScale) -> None:
        """Both texts are shown, those of the steps too."""
        for step in current.steps.all():
            setattr(current, f"step_{step.value}", step.text)
        self.somebody_was_faster(current)

    @property
    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("name", "question", "axis")}

    @property
    def steps(self) -> list[str]:
        return [self.cleaned_data[f"step_{value}"] for value in VALUES]


class SizeForm(Versioned, Form):
    at_least = forms.IntegerField(label=gettext_lazy("Minst"), min_value=0, max_value=99)
    at_most = forms.IntegerField(label=gettext_lazy("Høyst"), min_value=1, max_value=99)
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        low, high = cleaned.get("at_least"), cleaned.get("at_most")
        if low is not None and high is not None and high < low:
            self.add_error("at_most", _("Det høyeste tallet kan ikke være lavere enn det laveste."))
        return cleaned
