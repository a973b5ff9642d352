"""Answering whether it is new, useful and put to use."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError, Stale
from organisation.locking import lock
from organisation.people.models import Person
from portfolio.models.project import Project
from portfolio.models.three_tests import ThreeTests

ANSWERED = (
    "new",
    "new_text",
    "useful",
    "useful_text",
    "put_to_use",
    "put_to_use_text",
    "known_solution",
    "known_where",
)


@transaction.atomic
def answer_three_tests(
    project: Project, moment: str, answers: Mapping[str, Any], *, version: int, by: Person
) -> ThreeTests:
    """The answers at `moment`; `version` is 0 when there were none. Raises Stale or DomainError."""
    lock(project)
    tests = ThreeTests.objects.filter(project=project, moment=moment).first()
    if version != (tests.version if tests else 0):
        raise Stale(
            _("Noen andre har lagret mens du skrev. Teksten din er ikke borte."), current=tests
        )
    if tests is None:
        tests = ThreeTests(project=project, moment=moment, version=0)
    for name in ANSWERED:
        if name in answers:
            setattr(tests, name, answers[name])
    if tests.known_solution and not tests.known_where.strip():
        raise DomainError(_("Skriv hvor løsningen er kjent fra."))
    if not tests.known_solution:
        tests.known_where = ""
    with acting(by, "portfolio.answer_three_tests"):
        tests.version += 1
        tests.save()
    return tests
