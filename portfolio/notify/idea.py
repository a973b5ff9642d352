"""What those who had or stood by an idea hear of the project it became."""

from django.urls import reverse
from django.utils.translation import gettext as _

from organisation.notices.services import tell
from organisation.people.models import Person
from portfolio.models import BenefitPoint
from portfolio.models.milestone import Milestone
from portfolio.queries.follow import people_of_idea

KIND = "idea"


def milestone_reached(milestone: Milestone, *, by: Person) -> None:
    """Once for each milestone, also when its day is corrected afterwards."""
    project = milestone.project
    tell(
        people_of_idea(project),
        key=f"milestone-reached-{milestone.pk}",
        url=f"{reverse('portfolio:milestones', args=[project.slug])}#m{milestone.pk}",
        by=by,
        kind=KIND,
        may_wait=True,
        text=_("Idéen «%(idea)s» er kommet videre. Milepæl nådd: %(what)s")
        % {"idea": project.origin_idea, "what": milestone.what},
    )


def benefit_measured(point: BenefitPoint, *, by: Person) -> None:
    """The key is that of the notice to those who run the project: nobody hears it twice."""
    project = point.benefit.project
    tell(
        people_of_idea(project),
        key=f"benefit-measured-{point.pk}-{point.version}",
        url=point.benefit.get_absolute_url(),
        by=by,
        kind=KIND,
        may_wait=True,
        text=_("Gevinsten «%(title)s» av idéen «%(idea)s» er målt")
        % {"idea": project.origin_idea, "title": point.benefit.title},
    )
