"""Who is told about risks."""

from django.utils.translation import gettext as _

from organisation.notices.services import tell
from organisation.people.models import Person
from portfolio.models import Risk, RiskEscalation

KIND = "project"


def risk_given(risk: Risk, *, by: Person) -> None:
    """To the one who answers for it, when somebody else said so."""
    tell(
        [risk.owner],
        key=f"risk-owner-{risk.pk}-{risk.version}",
        url=risk.get_absolute_url(),
        by=by,
        kind=KIND,
        text=_("Du har ansvar for «%(event)s» i %(title)s")
        % {"event": risk.event, "title": risk.project.title},
    )


def risk_raised(escalation: RiskEscalation, *, by: Person) -> None:
    risk = escalation.risk
    tell(
        [escalation.receiver],
        key=f"risk-raised-{escalation.pk}",
        url=risk.get_absolute_url(),
        by=by,
        kind=KIND,
        text=_("%(by)s løfter «%(event)s» i %(title)s til deg")
        % {"by": by.title, "event": risk.event, "title": risk.project.title},
    )


def risk_given_back(escalation: RiskEscalation, *, by: Person) -> None:
    risk = escalation.risk
    people = {person.pk: person for person in (risk.owner, risk.project.leader) if person}
    people[escalation.raised_by.pk] = escalation.raised_by
    tell(
        people.values(),
        key=f"risk-back-{escalation.pk}",
        url=risk.get_absolute_url(),
        by=by,
        kind=KIND,
        text=_("%(by)s har svart på «%(event)s» i %(title)s")
        % {"by": by.title, "event": risk.event, "title": risk.project.title},
    )


def risk_occurred(risk: Risk, *, by: Person) -> None:
    people = (risk.project.owner, risk.project.leader, risk.owner)
    tell(
        {person.pk: person for person in people if person}.values(),
        key=f"risk-occurred-{risk.pk}-{risk.version}",
        url=risk.get_absolute_url(),
        by=by,
        kind=KIND,
        text=_("«%(event)s» har inntruffet i %(title)s")
        % {"event": risk.event, "title": risk.project.title},
    )
