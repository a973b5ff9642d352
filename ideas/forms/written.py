"""Writing down what others say: one idea for somebody, or a workshop's, one a line."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from types import MappingProxyType
from typing import Any
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.forms.idea import ColleaguesField, IdeaForm, ManyFilesField, TreeChoice
from ideas.forms.nameless import ABOUT_FILES, AuthorlessFilesField
from ideas.forms.own_questions import add_own_questions
from ideas.models import Source
from ideas.models.campaign import Campaign, CampaignQuestion
from ideas.models.challenge import Challenge
from ideas.sensitive import birth_numbers, phone_numbers
from organisation.people.models import Person, ServiceArea, Unit
from organisation.web.forms import Form

MOST_LINES = 100
INDENT = "\N{EM SPACE}"  # for each step down the tree
LONGEST_TITLE = 120


class WriteDownForm(IdeaForm):
    """An idea of a colleague, who is told, or of somebody without an account."""

    author = ColleaguesField(
        required=False,
        label=gettext_lazy("Hvem sin idé er det?"),
        help_text=gettext_lazy(
            "E-postadressen til en kollega. Hen får beskjed, og kan rette teksten."
            " La feltet stå tomt når det ikke er en kollega."
        ),
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "email"}),
    )
    guest_name = forms.CharField(
        required=False,
        max_length=120,
        label=gettext_lazy("Navn, når det ikke er en kollega"),
        help_text=gettext_lazy("Spør først. Bare de som behandler idéen, ser navn og kontakt."),
    )
    guest_contact = forms.CharField(
        required=False, max_length=160, label=gettext_lazy("Telefon eller e-post")
    )
    source = forms.ChoiceField(
        label=gettext_lazy("Hvem kommer behovet fra?"),
        choices=Source.choices,
        initial=Source.EMPLOYEE,
    )
    files: ManyFilesField = AuthorlessFilesField(  # type: ignore[assignment]
        required=False, label=gettext_lazy("Bilder eller filer"), help_text=ABOUT_FILES
    )
    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)

    co_submitters = None  # type: ignore[assignment] # theirs to say
    visibility = None  # type: ignore[assignment]
    field_order = (
        "author",
        "source",
        "guest_name",
        "guest_contact",
        "need",
        "title",
        "proposal",
        "for_whom",
        "files",
        "unit",
        "service_area",
    )

    class Meta(IdeaForm.Meta):
        fields = ("need", "title", "proposal", "for_whom", "unit", "service_area")

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, person=person, **kwargs)
        self.writer = person

    def clean_author(self) -> Person | None:
        people: list[Person] = self.cleaned_data["author"]
        if len(people) > 1:
            raise ValidationError(_("Skriv én adresse. De andre kan legges til av innmelderen."))
        if self.writer in people:
            raise ValidationError(_("Din egen idé melder du inn på det vanlige skjemaet."))
        return people[0] if people else None


def campaigns_of_late(person: Person) -> QuerySet[Campaign]:
    """Those that are open; also what closed a day ago, so that the person is told why."""
    now = timezone.now()
    asked = Campaign.objects.visible_to(person).filter(opens_at__lte=now)
    return asked.filter(closes_at__gt=now - timedelta(days=1)).order_by("closes_at", "pk")


class WorkshopForm(Form):
    """First step: all that was said, one idea a line, and what is the same for all."""

    own_questions: Mapping[str, CampaignQuestion] = MappingProxyType({})

    lines = forms.CharField(
        label=gettext_lazy("Idéene, én på hver linje"),
        help_text=gettext_lazy("Inntil 100 linjer. Du sorterer dem i neste steg."),
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": gettext_lazy("Skriv minst én idé.")},
    )
    unit = TreeChoice(Unit.objects.none(), label=gettext_lazy("Enhet"))
    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    source = forms.ChoiceField(
        label=gettext_lazy("Hvem var med?"), choices=Source.choices, initial=Source.EMPLOYEE
    )
    campaign = forms.ModelChoiceField(
        Campaign.objects.none(),
        required=False,
        label=gettext_lazy("Idésøk"),
        empty_label=gettext_lazy("Ingen"),
    )
    challenge = forms.ModelChoiceField(
        Challenge.objects.none(),
        required=False,
        label=gettext_lazy("Floke"),
        empty_label=gettext_lazy("Ingen"),
    )

    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units = Unit.objects.active().filter(district=person.district_id)
        rows: dict[str, QuerySet[Any]] = {
            "unit": units.in_tree_order(),
            "campaign": campaigns_of_late(person),
            "challenge": Challenge.objects.visible_to(person),
        }
        for name, choices in rows.items():
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = choices

    def ask_own_questions(self) -> None:
        """Ask what the chosen campaign asks; the answers are the whole group's."""
        self.own_questions = add_own_questions(self, self.cleaned_data.get("campaign"))

    @property
    def campaign_answers(self) -> dict[CampaignQuestion, str]:
        typed = {each: self.data.get(name, "") for name, each in self.own_questions.items()}
        return {each: text.strip()[:1000] for each, text in typed.items()}

    @property
    def asked(self) -> list[Any]:
        return [self[name] for name in self.own_questions]

    @property
    def carried(self) -> list[Any]:
        """What the second step only carries along."""
        return [field for field in self if field.name not in self.own_questions]

    def clean_lines(self) -> list[str]:
        lines = [" ".join(line.split()) for line in self.cleaned_data["lines"].splitlines()]
        said = [line.lstrip("-*• ") for line in lines if line.lstrip("-*• ")]
        if len(said) > MOST_LINES:
            raise ValidationError(
                _("Det er %(n)s linjer. Ta høyst %(most)s om gangen.")
                % {"n": len(said), "most": MOST_LINES}
            )
        return said


class Places:
    """Units and service areas to choose from, read once for all rows of the table."""

    def __init__(self, district_id: int) -> None:
        here = {"district": district_id}
        units = Unit.objects.active().filter(**here).in_tree_order()
        areas = ServiceArea.objects.active().filter(**here).order_by("name_key", "pk")
        self.units = {str(unit.pk): unit for unit in units}
        self.areas = {str(area.pk): area for area in areas}

    @staticmethod
    def offer(field: forms.Field, rows: Mapping[str, Any], *, empty: str = "") -> None:
        """Let `field` be one of `rows`, by their ids; it then gives the row itself."""
        assert isinstance(field, forms.TypedChoiceField)
        named = [(pk, INDENT * getattr(row, "depth", 0) + row.name) for pk, row in rows.items()]
        field.choices = [("", empty), *named] if empty else named
        field.coerce = rows.__getitem__


class LineForm(Form):
    """One row of the second step. A row that is not kept need not be right."""

    keep = forms.BooleanField(required=False, initial=True, label=gettext_lazy("Ta med"))
    title = forms.CharField(
        max_length=LONGEST_TITLE,
        label=gettext_lazy("Tittel"),
        error_messages={"required": gettext_lazy("Gi idéen en kort tittel.")},
    )
    need = forms.CharField(
        max_length=4000,
        label=gettext_lazy("Behov"),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Skriv hva behovet er. Én setning holder.")},
    )
    unit = forms.TypedChoiceField(label=gettext_lazy("Enhet"))
    service_area = forms.TypedChoiceField(
        required=False, empty_value=None, label=gettext_lazy("Tjenesteområde")
    )

    def __init__(self, *args: Any, places: "Places", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places.offer(self.fields["unit"], places.units)
        places.offer(self.fields["service_area"], places.areas, empty=_("Vet ikke"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not cleaned.get("keep"):
            self.errors.clear()
        return cleaned


def short_title(line: str) -> str:
    """The line itself when it is short enough, else its first words."""
    if len(line) <= LONGEST_TITLE:
        return line
    cut = line[: LONGEST_TITLE - 1].rpartition(" ")[0] or line[: LONGEST_TITLE - 1]
    return f"{cut}…"


def personal_numbers(texts: Iterable[str]) -> list[str]:
    """What looks like birth numbers and phone numbers in `texts`, in order."""
    found: list[str] = []
    for text in texts:
        births, bare = birth_numbers(text), text
        for number in births:
            bare = bare.replace(number, " ")
        found += [*births, *phone_numbers(bare)]
    return list(dict.fromkeys(found))
