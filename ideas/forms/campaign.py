"""What an adviser writes to put a question."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.models.campaign import Campaign
from organisation.files.forms import UploadField
from organisation.files.services import inspect_upload
from organisation.people.models import Person, PersonQuerySet, Unit, UnitQuerySet
from organisation.web.forms import CheckList, Form, Versioned

MOST_QUESTIONS = 5
SHOWN_AS_THEY_ARE = ("title", "question", "answer_days", "picture_text")


class MomentField(forms.DateTimeField):
    """A day and a time of day; the browser's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        picker = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(
            widget=picker, input_formats=["%Y-%m-%dT%H:%M", "%d.%m.%Y %H:%M"], **kwargs
        )
        self.error_messages["invalid"] = str(
            gettext_lazy("Skriv dag og klokkeslett, som 01.09.2026 08:00.")
        )


class UnitsField(forms.ModelMultipleChoiceField):
    def label_from_instance(self, unit: Any) -> str:
        return "\N{EM SPACE}" * unit.depth + unit.name


class UnitField(forms.ModelChoiceField):
    def label_from_instance(self, unit: Any) -> str:
        return "\N{EM SPACE}" * unit.depth + unit.name


class CampaignForm(Form):
    title = forms.CharField(
        label=gettext_lazy("Tittel"),
        max_length=120,
        error_messages={"required": gettext_lazy("Gi idésøket en tittel.")},
    )
    unit = UnitField(
        Unit.objects.none(),
        label=gettext_lazy("Hvem spør?"),
        empty_label=gettext_lazy("Velg enhet"),
        error_messages={"required": gettext_lazy("Velg enheten som spør.")},
    )
    question = forms.CharField(
        label=gettext_lazy("Spørsmålet"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Spør om ett behov. La svaret være åpent."),
        error_messages={"required": gettext_lazy("Skriv spørsmålet.")},
    )
    picture = UploadField(
        label=gettext_lazy("Bilde"),
        required=False,
        help_text=gettext_lazy(
            "Vises på siden og plakaten. Stedet bildet er tatt, fjernes. Ta ikke bilde av brukere,"
            " og spør kolleger først."
        ),
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg,.webp"}),
    )
    picture_text = forms.CharField(
        label=gettext_lazy("Hva bildet viser"),
        required=False,
        max_length=200,
        help_text=gettext_lazy(
            "Leses opp for den som ikke ser bildet. La feltet stå tomt når det bare er pynt."
        ),
    )
    remove_picture = forms.BooleanField(
        label=gettext_lazy("Ta bort bildet som er der"), required=False
    )
    owner = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Hvem er ansvarlig?"),
        help_text=gettext_lazy("Kan endre idésøket, og sørger for at resultatet blir fortalt."),
        required=False,
        empty_label=gettext_lazy("Ingen valgt"),
    )
    opens_at = MomentField(label=gettext_lazy("Åpner"))
    closes_at = MomentField(label=gettext_lazy("Stenger"))
    answer_days = forms.IntegerField(
        label=gettext_lazy("Svar innen så mange virkedager"),
        required=False,
        min_value=1,
        max_value=60,
        help_text=gettext_lazy("Tomt felt: enhetens vanlige svarfrist."),
    )
    audience = UnitsField(
        Unit.objects.none(),
        label=gettext_lazy("Hvem går spørsmålet til?"),
        required=False,
        widget=CheckList(list_label=gettext_lazy("Enheter")),
        help_text=gettext_lazy("Ingen valgt: hele bydelen."),
    )
    questions = forms.CharField(
        label=gettext_lazy("Egne spørsmål"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Ett på hver linje, høyst fem. De kommer sist i skjemaet."),
    )
    criteria = forms.CharField(
        label=gettext_lazy("Hva idéene blir vurdert etter"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Ett kriterium på hver linje. Vises før noen skriver."),
    )
    open_form = forms.BooleanField(
        label=gettext_lazy("Åpent skjema for dem som ikke kan logge inn"), required=False
    )

    def __init__(
        self,
        *args: Any,
        units: UnitQuerySet,
        audience: UnitQuerySet,
        people: PersonQuerySet,
        has_picture: bool = False,
        **kw: Any,
    ) -> None:
        """`units` may ask; `audience` may be asked; one of `people` answers for it."""
        super().__init__(*args, **kw)
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]
        if not has_picture:
            del self.fields["remove_picture"]
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["audience"].queryset = audience  # type: ignore[attr-defined]

    def clean_questions(self) -> list[str]:
        asked = self._lines_of("questions")
        if len(asked) > MOST_QUESTIONS:
            raise forms.ValidationError(_("Skriv høyst fem spørsmål."))
        return asked

    def clean_criteria(self) -> list[str]:
        return self._lines_of("criteria")

    def _lines_of(self, name: str) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data[name].splitlines()]
        if any(len(line) > 200 for line in lines):
            raise forms.ValidationError(_("Hver linje kan ha høyst 200 tegn."))
        return [line for line in lines if line]

    def clean_picture(self) -> Any:
        picture = self.cleaned_data["picture"]
        if picture and not inspect_upload(picture).content_type.startswith("image/"):
            raise forms.ValidationError(_("Velg et bilde (.png, .jpg eller .webp)."))
        return picture

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("Velg et tidspunkt etter at idésøket åpner."))
        if self.errors and cleaned.get("picture"):
            self.add_error("picture", _("Velg bildet på nytt før du lagrer."))
        if cleaned.pop("remove_picture", False) and not cleaned.get("picture"):
            cleaned["picture"] = False
        return cleaned


class EditCampaignForm(Versioned, CampaignForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["unit"]


def facts_of(campaign: Campaign) -> dict[str, Any]:
    """What stands in the form before anybody types."""
    return {
        **{name: getattr(campaign, name) for name in SHOWN_AS_THEY_ARE},
        "owner": campaign.owner_id,
        "open_form": campaign.open_form,
        "version": campaign.version,
        "opens_at": timezone.localtime(campaign.opens_at),
        "closes_at": timezone.localtime(campaign.closes_at),
        "audience": list(campaign.audience.values_list("unit", flat=True)),
        "questions": "\n".join(campaign.questions.values_list("text", flat=True)),
        "criteria": "\n".join(campaign.criteria.values_list("text", flat=True)),
    }
