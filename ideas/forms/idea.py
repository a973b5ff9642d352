"""Reading what people write about ideas."""

import hashlib
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import validate_email
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.models import DrivingForce, Idea, IdeaSettings, Source, Verdict, Visibility
from ideas.models.campaign import Campaign, CampaignQuestion
from ideas.models.challenge import Challenge
from ideas.models.idea import CHOSEN_LOGGED_IN
from ideas.queries import possible_handlers, some_leader_reads_first
from ideas.sensitive import birth_numbers, phone_numbers
from organisation.files.forms import UploadField
from organisation.people.models import Person, ServiceArea, Unit
from organisation.web.forms import ChoiceCards, Form, ModelForm, Versioned

MOST_FILES = 5
ABOUT_FILES = gettext_lazy(
    "Inntil 5 filer, 20 MB hver. Vi fjerner stedsinformasjon fra bilder."
    " Ta ikke bilde av brukere, og ikke av skjermer eller papirer med opplysninger om dem."
)


class ManyFilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class ManyFilesField(UploadField):
    """Some files at once; what is wrong with one is said with its name."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        uploads = [upload for upload in data or [] if upload]
        if len(uploads) > MOST_FILES:
            raise ValidationError(_("Velg høyst %(most)s filer.") % {"most": MOST_FILES})
        faults = []
        for upload in uploads:
            try:
                super().clean(upload, initial)
            except ValidationError as error:
                faults += [f"{upload.name}: {message}" for message in error.messages]
        if faults:
            raise ValidationError(faults)
        return uploads


class ColleaguesField(forms.CharField):
    """Colleagues by e-mail address; gives the people. `district` is set by the form."""

    widget = forms.Textarea(attrs={"rows": 2, "autocomplete": "off"})
    district_id: int

    def clean(self, value: Any) -> list[Person]:
        addresses = str(super().clean(value)).replace(",", " ").replace(";", " ").lower().split()
        found = {
            person.email.lower(): person
            for person in Person.objects.employees_of(self.district_id).filter(
                email__in=addresses[:50]
            )
        }
        faults = [self._fault(address) for address in addresses if address not in found]
        if faults:
            raise ValidationError(faults)
        return list(found.values())

    @staticmethod
    def _fault(address: str) -> str:
        try:
            validate_email(address)
        except ValidationError:
            return _("«%(address)s» er ikke en e-postadresse.") % {"address": address}
        return _("Vi finner ingen kollega med adressen %(address)s.") % {"address": address}


class TreeChoice(forms.ModelChoiceField):
    """Units, each moved in under the one above it."""

    def label_from_instance(self, unit: Unit) -> str:
        return "\N{EM SPACE}" * unit.depth + unit.name


class TextForm(ModelForm):
    """What the idea is. Warns once for each text that looks like it names a person."""

    unit = TreeChoice(
        Unit.objects.none(),
        label=gettext_lazy("Hvilken enhet gjelder det?"),
        empty_label=gettext_lazy("Velg enhet"),
    )

    warnings = frozenset({"personal", "files_again"})
    looks_personal: Sequence[str] = ("need", "title", "proposal", "for_whom")
    warned_about = ""  # fingerprint of what was warned about; sent back with "send anyway"

    class Meta:
        model = Idea
        fields: Sequence[str] = ("need", "title", "proposal", "for_whom", "unit")
        widgets = {
            "need": forms.Textarea(attrs={"rows": 5}),
            "title": forms.TextInput(attrs={"autocomplete": "off"}),
            "proposal": forms.Textarea(attrs={"rows": 3}),
            "for_whom": forms.TextInput(attrs={"autocomplete": "off"}),
        }
        error_messages = {
            "need": {"required": gettext_lazy("Skriv hva behovet er. Én setning holder.")},
            "title": {"required": gettext_lazy("Gi idéen en kort tittel.")},
        }

    def choose_from(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = rows

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        found = {name: self._persons_in(cleaned.get(name, "")) for name in self.looks_personal}
        fingerprint = _fingerprint(number for hits in found.values() for number, _message in hits)
        if any(found.values()) and self.data.get("send_anyway") != fingerprint:
            self.warned_about = fingerprint
            for name, hits in found.items():
                for _words, message in hits:
                    self.add_error(name, ValidationError(message, code="personal"))
        if self.errors and cleaned.get("files"):
            again = _("Velg filene på nytt før du sender.")
            self.add_error("files", ValidationError(again, code="files_again"))
        return cleaned

    @staticmethod
    def _persons_in(text: str) -> list[tuple[str, str]]:
        births = birth_numbers(text)
        bare = text
        for number in births:
            bare = bare.replace(number, " ")
        return [
            (
                number,
                _("«%(number)s» ligner et fødselsnummer. Ta det bort, og skriv om grupper.")
                % {"number": number},
            )
            for number in births
        ] + [
            (
                number,
                _("«%(number)s» ligner et telefonnummer. Ta det bort hvis det ikke trengs.")
                % {"number": number},
            )
            for number in phone_numbers(bare)
        ]

    @property
    def only_warns(self) -> bool:
        """All that stands in the way of sending is a warning the person may overrule."""
        return bool(self.warned_about) and all(
            error.code in self.warnings
            for errors in self.errors.as_data().values()
            for error in errors
        )


class IdeaForm(TextForm):
    """What an employee writes: whose it is comes first, since it decides what is kept."""

    service_area = forms.ModelChoiceField(
        ServiceArea.objects.none(),
        required=False,
        label=gettext_lazy("Tjenesteområde"),
        empty_label=gettext_lazy("Vet ikke"),
    )
    co_submitters = ColleaguesField(
        required=False,
        label=gettext_lazy("Er dere flere om idéen?"),
        help_text=gettext_lazy("Skriv e-postadressen til kolleger, én på hver linje."),
    )
    visibility = forms.ChoiceField(
        label=gettext_lazy("Hvem skal se at idéen er din?"),
        help_text=gettext_lazy("Velg dette først. Valget styrer hva vi lagrer."),
        choices=[(choice.value, choice.label) for choice in CHOSEN_LOGGED_IN],
        initial=Visibility.SHOWN,
        widget=ChoiceCards(
            hints={
                Visibility.SHOWN: gettext_lazy("Kolleger kan spørre deg og bygge videre."),
                Visibility.HIDDEN: gettext_lazy(
                    "Bare rådgiverne og den som behandler idéen, ser hvem du er. Kolleger ser det"
                    " når idéen er besvart."
                ),
            }
        ),
    )
    field_order: Sequence[str] = (
        "visibility",
        "need",
        "title",
        "proposal",
        "for_whom",
        "files",
        "unit",
        "to_adviser",
        "service_area",
        "source",
        "co_submitters",
    )

    class Meta(TextForm.Meta):
        fields = (*TextForm.Meta.fields, "service_area", "visibility")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.district_id = self.instance.district_id or person.district_id
        units = Unit.objects.active().filter(district=self.district_id).in_tree_order()
        self.choose_from("unit", units)
        areas = ServiceArea.objects.active().filter(district=self.district_id)
        self.choose_from("service_area", areas.order_by("name_key", "pk"))
        for field in self.fields.values():
            if isinstance(field, ColleaguesField):
                field.district_id = self.district_id


def _fingerprint(words: Iterable[str]) -> str:
    """Stands for what was warned about, so that another number warns anew."""
    return hashlib.sha256("\n".join(sorted(words)).encode()).hexdigest()[:16]


class SubmitForm(IdeaForm):
    files = ManyFilesField(  # type: ignore[assignment] # a form keeps its fields elsewhere
        required=False, label=gettext_lazy("Bilder eller filer"), help_text=ABOUT_FILES
    )
    source = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Hvem kommer behovet fra?"),
        choices=Source.choices,
        initial=Source.EMPLOYEE,
    )
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(), required=False, widget=forms.HiddenInput
    )
    challenge = forms.ModelChoiceField(
        Challenge.objects.none(), required=False, widget=forms.HiddenInput
    )
    to_adviser = forms.BooleanField(
        required=False,
        label=gettext_lazy("Send idéen rett til innovasjonsrådgiveren"),
        help_text=gettext_lazy("I noen enheter går nye idéer ellers først til lederen."),
    )
    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        if not some_leader_reads_first(self.district_id):
            del self.fields["to_adviser"]
        self.choose_from("campaign", Campaign.objects.visible_to(person))
        self.choose_from("challenge", Challenge.objects.visible_to(person))
        self.own_questions = self.add_questions(person)

    def add_questions(self, person: Person) -> dict[str, CampaignQuestion]:
        """A field for each question of the campaign the form is opened for, by its name."""
        campaign = str(self["campaign"].value() or "")
        if not (campaign.isascii() and campaign.isdecimal() and len(campaign) < 19):
            return {}
        asked = CampaignQuestion.objects.filter(
            campaign=int(campaign), campaign__in=Campaign.objects.visible_to(person)
        )
        questions = {f"own_question_{question.pk}": question for question in asked}
        for name, question in questions.items():
            self.fields[name] = forms.CharField(
                label=question.text,
                max_length=1000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
        self.looks_personal = (*self.looks_personal, *questions)
        return questions

    def clean(self) -> dict[str, Any]:
        """Answers to the campaign's own questions are handed on together."""
        cleaned = super().clean()
        said = {question: cleaned.pop(name, "") for name, question in self.own_questions.items()}
        cleaned["campaign_answers"] = said if cleaned.get("campaign") else {}
        return cleaned

    def clean_source(self) -> str:
        return self.cleaned_data["source"] or Source.EMPLOYEE


class ReviseForm(Versioned, IdeaForm):
    pass


class QuestionForm(Form):
    question = forms.CharField(
        label=gettext_lazy("Hva lurer du på?"),
        max_length=2000,
        help_text=gettext_lazy("Fristen står stille til innmelderen har svart."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Skriv hva du lurer på.")},
    )


class ReplyForm(Form):
    answer = forms.CharField(
        label=gettext_lazy("Svaret ditt"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Skriv et svar på spørsmålet.")},
    )


class ReopenForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor tas idéen opp igjen?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv hvorfor idéen tas opp igjen.")},
    )


class HandlerForm(Form):
    handler = forms.ModelChoiceField(
        Person.objects.none(),
        label=gettext_lazy("Behandler"),
        empty_label=gettext_lazy("Velg behandler"),
        error_messages={"required": gettext_lazy("Velg hvem som skal behandle idéen.")},
    )

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any) -> None:
        super().__init__(*args, initial={"handler": idea.handler_id}, **kwargs)
        handler = self.fields["handler"]
        assert isinstance(handler, forms.ModelChoiceField)
        handler.queryset = possible_handlers(idea)


NOT_JUDGED = [("", gettext_lazy("Ikke vurdert"))]


class ClassifyForm(Versioned, Form):
    """Where the idea belongs, and the adviser's judgement of it."""

    driving_force = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Drivkraft"),
        choices=[("", gettext_lazy("Ikke valgt")), *DrivingForce.choices],
    )
    service_area = forms.ModelChoiceField(
        ServiceArea.objects.none(),
        required=False,
        label=gettext_lazy("Tjenesteområde"),
        empty_label=gettext_lazy("Ikke valgt"),
    )
    is_new = forms.ChoiceField(
        required=False, label=gettext_lazy("Er det nytt?"), choices=[*NOT_JUDGED, *Verdict.choices]
    )
    known_elsewhere = forms.BooleanField(
        required=False, label=gettext_lazy("Kjent løsning på et nytt sted")
    )
    is_useful = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Er det nyttig?"),
        choices=[*NOT_JUDGED, *Verdict.choices],
    )
    is_put_to_use = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Blir det tatt i bruk?"),
        choices=[*NOT_JUDGED, *Verdict.choices],
    )

    def __init__(self, *args: Any, idea: Idea, **kwargs: Any) -> None:
        initial = {name: getattr(idea, name) for name in self.base_fields}
        super().__init__(*args, initial=initial, **kwargs)
        area = self.fields["service_area"]
        assert isinstance(area, forms.ModelChoiceField)
        areas = ServiceArea.objects.active().filter(district=idea.district_id)
        area.queryset = areas.order_by("name_key", "pk")


class SettingsForm(ModelForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    class Meta:
        model = IdeaSettings
        fields: Sequence[str] = (
            "answer_days",
            "first_reader",
            "release_at_once",
            "pause_from_week",
            "pause_to_week",
            "open_form",
        )
        widgets = {"first_reader": ChoiceCards(tight=True)}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        start, end = cleaned.get("pause_from_week"), cleaned.get("pause_to_week")
        if (start is None) != (end is None):
            self.add_error(
                "pause_to_week" if end is None else "pause_from_week",
                _("Skriv både første og siste uke, eller la begge stå tomme."),
            )
        elif start and end and end < start:
            self.add_error("pause_to_week", _("Siste uke kommer før den første."))
        return cleaned
