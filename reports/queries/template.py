"""Reads for the pages of a district's form."""

from typing import Any

from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404

from organisation.people.models import Person, Role, Unit
from reports.models import BoardCase, CaseTemplate, Office


def district_kept_by(person: Person) -> Unit:
    """The district whose form `person` keeps: the own one, else the first. Http404 for none."""
    grants = person.grants
    kept = grants.units_as(Role.SECRETARIAT) | grants.units_as(Role.ADMINISTRATOR)
    rows = Unit.objects.filter(parent=None, pk__in=kept)
    found = rows.filter(pk=person.district_id).first() or rows.order_by("pk").first()
    if found is None:
        raise Http404
    return found


def versions_of(district: Unit) -> Any:
    """Every version the district has had, the newest first, with `case_count`."""
    cases = BoardCase.objects.filter(template=OuterRef("pk")).order_by().values("template")
    counted = cases.annotate(n=Count("pk")).values("n")
    return (
        CaseTemplate.objects.filter(district=district)
        .annotate(case_count=Coalesce(Subquery(counted), 0))
        .select_related("made_by", "docx_template")
        .newest_first()
    )


def offices_of(district_id: int) -> list[Office]:
    """The posts in use, by title, with those who hold them."""
    rows = Office.objects.filter(district=district_id, is_active=True)
    return list(rows.select_related("holder", "stand_in").order_by("title"))


def approvers_of(form: CaseTemplate) -> list[Office]:
    """The posts that approve, in the order of the form; those taken out of use are left out."""
    there = {each.pk: each for each in offices_of(form.district_id)}
    return [there[int(pk)] for pk in form.approvers if int(pk) in there]
