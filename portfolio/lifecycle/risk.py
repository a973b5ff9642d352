"""Risks and opportunities: scales with words for each step, and the states they go through."""

from typing import NamedTuple

from django.db.models import IntegerChoices, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from organisation.lifecycle import Step

STEPS_OF_SCALE = range(1, 6)


class RiskKind(TextChoices):
    RISK = "risk", _("Risiko")
    OPPORTUNITY = "opportunity", _("Mulighet")


class RiskState(TextChoices):
    OPEN = "open", _("Åpen")
    OCCURRED = "occurred", _("Inntruffet")
    CLOSED = "closed", _("Lukket")


class Nearness(TextChoices):
    """When it may strike, the nearest first."""

    NOW = "a_now", _("Når som helst")
    MONTHS = "b_months", _("Innen tre måneder")
    YEAR = "c_year", _("Innen et år")
    LATER = "d_later", _("Senere")


class Likelihood(IntegerChoices):
    RARE = 1, _("Svært lite sannsynlig")
    UNLIKELY = 2, _("Lite sannsynlig")
    POSSIBLE = 3, _("Mulig")
    LIKELY = 4, _("Sannsynlig")
    EXPECTED = 5, _("Svært sannsynlig")


class Impact(IntegerChoices):
    """How much it means, whether it harms or helps."""

    TINY = 1, _("Svært liten")
    SMALL = 2, _("Liten")
    MEDIUM = 3, _("Middels")
    LARGE = 4, _("Stor")
    HUGE = 5, _("Svært stor")


# What each step stands for, so that two people mean the same by a number.
LIKELIHOOD_ANCHORS: dict[int, str | Promise] = {
    1: _("Under 5 %. Det har ikke skjedd hos oss."),
    2: _("5–20 %. Det har skjedd et annet sted."),
    3: _("20–50 %. Det kan like gjerne skje som ikke."),
    4: _("50–80 %. Det har skjedd hos oss."),
    5: _("Over 80 %. Vi regner med det."),
}
IMPACT_ANCHORS: dict[int, str | Promise] = {
    1: _("Merkes knapt."),
    2: _("Rettes opp eller tas inn i det daglige arbeidet."),
    3: _("Flytter en milepæl eller et delbudsjett."),
    4: _("Avgjør om et av målene blir nådd."),
    5: _("Avgjør hele prosjektet, eller folks helse og sikkerhet."),
}


class Band(NamedTuple):
    """A stretch of the score with a name: colour never stands alone."""

    name: str
    label: str | Promise
    lowest: int


BANDS = (
    Band("high", _("Høy"), 15),
    Band("mid", _("Middels"), 6),
    Band("low", _("Lav"), 1),
)


def band_of(score: int) -> Band:
    """The band of a score from 1 to 25."""
    return next(band for band in BANDS if score >= band.lowest)


STEPS = {
    "occur": Step(
        (RiskState.OPEN,), RiskState.OCCURRED, "portfolio.edit_risk", (), _("Meld inntruffet")
    ),
    "close": Step(
        (RiskState.OPEN, RiskState.OCCURRED),
        RiskState.CLOSED,
        "portfolio.edit_risk",
        (),
        _("Lukk"),
    ),
    "reopen": Step(
        (RiskState.CLOSED, RiskState.OCCURRED),
        RiskState.OPEN,
        "portfolio.edit_risk",
        (),
        _("Åpne igjen"),
    ),
}
