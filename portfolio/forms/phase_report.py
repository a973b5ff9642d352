"""What people write in a phase report."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.people.models import Person
from organisation.web.forms import DayField, Form, Versioned
from organisation.web.richtext import RichTextField, RichTextWidget
from portfolio.forms.fields import PersonField


class SectionForm(Versioned, Form):
    text = RichTextField(label=_("Tekst"), required=False, widget=RichTextWidget(images=False))
    is_left_out = forms.BooleanField(label=_("Ta ikke med denne delen i rapporten"), required=False)


class FollowUpForm(Form):
    text = forms.CharField(label=_("Hva må følges opp?"), max_length=300)
    owner = PersonField(label=_("Hvem gjør det?"), required=False)
    due = DayField(label=_("Frist"), required=False)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        owner: Any = self.fields["owner"]
        owner.offer(people)


class FinishForm(Versioned, Form):
    done_text = forms.CharField(
        label=_("Hvordan er det fulgt opp?"), widget=forms.Textarea(attrs={"rows": 3})
    )
