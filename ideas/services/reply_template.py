"""Texts an answer can begin from."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from ideas.models.answer import ReplyTemplate
from ideas.standard_replies import STANDARD
from organisation.audit.tracking import acting
from organisation.errors import DomainError
from organisation.locking import lock
from organisation.people.models import Person, Role, Unit

EDITED = ("outcome", "title", "text", "is_active")


def unit_of_keeper(person: Person) -> Unit:
    """The widest unit where `person` may keep templates; new ones stand there.

    They are offered in the whole district, and changed by those who keep the unit.
    """
    units = person.units_as(Role.ADVISER) | person.units_as(Role.ADMINISTRATOR)
    own = Unit.objects.filter(pk__in=units, district=person.district_id).order_by("path").first()
    unit = own or Unit.objects.filter(pk__in=units).order_by("path").first()
    if unit is None:
        raise DomainError(_("Bare rådgivere og administratorer holder svarmaler."))
    return unit


@transaction.atomic
def start_template(unit: Unit, *, by: Person, **written: Any) -> ReplyTemplate:
    """A new text for an outcome; the title is its own within the outcome."""
    with acting(by, "ideas.start_replytemplate"):
        template = ReplyTemplate(unit=unit, district_id=unit.district_id, **written)
        _refuse_twins(template)
        template.save()
    return template


@transaction.atomic
def edit_template(
    template: ReplyTemplate, *, version: int, by: Person, **written: Any
) -> ReplyTemplate:
    """Change it for those who come after; answers given with it stay. Raises Stale."""
    template = lock(template, version=version)
    with acting(by, "ideas.edit_replytemplate"):
        for name in EDITED:
            setattr(template, name, written.get(name, getattr(template, name)))
        _refuse_twins(template)
        template.version += 1
        template.save(update_fields=[*EDITED, "version"])
    return template


def _refuse_twins(template: ReplyTemplate) -> None:
    same: Any = ReplyTemplate.objects.filter(
        district=template.district_id, outcome=template.outcome, title=template.title
    )
    rows: Any = same.exclude(pk=template.pk) if template.pk else same
    if rows.exists():
        raise DomainError(_("Det finnes alt en mal med dette navnet for dette utfallet."))


@transaction.atomic
def add_standard(unit: Unit, *, by: Person) -> int:
    """Put in the texts everybody can begin with; those that are there already are left alone.

    Answers how many were put in.
    """
    Unit.objects.select_for_update().get(pk=unit.district_id)  # two presses are one set
    there = set(
        ReplyTemplate.objects.filter(district=unit.district_id).values_list("outcome", "title")
    )
    missing = [row for row in STANDARD if (row.outcome, row.title) not in there]
    with acting(by, "ideas.add_standard_replies"):
        for row in missing:
            ReplyTemplate.objects.create(
                unit=unit,
                district_id=unit.district_id,
                outcome=row.outcome,
                title=row.title,
                text=row.text,
            )
    return len(missing)
