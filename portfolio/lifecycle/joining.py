"""From an offer to join a project to a place in it."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.lifecycle import Step


class OfferState(TextChoices):
    OFFERED = "offered", gettext_lazy("Venter på svar")
    ACCEPTED = "accepted", gettext_lazy("Med i prosjektet")
    DECLINED = "declined", gettext_lazy("Takket nei")
    WITHDRAWN = "withdrawn", gettext_lazy("Trukket")


def has_reply(offer: Any) -> str | None:
    return None if offer.reply.strip() else _("Skriv et ord om hvorfor.")


STEPS = {
    "accept": Step(
        (OfferState.OFFERED,),
        OfferState.ACCEPTED,
        "portfolio.answer_joinoffer",
        label=gettext_lazy("Ta med"),
    ),
    "decline": Step(
        (OfferState.OFFERED,),
        OfferState.DECLINED,
        "portfolio.answer_joinoffer",
        (has_reply,),
        gettext_lazy("Takk nei"),
    ),
    "withdraw": Step(
        (OfferState.OFFERED,),
        OfferState.WITHDRAWN,
        "portfolio.withdraw_joinoffer",
        label=gettext_lazy("Trekk tilbudet"),
    ),
}
