"""The states of an idea, the outcomes of an answer, and the table of moves.

submitted → in_assessment → answered, with questions back to the submitter on the way. An answer is
never the end: *reopen* and *wake* lead back to the assessment, and the old answer is kept.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.lifecycle.verdict import is_judged
from organisation.lifecycle import Step


class State(models.TextChoices):
    SUBMITTED = "submitted", gettext_lazy("Innmeldt")
    IN_ASSESSMENT = "in_assessment", gettext_lazy("Til vurdering")
    NEEDS_INFO = "needs_info", gettext_lazy("Venter på innmelder")
    ANSWERED = "answered", gettext_lazy("Besvart")
    WITHDRAWN = "withdrawn", gettext_lazy("Trukket")


OPEN_STATES = (State.SUBMITTED, State.IN_ASSESSMENT, State.NEEDS_INFO)


class Outcome(models.TextChoices):
    PROJECT = "project", gettext_lazy("Prosjekt")
    PILOT = "pilot", gettext_lazy("Pilot")
    IMPROVEMENT = "improvement", gettext_lazy("Forbedring i linjen")
    PARKED = "parked", gettext_lazy("Parkert til en dato")
    MERGED = "merged", gettext_lazy("Samme som en annen")
    EXISTS_ALREADY = "exists_already", gettext_lazy("Finnes allerede")
    SENT_ON = "sent_on", gettext_lazy("Sendt videre")
    DECLINED = "declined", gettext_lazy("Avslått")


# A merge needs more than an answer; until it can be done, nobody is offered it.
OFFERED_OUTCOMES = (
    Outcome.PROJECT,
    Outcome.PILOT,
    Outcome.IMPROVEMENT,
    Outcome.PARKED,
    Outcome.EXISTS_ALREADY,
    Outcome.SENT_ON,
    Outcome.DECLINED,
)
# What the unit's leader may answer; the rest is for the adviser.
LEADER_OUTCOMES = (Outcome.IMPROVEMENT, Outcome.EXISTS_ALREADY, Outcome.DECLINED)
# Those that lead on to something of its own, which sends the answer when it is begun.
BECOMES_PROJECT = (Outcome.PROJECT, Outcome.PILOT)


def has_outcome(idea: Any) -> str | None:
    return None if idea.outcome in Outcome.values else _("Velg hva som skjer med idéen.")


def has_reason(idea: Any) -> str | None:
    return None if idea.reply.strip() else _("Skriv et svar. Innmelderen skal få vite hvorfor.")


def has_what_outcome_needs(idea: Any) -> str | None:
    """A parked idea has a day to wake on, a known solution a link, a sent one a receiver."""
    if idea.outcome == Outcome.PARKED and idea.wake_on is None:
        return _("Velg datoen idéen skal tas opp igjen.")
    if idea.outcome == Outcome.EXISTS_ALREADY and not idea.link:
        return _("Skriv lenken til det som finnes.")
    if idea.outcome == Outcome.SENT_ON and not idea.sent_to.strip():
        return _("Skriv hvem idéen er sendt til.")
    return None


def is_no_project(idea: Any) -> str | None:
    if idea.outcome == Outcome.PROJECT:
        return _("Idéen er blitt et prosjekt. Endringer gjøres der.")
    if idea.outcome == Outcome.PILOT:
        return _("Idéen er blitt en pilot. Endringer gjøres der.")
    return None


def is_parked(idea: Any) -> str | None:
    return None if idea.outcome == Outcome.PARKED else _("Idéen er ikke parkert.")


STEPS = {
    "take_on": Step(
        (State.SUBMITTED,),
        State.IN_ASSESSMENT,
        "ideas.triage_idea",
        label=gettext_lazy("Start vurderingen"),
    ),
    "ask": Step(
        (State.SUBMITTED, State.IN_ASSESSMENT),
        State.NEEDS_INFO,
        "ideas.triage_idea",
        label=gettext_lazy("Spør innmelder"),
    ),
    "reply": Step(
        (State.NEEDS_INFO,),
        State.IN_ASSESSMENT,
        "ideas.reply_idea",
        label=gettext_lazy("Svar på spørsmålet"),
    ),
    # Also while a question is open: a silent submitter must not keep an idea from its answer.
    "answer": Step(
        OPEN_STATES,
        State.ANSWERED,
        "ideas.answer_idea",
        (has_outcome, has_reason, has_what_outcome_needs, is_judged),
        label=gettext_lazy("Svar på idéen"),
    ),
    "reopen": Step(
        (State.ANSWERED,),
        State.IN_ASSESSMENT,
        "ideas.reopen_idea",
        (is_no_project,),
        label=gettext_lazy("Ta opp igjen"),
    ),
    "wake": Step(
        (State.ANSWERED,),
        State.IN_ASSESSMENT,
        "ideas.reopen_idea",
        (is_parked,),
        label=gettext_lazy("Vekk den parkerte idéen"),
    ),
    "withdraw": Step(
        OPEN_STATES,
        State.WITHDRAWN,
        "ideas.withdraw_idea",
        label=gettext_lazy("Trekk idéen"),
    ),
    "submit_again": Step(
        (State.WITHDRAWN,),
        State.SUBMITTED,
        "ideas.withdraw_idea",
        label=gettext_lazy("Meld inn igjen"),
    ),
}
