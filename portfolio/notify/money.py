"""Who is told about grants: deadlines that come near, answers that are late, and answers."""

from django.utils.translation import gettext as _

from organisation.notices.services import tell
from organisation.people.models import Person
from organisation.web.wording import day, nok
from portfolio.lifecycle.money import GrantState
from portfolio.models.grant import GrantApplication
from portfolio.notify import KIND, people_of


def those_who_apply(application: GrantApplication) -> list[Person]:
    project = application.project
    return [person for person in (project.leader, project.owner) if person]


def grant_answered(application: GrantApplication, *, by: Person) -> None:
    what = {"pot": application.pot, "title": application.project.title}
    if application.state == GrantState.GRANTED:
        words = _("%(title)s fikk %(sum)s fra %(pot)s") % {
            **what,
            "sum": nok(application.granted_nok),
        }
    else:
        words = _("%(title)s fikk nei fra %(pot)s") % what
    tell(
        people_of(application.project),
        key=f"grant-answered-{application.pk}",
        url=application.get_absolute_url(),
        by=by,
        kind=KIND,
        text=words,
    )


def deadline_is_near(application: GrantApplication, step: int) -> None:
    """Once for each of the days before the deadline that we remind at (`step`)."""
    assert application.deadline is not None
    tell(
        those_who_apply(application),
        key=f"grant-deadline-{application.pk}-{application.deadline}-{step}",
        url=application.get_absolute_url(),
        kind=KIND,
        text=_("Søknadsfristen hos %(pot)s er %(day)s. Søknaden for %(title)s er ikke sendt.")
        % {
            "pot": application.pot,
            "day": day(application.deadline),
            "title": application.project.title,
        },
    )


def answer_is_late(application: GrantApplication) -> None:
    assert application.answer_due is not None
    tell(
        those_who_apply(application),
        key=f"grant-late-{application.pk}-{application.answer_due}",
        url=application.get_absolute_url(),
        kind=KIND,
        text=_("%(pot)s skulle svart %(title)s innen %(day)s. Ta kontakt, eller før inn svaret.")
        % {
            "pot": application.pot,
            "title": application.project.title,
            "day": day(application.answer_due),
        },
    )
