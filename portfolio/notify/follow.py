"""What those who follow a project hear: milestones, decisions and measured benefits.

The keys are those of the notices to others about the same thing: nobody hears it twice.
"""

from django.urls import reverse
from django.utils.translation import gettext as _

from organisation.notices.services import tell
from organisation.people.models import Person
from portfolio.models import BenefitPoint, GateDecision
from portfolio.models.milestone import Milestone
from portfolio.queries.follow import followers_of, own_followers_of

KIND = "project"


def milestone_reached(milestone: Milestone, *, by: Person) -> None:
    project = milestone.project
    tell(
        own_followers_of(project),
        key=f"milestone-reached-{milestone.pk}",
        url=f"{reverse('portfolio:milestones', args=[project.slug])}#m{milestone.pk}",
        by=by,
        kind=KIND,
        may_wait=True,
        text=_("%(title)s: milepæl nådd, %(what)s")
        % {"title": project.title, "what": milestone.what},
    )


def gate_decided(decision: GateDecision, *, by: Person) -> None:
    gate = decision.gate
    tell(
        followers_of(gate.project),
        key=f"gate-decided-{decision.pk}",
        url=gate.get_absolute_url(),
        by=by,
        kind=KIND,
        may_wait=True,
        text=_("%(code)s %(title)s er avgjort: %(outcome)s")
        % {
            "code": gate.get_code_display(),
            "title": gate.project.title,
            "outcome": decision.get_outcome_display().lower(),
        },
    )


def benefit_measured(point: BenefitPoint, *, by: Person) -> None:
    project = point.benefit.project
    tell(
        own_followers_of(project),
        key=f"benefit-measured-{point.pk}-{point.version}",
        url=point.benefit.get_absolute_url(),
        by=by,
        kind=KIND,
        may_wait=True,
        text=_("%(project)s: gevinsten «%(title)s» er målt")
        % {"project": project.title, "title": point.benefit.title},
    )
