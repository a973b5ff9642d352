"""Reading an answer, and what may come after it."""

import re
from collections.abc import Iterable
from itertools import groupby
from types import MappingProxyType
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.lifecycle import BECOMES_PROJECT, OFFERED_OUTCOMES, Outcome
from ideas.lifecycle.together import FOLLOW_UP_DAYS, ImprovementState
from ideas.models import Idea
from ideas.models.answer import ReplyTemplate
from ideas.queries import outcomes_for
from ideas.queries.improvement import line_managers
from ideas.queries.offered import offered_with
from organisation.people.models import Person
from organisation.web.forms import ChoiceCards, DayField, Form, Versioned
from organisation.working_days import add_working_days

# What a template leaves to whoever answers: [dato], [hva som skal gjøres].
TO_FILL_IN = re.compile(r"\[[^\W\d_][^\[\]\n]{0,60}\]")


class PersonChoice(forms.ChoiceField):
    """One of some people, offered by id, name and unit; gives the person."""

    def clean(self, value: Any) -> Person | None:
        pk = super().clean(value)
        return Person.objects.filter(pk=pk).first() if pk else None

    def let_choose(self, people: Iterable[tuple[str, str, str]]) -> None:
        shown = [(pk, f"{name}, {unit}") for pk, name, unit in people]
        self.choices = [("", _("Velg leder")), *shown]


class AnswerForm(Versioned, Form):
    """The answer, one of those `by` may give; what an outcome needs is asked for with it."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Utfall"),
        widget=ChoiceCards(tight=True),
        error_messages={"required": gettext_lazy("Velg hva som skjer med idéen.")},
    )
    wake_on = DayField(
        label=gettext_lazy("Tas opp igjen"),
        error_messages={"required": gettext_lazy("Velg datoen idéen skal tas opp igjen.")},
    )
    link = forms.URLField(
        max_length=500,
        label=gettext_lazy("Lenke til det som finnes"),
        assume_scheme="https",
        error_messages={
            "required": gettext_lazy("Skriv lenken til det som finnes."),
            "invalid": gettext_lazy("Skriv en hel adresse, som https://eksempel.no."),
        },
    )
    sent_to = forms.CharField(
        max_length=160,
        label=gettext_lazy("Hvem er den sendt til?"),
        help_text=gettext_lazy(
            "Når de svarer, skriver du svaret på idéen, og innmelderen får det."
        ),
        error_messages={"required": gettext_lazy("Skriv hvem idéen er sendt til.")},
    )
    manager = PersonChoice(
        label=gettext_lazy("Hvem i linjen gjør det?"),
        error_messages={"required": gettext_lazy("Velg hvem i linjen som gjør det.")},
    )
    follow_up_on = DayField(
        label=gettext_lazy("Følges opp"),
        help_text=gettext_lazy("Da spør vi lederen hva det ble til, og innmelderen får vite det."),
        error_messages={"required": gettext_lazy("Velg datoen lederen skal svare.")},
    )
    template = forms.ChoiceField(
        required=False,
        label=gettext_lazy("Svarmal"),
        help_text=gettext_lazy("En tekst å begynne med. Rett den så den passer."),
    )
    reply = forms.CharField(
        label=gettext_lazy("Svar til innmelder"),
        max_length=4000,
        help_text=gettext_lazy("Begrunn valget, og si hva som skjer videre."),
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": gettext_lazy("Skriv et svar. Innmelderen skal få vite hvorfor.")
        },
    )

    is_stale = False
    asks_to_overwrite = False  # a template was chosen, and something else is written already
    use_required_attribute = False  # what is required depends on the outcome
    belongs_to = MappingProxyType(
        {
            "wake_on": Outcome.PARKED,
            "link": Outcome.EXISTS_ALREADY,
            "sent_to": Outcome.SENT_ON,
            "manager": Outcome.IMPROVEMENT,
            "follow_up_on": Outcome.IMPROVEMENT,
        }
    )
    no_text = ("wake_on", "manager", "follow_up_on")

    def __init__(self, *args: Any, idea: Idea, by: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        outcomes = outcomes_for(by, idea)
        chosen, manager = self.fields["outcome"], self.fields["manager"]
        assert isinstance(chosen, forms.ChoiceField)
        assert isinstance(manager, PersonChoice)
        chosen.choices = [(outcome.value, outcome.label) for outcome in outcomes]
        offered = offered_with(idea)
        self.offer_templates(offered.templates, outcomes)
        # Where nobody leads, whoever answers sees to it.
        leaders = offered.leaders or [(str(by.pk), by.name, by.title)]
        manager.let_choose(leaders)
        self.initial.setdefault("manager", leaders[0][0])
        usual = add_working_days(timezone.localdate(), FOLLOW_UP_DAYS)
        self.initial.setdefault("follow_up_on", usual)

    def offer_templates(self, rows: Iterable[ReplyTemplate], outcomes: tuple[Outcome, ...]) -> None:
        """Those of the district, each under its outcome; the field goes when there are none."""
        self.templates = {str(row.pk): row for row in rows if row.outcome in outcomes}
        if not self.templates:
            del self.fields["template"]
            return
        under = groupby(
            sorted(self.templates.values(), key=lambda row: outcomes.index(Outcome(row.outcome))),
            key=lambda row: row.get_outcome_display(),
        )
        field = self.fields["template"]
        assert isinstance(field, forms.ChoiceField)
        groups: list[Any] = [
            (outcome, [(str(row.pk), row.title) for row in rows]) for outcome, rows in under
        ]
        field.choices = [("", _("Uten mal")), *groups]

    def begin_from_template(self, *, overwrite: bool) -> None:
        """Fill the reply from the chosen template; what is written already is asked about first."""
        template = self.templates.get(str(self.initial.get("template", "")))
        if template is None:
            return
        written = str(self.initial.get("reply", "")).replace("\r\n", "\n").strip()
        untouched = {
            "",
            *(row.text.replace("\r\n", "\n").strip() for row in self.templates.values()),
        }
        if written not in untouched and not overwrite:
            self.asks_to_overwrite = True
            return
        self.initial["reply"] = template.text
        self.initial["outcome"] = self.initial.get("outcome") or template.outcome

    def clean_reply(self) -> str:
        reply = str(self.cleaned_data["reply"])
        if left := TO_FILL_IN.findall(reply):
            raise ValidationError(
                _("Fyll ut eller ta bort det som står i klammer: %(left)s.")
                % {"left": ", ".join(dict.fromkeys(left))}
            )
        return reply

    def clean(self) -> dict[str, Any]:
        """What belongs to another outcome than the chosen one is left out, not saved by chance."""
        cleaned = super().clean() or self.cleaned_data
        cleaned.pop("template", None)
        for name, outcome in self.belongs_to.items():
            if cleaned.get("outcome") != outcome:
                cleaned[name] = None if name in self.no_text else ""
                self.errors.pop(name, None)
        return cleaned

    def was_overtaken(self, current: Idea, why: str) -> None:
        """Say that the idea is another than the one answered; what was typed stays."""
        self.is_stale = True
        self.carry_version(current)
        self.add_error(None, _("%(why)s Svaret du skrev, er ikke sendt.") % {"why": why})

    @property
    def starts_project(self) -> bool:
        return self.cleaned_data["outcome"] in BECOMES_PROJECT


class ReplyTemplateForm(Versioned, Form):
    """A text answers begin from."""

    outcome = forms.ChoiceField(
        label=gettext_lazy("Utfall"),
        choices=[(each.value, each.label) for each in OFFERED_OUTCOMES],
        widget=ChoiceCards(tight=True),
    )
    title = forms.CharField(
        max_length=80,
        label=gettext_lazy("Navn på malen"),
        help_text=gettext_lazy("Det du velger den etter når du svarer."),
    )
    text = forms.CharField(
        max_length=4000,
        label=gettext_lazy("Tekst"),
        help_text=gettext_lazy(
            "Skriv det som skal fylles ut, i klammer: [dato]. Svaret sendes ikke før det er gjort."
        ),
        widget=forms.Textarea(attrs={"rows": 9}),
    )
    is_active = forms.BooleanField(required=False, initial=True, label=gettext_lazy("I bruk"))


class ImprovementForm(Versioned, Form):
    """What the line says it became."""

    state = forms.ChoiceField(
        label=gettext_lazy("Hva ble det til?"),
        choices=[
            choice for choice in ImprovementState.choices if choice[0] != ImprovementState.WAITING
        ],
        widget=ChoiceCards(
            hints={
                ImprovementState.DONE: gettext_lazy("Det er i bruk nå."),
                ImprovementState.DROPPED: gettext_lazy("Det ble ikke noe av, og du sier hvorfor."),
            }
        ),
        error_messages={"required": gettext_lazy("Velg om forbedringen er gjort eller ikke.")},
    )
    result = forms.CharField(
        max_length=2000,
        label=gettext_lazy("Fortell kort"),
        help_text=gettext_lazy("Innmelderen og de som følger idéen, får lese det."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": gettext_lazy("Skriv hva det ble til. Én setning holder.")},
    )


class MoveImprovementForm(Versioned, Form):
    """Another leader, or another day."""

    manager = PersonChoice(label=gettext_lazy("Hvem i linjen gjør det?"))
    follow_up_on = DayField(label=gettext_lazy("Følges opp"))

    def __init__(self, *args: Any, idea: Idea, now: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        manager = self.fields["manager"]
        assert isinstance(manager, PersonChoice)
        leaders = list(line_managers(idea).select_related("unit"))
        offered = [*leaders, *([] if now in leaders else [now])]
        manager.let_choose((str(each.pk), each.name, each.unit.name) for each in offered)


class SentOnReplyForm(Form):
    """What those an idea was sent on to said."""

    from_whom = forms.CharField(max_length=160, label=gettext_lazy("Hvem har svart?"))
    text = forms.CharField(
        max_length=4000,
        label=gettext_lazy("Svaret deres"),
        help_text=gettext_lazy("Innmelderen og de som følger idéen, får lese det."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    received_on = DayField(label=gettext_lazy("Mottatt"))
