"""Who may follow a job: the one who ordered it, and the installation's administrator."""

from typing import Any

import rules

from organisation.people.models import Person


@rules.predicate
def is_orderer(person: Person, job: Any) -> bool:
    return person.is_active and job is not None and job.created_by_id == person.pk


@rules.predicate
def runs_installation(person: Person, job: Any = None) -> bool:
    return person.is_active and person.is_installation_admin


PERMISSIONS = {
    "jobs.view_job": is_orderer | runs_installation,
    "jobs.retry_job": is_orderer | runs_installation,
    "jobs.cancel_job": is_orderer | runs_installation,
}
