"""Choosing what a paper of the portfolio is to hold, and of which day."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.people.models import Person
from organisation.web.forms import DayField, Form
from organisation.web.richtext import RichTextField
from portfolio.models.paper import PaperKind
from portfolio.papers.choices import (
    OTHER,
    Offer,
    day_choices,
    offers,
    tertial_choices,
    year_choices,
)

WRITTEN = (PaperKind.REPORT, PaperKind.ACCOUNT, PaperKind.PIECES)


class PaperForm(Form):
    """One form for each kind: the day is a day, a year or a tertial, and some have no text."""

    title = forms.CharField(label=gettext_lazy("Tittel"), max_length=160)
    day = forms.ChoiceField(label=gettext_lazy("Slik det sto"))
    other_day = DayField(
        label=gettext_lazy("Hvilken dag"),
        required=False,
        help_text=gettext_lazy("Når du har valgt «En annen dag» over."),
    )
    compared = forms.ChoiceField(
        label=gettext_lazy("Sammenlign med"),
        required=False,
        help_text=gettext_lazy("Tallene får med hva de var, og rapporten sier hva som er endret."),
    )
    intro = RichTextField(
        label=gettext_lazy("Innledning"),
        required=False,
        help_text=gettext_lazy("Står på forsiden."),
    )

    def __init__(
        self, *args: Any, kind: PaperKind, person: Person, today: date, first: date | None,
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        self.kind, self.offers = kind, offers(kind)
        self.say_days(person, today, first)
        if kind not in WRITTEN:
            del self.fields["intro"]
        for nth, offer in enumerate(self.offers, start=1):
            self.fields[f"part_{offer.name}"] = forms.BooleanField(
                label=str(offer.title), required=False, initial=True
            )
            self.fields[f"place_{offer.name}"] = forms.IntegerField(
                label=_("Plass for «%(part)s»") % {"part": offer.title},
                initial=nth,
                required=False,
                min_value=1,
                max_value=99,
            )

    def say_days(self, person: Person, today: date, first: date | None) -> None:
        """The days one may choose among, by the kind of paper."""
        on: Any = self.fields["day"]
        if self.kind == PaperKind.ACCOUNT:
            on.label, on.choices = _("År"), year_choices(today, first)
        elif self.kind == PaperKind.PIECES:
            on.label, on.choices = _("Tertial"), tertial_choices(today, first)
        else:
            on.choices = day_choices(person, today, first)
        if self.kind != PaperKind.REPORT:
            del self.fields["compared"]
        else:
            rest = [choice for choice in on.choices if choice[0] != OTHER][1:]
            compared: Any = self.fields["compared"]
            compared.choices = [("", _("Ikke sammenlign")), *rest]
        if self.kind not in (PaperKind.REPORT, PaperKind.WORKBOOK):
            del self.fields["other_day"]

    @property
    def days(self) -> list[Any]:
        return [self[name] for name in ("day", "other_day", "compared") if name in self.fields]

    @property
    def part_rows(self) -> Iterator[tuple[Offer, Any, Any]]:
        """Each part with its box and its place."""
        for offer in self.offers:
            yield offer, self[f"part_{offer.name}"], self[f"place_{offer.name}"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("day") == OTHER and not data.get("other_day"):
            if "other_day" not in self.errors:
                self.add_error("other_day", _("Skriv hvilken dag."))
        elif data.get("day"):
            on = data["other_day"] if data["day"] == OTHER else date.fromisoformat(data["day"])
            data["as_of"] = on
        compared = data.get("compared")
        data["compared_with"] = date.fromisoformat(compared) if compared else None
        data["parts"] = self.chosen_parts(data)
        return data

    def chosen_parts(self, data: dict[str, Any]) -> list[str]:
        """The names of the chosen parts, by the places somebody gave them."""
        chosen = [offer.name for offer in self.offers if data.get(f"part_{offer.name}")]
        return sorted(chosen, key=lambda name: data.get(f"place_{name}") or 99)
