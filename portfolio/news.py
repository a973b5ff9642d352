"""What has changed in the portfolio since somebody last looked, as a sheet on my page."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.audit.tracking import moment_of
from organisation.people.models import Person, Role
from organisation.registries import Panel, Text
from organisation.web.wording import day
from portfolio.queries.changes import KINDS, changed_projects, count_by_kind
from portfolio.services.visit import PORTFOLIO, seen_before

READERS = {Role.ADVISER, Role.MANAGER, Role.DIRECTOR}
USUAL = timedelta(days=30)  # for those who have not looked yet


@dataclass(frozen=True)
class News:
    """How many projects are changed, and in which ways: a number, its words and where it leads."""

    count: int
    kinds: list[tuple[int, Text, str]]


def panel(person: Person) -> Panel | None:
    """For those who steer; two queries. Since the last visit to the dashboard, or a month."""
    if person.grants.roles.isdisjoint(READERS):
        return None
    now = timezone.now()
    seen_at = seen_before(person, PORTFOLIO, at=now)
    since = seen_at or moment_of(timezone.localdate() - USUAL)
    changed = changed_projects(person, since, now)
    page = f"{reverse('portfolio:changes')}?siden={'sist' if seen_at else 'maned'}"
    return Panel(
        name="endret",
        title=_("Endret siden sist"),
        template="portfolio/news_panel.html",
        context=News(
            len(changed),
            [
                (count, KINDS[kind], f"{page}&vis={kind}")
                for kind, count in count_by_kind(changed).items()
                if count
            ],
        ),
        link=page,
        link_text=_("Se hva som er endret"),
        age=_("Siden %(day)s") % {"day": day(since)},
    )
