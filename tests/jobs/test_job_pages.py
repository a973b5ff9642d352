"""The page of a job: who sees it, and what it says."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organisation.jobs import enqueue, services
from organisation.jobs.models import Job, State
from tests.factories.people import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def orderer(alna):
    return PersonFactory(unit=alna)


@pytest.fixture
def job(orderer, notes):
    return enqueue("test.slow", str(notes), key="x", by=orderer)


def running(job: Job, **progress: object) -> None:
    now = timezone.now()
    Job.objects.filter(pk=job.pk).update(
        state=State.RUNNING,
        attempt=1,
        started_at=now,
        lease_until=now + timedelta(minutes=1),
        **progress,
    )


def test_a_waiting_job_says_so_and_asks_again(as_person, orderer, job):
    page = as_person(orderer).get(job.get_absolute_url()).content.decode()

    assert "Lager PDF" in page
    assert "Står i kø" in page
    assert f'hx-get="{job.get_absolute_url()}?sett=' in page
    assert '<noscript><meta http-equiv="refresh"' in page


def test_a_running_job_shows_its_progress_in_words_and_survives_a_reload(as_person, orderer, job):
    running(job, progress_done=3, progress_total=5, progress_text="Lager PDF")
    client = as_person(orderer)

    for _reload in range(2):
        page = client.get(job.get_absolute_url()).content.decode()
        assert "3 av 5" in page
        assert 'max="5" value="3"' in page


def test_the_fragment_is_the_bar_alone(as_person, orderer, job):
    answer = as_person(orderer).get(
        job.get_absolute_url(), headers={"HX-Request": "true", "HX-Target": "job-progress"}
    )

    assert answer.content.decode().lstrip().startswith('<section id="job-progress"')


def test_the_fragment_is_empty_while_nothing_is_new(as_person, orderer, job):
    client = as_person(orderer)
    headers = {"HX-Request": "true", "HX-Target": "job-progress"}
    address = f"{job.get_absolute_url()}?sett={job.looks}"
    assert client.get(address, headers=headers).status_code == 204

    running(job, progress_done=1, progress_total=5)
    assert client.get(address, headers=headers).status_code == 200


def test_a_finished_job_leads_to_its_result_and_asks_no_more(as_person, orderer, job):
    Job.objects.update(state=State.DONE, finished_at=timezone.now())

    page = as_person(orderer).get(job.get_absolute_url()).content.decode()

    assert 'href="/ferdig/"' in page
    assert "hx-trigger" not in page.partition('id="job-progress"')[2].partition("</section>")[0]
    assert "http-equiv" not in page


def test_a_failed_job_says_why_and_can_be_tried_again(as_person, orderer, notes):
    job = enqueue("test.refused", str(notes), key="x", by=orderer)
    services.run(job.pk)
    client = as_person(orderer)

    page = client.get(job.get_absolute_url()).content.decode()
    assert "Saken er ikke godkjent ennå." in page
    assert "Prøv igjen" in page

    answer = client.post(reverse("jobs:retry", args=[job.public_id]))
    assert answer.headers["Location"] == job.get_absolute_url()
    assert Job.objects.get().state == State.WAITING


def test_others_do_not_see_a_job(as_person, job, alna, nabo):
    for stranger in (PersonFactory(unit=alna), PersonFactory(unit=nabo)):
        client = as_person(stranger)
        assert client.get(job.get_absolute_url()).status_code == 404
        assert client.post(reverse("jobs:retry", args=[job.public_id])).status_code == 404


def test_a_retry_takes_a_post(as_person, orderer, job):
    assert as_person(orderer).get(reverse("jobs:retry", args=[job.public_id])).status_code == 405


def test_lists_and_the_rule_agree_on_who_sees_a_job(alna, nabo, notes):
    people = [
        PersonFactory(unit=alna),
        PersonFactory(unit=nabo),
        PersonFactory(unit=alna, is_active=False),
        PersonFactory(unit=alna, is_installation_admin=True),
        PersonFactory(unit=alna, is_installation_admin=True, is_active=False),
    ]
    for number, person in enumerate([*people, None]):
        enqueue("test.note", str(notes), key=str(number), by=person)

    for person in people:
        allowed = {job for job in Job.objects.all() if person.has_perm("jobs.view_job", job)}
        assert set(Job.objects.visible_to(person)) == allowed
