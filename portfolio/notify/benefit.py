"""Who is told about benefits, and who is asked to measure them."""

from django.utils.translation import gettext as _

from organisation.notices.services import tell
from organisation.people.models import Person
from portfolio.lifecycle.benefit import TO_PROJECT_OWNER
from portfolio.links import link_for
from portfolio.models import Benefit, BenefitAsk, BenefitPoint

KIND = "benefit"


def owner_named(benefit: Benefit, *, by: Person) -> None:
    if benefit.owner is None:
        return
    tell(
        [benefit.owner],
        key=f"benefit-owner-{benefit.pk}-{benefit.version}",
        url=benefit.get_absolute_url(),
        by=by,
        kind=KIND,
        text=_("Du er gevinstansvarlig for «%(title)s» i %(project)s")
        % {"title": benefit.title, "project": benefit.project.title},
    )


def ask_to_measure(point: BenefitPoint, ask: BenefitAsk) -> None:
    """The letter with the link; the same ask is told once however often the job runs."""
    words = {
        "title": point.benefit.title,
        "what": point.benefit.indicator,
        "due": f"{point.due:%d.%m.%Y}",
    }
    if ask.number == 0:
        text = _("Ett spørsmål om gevinsten «%(title)s»: %(what)s") % words
    elif ask.number == TO_PROJECT_OWNER:
        text = _("Ingen har målt «%(title)s», som skulle måles %(due)s: %(what)s") % words
    else:
        text = _("Påminnelse: «%(title)s» skulle måles %(due)s: %(what)s") % words
    tell(
        [ask.person],
        key=f"benefit-ask-{point.pk}-{ask.round}-{ask.number}",
        url=link_for(point, ask.person),
        kind=KIND,
        text=text,
    )


def measured(point: BenefitPoint, *, by: Person) -> None:
    """Those who run the project hear what was measured."""
    project = point.benefit.project
    tell(
        [person for person in (project.owner, project.leader) if person],
        key=f"benefit-measured-{point.pk}-{point.version}",
        url=point.benefit.get_absolute_url(),
        by=by,
        may_wait=True,
        kind=KIND,
        text=_("«%(title)s» er målt av %(by)s") % {"title": point.benefit.title, "by": by.title},
    )
