"""A person watches a job in the browser, with scripts and without."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from organisation.jobs import enqueue
from organisation.jobs.models import Job, State
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_bar_moves_by_itself_survives_a_reload_and_ends_with_a_link(
    javascript: bool, page: Page, as_person, alna, notes, axe
):
    orderer = PersonFactory(unit=alna)
    job = enqueue("test.slow", str(notes), key="watched", by=orderer)
    as_person(orderer, page)
    page.goto(job.get_absolute_url())
    expect(page.get_by_text("Står i kø")).to_be_visible()
    if javascript:
        assert axe(page) == []

    now = timezone.now()
    Job.objects.update(
        state=State.RUNNING,
        attempt=1,
        started_at=now,
        lease_until=now + timedelta(minutes=1),
        progress_done=3,
        progress_total=5,
        progress_text="Lager PDF",
    )
    expect(page.get_by_text("3 av 5")).to_be_visible()  # nobody has pressed anything
    page.reload()
    expect(page.get_by_text("3 av 5")).to_be_visible()
    assert page.locator("progress").get_attribute("value") == "3"

    Job.objects.update(state=State.DONE, lease_until=None, finished_at=timezone.now())
    expect(page.get_by_role("link", name="Åpne resultatet")).to_be_visible()
    if javascript:
        assert axe(page) == []


def test_a_stopped_job_is_tried_again_with_one_press(page: Page, as_person, alna, notes, axe):
    orderer = PersonFactory(unit=alna)
    job = enqueue("test.slow", str(notes), key="stopped", by=orderer)
    Job.objects.update(
        state=State.FAILED, error="Det tok for lang tid.", finished_at=timezone.now()
    )
    as_person(orderer, page)
    page.goto(job.get_absolute_url())
    expect(page.get_by_text("Det tok for lang tid.")).to_be_visible()
    assert axe(page) == []

    page.get_by_role("button", name="Prøv igjen").click()

    expect(page.get_by_text("Står i kø")).to_be_visible()
