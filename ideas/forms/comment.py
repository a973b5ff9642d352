"""Reading what people say about an idea, and whom they name."""

from collections.abc import Iterable
from typing import Any, Self

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy

from ideas.models import Idea
from ideas.queries.support import readers_of
from organisation.people.models import Person
from organisation.web.forms import CheckList, Form, Versioned

MOST_FOUND = 8
SHORTEST = 2  # letters of a name one looks for


class CommentForm(Form):
    """A comment on `idea`; who may not name others (`names=False`) gets no fields for it."""

    words = gettext_lazy("Skriv en kommentar")

    text = forms.CharField(
        max_length=3000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv en kommentar.")},
    )
    find = forms.CharField(
        label=gettext_lazy("Nevn kolleger"),
        help_text=gettext_lazy("Søk på navn. De du krysser av, får et varsel."),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    mentioned = forms.MultipleChoiceField(
        label=gettext_lazy("Disse får varsel"),
        required=False,
        widget=CheckList(),
    )

    def __init__(self, *args: Any, idea: Idea, names: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = self.words
        if not names:
            del self.fields["find"], self.fields["mentioned"]
            return
        chosen = self["mentioned"].value() or []
        self.offered = offered(idea, chosen, str(self["find"].value() or ""))
        field = self.fields["mentioned"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(str(person.pk), str(person)) for person in self.offered]

    @property
    def is_searching(self) -> bool:
        """The person looks for somebody to name, and does not send yet."""
        return "finn" in self.data

    @property
    def is_sent(self) -> bool:
        return self.is_bound and not self.is_searching

    def without_faults(self) -> Self:
        """The form as it was typed, with nothing said of what is not filled in yet."""
        self.errors.clear()
        return self

    def people(self) -> list[Person]:
        """Those who are named."""
        chosen = set(self.cleaned_data.get("mentioned", []))
        return [person for person in self.offered if str(person.pk) in chosen] if chosen else []


class ReplyToCommentForm(CommentForm):
    words = gettext_lazy("Svaret ditt")


class EditCommentForm(Versioned, CommentForm):
    words = gettext_lazy("Kommentaren")


def offered(idea: Idea, chosen: Iterable[Any], name: str) -> list[Person]:
    """Those chosen, and those who may read `idea` and whose name holds `name`."""
    ids = [int(pk) for pk in chosen if str(pk).isascii() and str(pk).isdecimal()][:50]
    sought = name.strip()
    wanted = Q(pk__in=ids)
    if len(sought) >= SHORTEST:
        wanted |= Q(name__icontains=sought)
    elif not ids:
        return []
    found = list(readers_of(idea).filter(wanted, partner=None).order_by("name_key", "pk")[:100])
    kept = [person for person in found if person.pk in ids]
    return kept + [person for person in found if person.pk not in ids][:MOST_FOUND]


class RemoveCommentForm(Form):
    reason = forms.CharField(
        label=gettext_lazy("Hvorfor fjernes kommentaren?"),
        max_length=300,
        help_text=gettext_lazy("Den som skrev den, får vite det."),
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Skriv hvorfor kommentaren fjernes.")},
    )
