"""Forms for people without an account here, or who want to leave no trace."""

from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.forms.idea import ManyFilesField, TextForm
from ideas.forms.own_questions import add_own_questions
from ideas.models import Source
from ideas.models.campaign import Campaign
from ideas.services.nameless import new_code
from organisation.files.authorless import without_author
from organisation.files.services import inspect_upload
from organisation.people.models import Unit
from organisation.web.forms import Form

ABOUT_FILES = gettext_lazy(
    "Inntil 5 bilder, PDF- eller tekstfiler. Vi fjerner navn, sted og tid fra dem, og gir dem nye"
    " filnavn. Det som står i selve filen, kan vi ikke fjerne. Ta ikke bilde av brukere."
)


class AuthorlessFilesField(ManyFilesField):
    """Attachments that can be freed of what tells who made them; others are refused by name."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        uploads = super().clean(data, initial)
        faults = []
        for upload in uploads:
            try:
                without_author(inspect_upload(upload), "vedlegg")
            except ValidationError as error:
                faults += [f"{upload.name}: {message}" for message in error.messages]
        if faults:
            raise ValidationError(faults)
        return uploads


class NamelessForm(TextForm):
    """An idea without its submitter. The code comes with the empty form, so that a form sent twice
    has the same one, and nothing has to be remembered between.
    """

    files = AuthorlessFilesField(  # type: ignore[assignment] # a form keeps its fields elsewhere
        required=False, label=gettext_lazy("Bilder eller filer"), help_text=ABOUT_FILES
    )
    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    code = forms.CharField(widget=forms.HiddenInput, initial=new_code, min_length=16, max_length=40)

    trap = "nettsted"  # people do not see this field, so only a machine fills it in

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.data.get(self.trap):
            self.add_error(None, _("Noe gikk galt med skjemaet. Trykk «Send inn» en gang til."))
        return cleaned

    @property
    def sent(self) -> dict[str, Any]:
        """What the service takes."""
        values = dict(self.cleaned_data)
        values["uploads"] = values.pop("files")
        return values


class AnonymousForm(NamelessForm):
    field_order = ("need", "title", "proposal", "for_whom", "files", "unit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("unit", Unit.objects.active().in_tree_order())


class GuestForm(NamelessForm):
    """The open form of one unit or campaign; who it comes from is up to them to say."""

    unit = None  # type: ignore[assignment] # the form's own
    source = forms.ChoiceField(
        label=gettext_lazy("Hvem er du?"), choices=Source.choices, initial=Source.RESIDENT
    )
    name = forms.CharField(
        required=False,
        max_length=120,
        label=gettext_lazy("Navn"),
        help_text=gettext_lazy("Bare de som behandler idéen, ser navn og kontakt."),
    )
    contact = forms.CharField(
        required=False, max_length=160, label=gettext_lazy("Telefon eller e-post")
    )
    field_order = ("need", "title", "proposal", "for_whom", "files", "source", "name", "contact")

    class Meta(TextForm.Meta):
        fields = ("need", "title", "proposal", "for_whom")

    def __init__(self, *args: Any, campaign: Campaign | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own_questions = add_own_questions(self, campaign)
        self.looks_personal = (*self.looks_personal, *self.own_questions)
        if self.own_questions:  # after what the idea is, before who it is from
            rest = ("source", "name", "contact")
            self.order_fields([name for name in self.fields if name not in rest])

    @property
    def sent(self) -> dict[str, Any]:
        values = super().sent
        answers = {each: values.pop(name, "") for name, each in self.own_questions.items()}
        return {**values, "campaign_answers": answers}


class CodeForm(Form):
    code = forms.CharField(
        max_length=40,
        label=gettext_lazy("Oppfølgingskode"),
        help_text=gettext_lazy("Koden du fikk da du sendte inn, for eksempel K7QP-3MWX-9TRB-HD2C."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        error_messages={"required": gettext_lazy("Skriv koden du fikk da du sendte inn.")},
    )


class ForgetGuestForm(Form):
    reason = forms.CharField(
        max_length=500,
        label=gettext_lazy("Hvorfor slettes det?"),
        error_messages={"required": gettext_lazy("Skriv hvorfor, for eksempel «Svar er gitt».")},
    )
