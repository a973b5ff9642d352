"""Verbs on programmes."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person, Unit
from portfolio.models.programme import Programme
from portfolio.models.project import Project, districts

EDITED = ("title", "outcome_goal", "summary", "owner", "project", "is_closed")


@transaction.atomic
def start_programme(unit: Unit, facts: Mapping[str, Any], *, by: Person) -> Programme:
    """A new programme carried by `unit`; `facts` holds any of EDITED. Raises DomainError."""
    programme = Programme(unit=unit, district_id=unit.district_id)
    for name in EDITED:
        if name in facts:
            setattr(programme, name, facts[name])
    refuse_odd(programme)
    with acting(by, "portfolio.start_programme"):
        programme.slug = free_slug(programme)
        programme.save(force_insert=True)
    return programme


@transaction.atomic
def edit_programme(
    programme: Programme, changes: Mapping[str, Any], *, version: int, by: Person
) -> Programme:
    """Change what the programme says of itself; raises Stale or DomainError."""
    programme = lock(programme, version=version)
    with acting(by, "portfolio.edit_programme"):
        for name in EDITED:
            if name in changes:
                setattr(programme, name, changes[name])
        refuse_odd(programme)
        programme.version += 1
        programme.save()
    return programme


def refuse_odd(programme: Programme) -> None:
    others = Programme.objects.exclude(pk=programme.pk)
    if others.filter(district=programme.district_id, title__iexact=programme.title).exists():
        raise DomainError(_("Det finnes alt et program med dette navnet."))
    if programme.project is None:
        return
    if programme.project.district_id != programme.district_id:
        raise DomainError(_("Prosjektet hører til en annen bydel."))
    if others.filter(project=programme.project).exists():
        raise DomainError(_("Prosjektet er alt et annet program."))
    if programme.pk and programme.project.programme_id == programme.pk:
        raise DomainError(
            _("Prosjektet står i programmet. Ta det ut før det blir programmet selv.")
        )


def refuse_as_member(project: Project) -> None:
    """A project stands in a programme of its own district, and never in the one it is itself."""
    programme = project.programme
    if programme is None:
        return
    if programme.district_id != project.district_id:
        raise DomainError(_("Programmet hører til en annen bydel."))
    if programme.project_id == project.pk:
        raise DomainError(_("Prosjektet er selv programmet, og kan ikke stå i det."))


def free_slug(programme: Programme) -> str:
    """What stands in the address for ever: the name, after the district when there are several."""
    words = slugify(programme.title.translate(LETTERS))[:50] or "program"
    if districts() > 1:
        words = f"{programme.unit.district.slug or programme.district_id}-{words}"
    slug, nth = words, 1
    # `nytt` is the page that makes one.
    while slug == "nytt" or Programme.objects.filter(slug=slug).exists():
        nth += 1
        slug = f"{words}-{nth}"
    return slug


LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "Æ": "Ae", "Ø": "O", "Å": "A"})
