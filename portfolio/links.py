"""A link in a letter that lets one person answer one question without logging in.

It is signed, ends by itself, names the person who was asked, and holds for one round of one point:
once the point is measured, or is to be measured another day or by somebody else, it opens nothing.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core import signing
from django.urls import reverse

from organisation.people.models import Person
from portfolio.lifecycle.benefit import LINK_DAYS
from portfolio.models import BenefitPoint

SALT = "portfolio.benefit_point"


class LinkClosed(Exception):
    """The link opens nothing; `why` is *expired*, *used* or *withdrawn*."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True)
class Opened:
    point: BenefitPoint
    person: Person


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=SALT, sep=".")


def link_for(point: BenefitPoint, person: Person) -> str:
    """The address of the question, as it stands in the letter to `person`."""
    token = _signer().sign_object([point.pk, point.round, person.pk])
    return reverse("portfolio:measure_by_link", args=[token])


def open_link(token: str, *, used: bool = False) -> Opened:
    """The point and the person of a link; raises LinkClosed. `used` lets an answered one pass.

    Two queries. A token we have not signed is *withdrawn*: it says nothing of what there is.
    """
    try:
        point_id, round_, person_id = _signer().unsign_object(
            token, max_age=timedelta(days=LINK_DAYS)
        )
    except signing.SignatureExpired:
        raise LinkClosed("expired") from None
    except (signing.BadSignature, ValueError, TypeError):
        raise LinkClosed("withdrawn") from None
    point = BenefitPoint.objects.with_benefit().filter(pk=point_id, round=round_).first()
    person = Person.objects.active().filter(pk=person_id).first()
    if point is None or person is None or not point.benefit.is_active:
        raise LinkClosed("withdrawn")
    if point.is_measured and not used:
        raise LinkClosed("used")
    return Opened(point, person)
