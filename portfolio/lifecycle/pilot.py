"""States of a pilot: a small try in daily work, on one page and without phases.

planned → under way → finished. Nothing is tried before law, privacy and ethics are answered and
somebody else than the leader has approved them. A pilot that is given up before it starts is
finished as well, and then it can only have stopped.
"""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.lifecycle import Step


class PilotState(TextChoices):
    PLANNED = "planned", gettext_lazy("Planlegges")
    UNDER_WAY = "under_way", gettext_lazy("Prøves")
    FINISHED = "finished", gettext_lazy("Ferdig")


class Judgement(TextChoices):
    """What law, privacy or ethics says about trying this."""

    FINE = "fine", gettext_lazy("I orden")
    WITH_MEASURES = "with_measures", gettext_lazy("I orden med tiltak")
    NOT_FINE = "not_fine", gettext_lazy("Ikke i orden")


class Worked(TextChoices):
    YES = "yes", gettext_lazy("Ja")
    PARTLY = "partly", gettext_lazy("Delvis")
    NO = "no", gettext_lazy("Nei")


class Next(TextChoices):
    """What becomes of what was tried."""

    STOP = "stop", gettext_lazy("Stopp")
    USE_HERE = "use_here", gettext_lazy("Bruk her")
    SPREAD = "spread", gettext_lazy("Spre til flere")
    PROJECT = "project", gettext_lazy("Bli prosjekt")


# The three questions of before a try, with the words in a refusal.
QUESTIONS = {
    "law": gettext_lazy("lov"),
    "privacy": gettext_lazy("personvern"),
    "ethics": gettext_lazy("etikk"),
}


# --- Why a pilot cannot move --------------------------------------------------------------------


def is_described(pilot: Any) -> str | None:
    missing = [
        str(words)
        for present, words in (
            (pilot.what.strip(), _("hva vi prøver")),
            (pilot.until, _("til når")),
            (pilot.success_sign.strip(), _("hvordan vi ser at det virket")),
        )
        if not present
    ]
    if not missing:
        return None
    return _("Planen mangler: %(what)s.") % {"what": ", ".join(missing)}


def is_judged(pilot: Any) -> str | None:
    """Each of law, privacy and ethics has an answer with a word on why."""
    missing = [
        str(words)
        for name, words in QUESTIONS.items()
        if not getattr(pilot, name) or not getattr(pilot, f"{name}_text").strip()
    ]
    if not missing:
        return None
    return _("Vurderingen mangler: %(what)s.") % {"what": ", ".join(missing)}


def may_be_tried(pilot: Any) -> str | None:
    wrong = [str(words) for name, words in QUESTIONS.items() if getattr(pilot, name) == "not_fine"]
    if not wrong:
        return None
    return _("Kan ikke prøves når noe ikke er i orden: %(what)s.") % {"what": ", ".join(wrong)}


def somebody_is_asked(pilot: Any) -> str | None:
    return None if pilot.approver_id else _("Velg hvem som skal godkjenne.")


def approver_is_not_leader(pilot: Any) -> str | None:
    """Also when the leader has been changed since somebody was asked."""
    if pilot.approver_id and pilot.approver_id == pilot.project.leader_id:
        return _("Den som leder piloten, kan ikke godkjenne den.")
    return None


def is_approved(pilot: Any) -> str | None:
    if pilot.approved_at:
        return None
    return _("Lov, personvern og etikk må godkjennes før piloten starter.")


def has_result(pilot: Any) -> str | None:
    if pilot.happened.strip() and pilot.worked:
        return None
    return _("Skriv hva som skjedde, og om det virket.")


def has_next(pilot: Any) -> str | None:
    return None if pilot.next_step else _("Velg hva som skjer videre.")


def is_never_begun(pilot: Any) -> str | None:
    return None if pilot.happened.strip() else _("Skriv hvorfor piloten legges bort.")


READY = (is_described, is_judged, may_be_tried, somebody_is_asked, approver_is_not_leader)

STEPS = {
    "ask": Step(
        (PilotState.PLANNED,),
        PilotState.PLANNED,
        "portfolio.edit_pilot",
        READY,
        gettext_lazy("Be om godkjenning"),
    ),
    "approve": Step(
        (PilotState.PLANNED,),
        PilotState.PLANNED,
        "portfolio.approve_pilot",
        READY,
        gettext_lazy("Godkjenn"),
    ),
    "start": Step(
        (PilotState.PLANNED,),
        PilotState.UNDER_WAY,
        "portfolio.edit_pilot",
        (*READY, is_approved),
        gettext_lazy("Start piloten"),
    ),
    "finish": Step(
        (PilotState.UNDER_WAY,),
        PilotState.FINISHED,
        "portfolio.edit_pilot",
        (has_result, has_next),
        gettext_lazy("Avslutt piloten"),
    ),
    "drop": Step(
        (PilotState.PLANNED,),
        PilotState.FINISHED,
        "portfolio.edit_pilot",
        (is_never_begun,),
        gettext_lazy("Legg bort"),
    ),
}
