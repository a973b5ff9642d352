"""Who stood by an idea hears of the project it became, and reads of it on the idea's page."""

from datetime import date
from decimal import Decimal

import pytest
import time_machine

from ideas.services import support
from organisation.notices.models import Notice
from portfolio.models import Project
from portfolio.services import benefit as benefits
from portfolio.services import milestone as milestones
from tests.factories.benefit import make_benefit, point_of
from tests.factories.ideas import IdeaFactory, adviser_of, judged
from tests.factories.people import PersonFactory
from tests.factories.portfolio import make_project

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


def told(person):
    news = Notice.objects.filter(person=person, key__regex="^(milestone|benefit-measured)")
    return list(news.order_by("pk").values_list("text", flat=True))


@time_machine.travel(TODAY, tick=False)
def test_milestones_and_benefits_are_told_and_shown(as_person, alna):
    adviser, author, supporter = (
        adviser_of(alna),
        PersonFactory(unit=alna),
        PersonFactory(unit=alna),
    )
    idea = judged(IdeaFactory(by=author, title="Nøkkelbokser"))
    project = make_project(alna, idea=idea, reply="Vi prøver.", by=adviser)
    support.support_idea(idea, by=supporter)
    reached = milestones.add_milestone(project, what="Første boks", due=TODAY, by=project.leader)
    milestones.reach_milestone(reached, by=project.leader)
    milestones.edit_milestone(
        reached, {"done_on": date(2026, 11, 20)}, version=2, by=project.leader
    )
    benefit = make_benefit(project, points=(TODAY,))
    benefits.measure(point_of(benefit), value=Decimal(40), by=project.leader)
    news = [
        "Idéen «Nøkkelbokser» er kommet videre. Milepæl nådd: Første boks",
        "Gevinsten «Mindre kjøring mellom brukerne» av idéen «Nøkkelbokser» er målt",
    ]
    assert told(author) == told(supporter) == news
    page = as_person(supporter).get(f"/ideer/{idea.pk}/").content.decode()
    assert "Milepæl nådd: Første boks" in page
    assert "Målt: Mindre kjøring mellom brukerne" in page
    Project.objects.filter(pk=project.pk).update(
        access="restricted", access_reason="Få barn", legal_basis="offl. § 13"
    )
    second = milestones.add_milestone(
        Project.objects.get(pk=project.pk), what="Andre boks", due=TODAY, by=project.leader
    )
    milestones.reach_milestone(second, by=project.leader)
    assert told(supporter) == news
    assert "Milepæl" not in as_person(supporter).get(f"/ideer/{idea.pk}/").content.decode()
