"""A district chooses which parts of the product it has."""

import pytest
from django.urls import reverse

from organisation.people.models import Part, PartChoice
from organisation.people.parts import is_on, parts_of

pytestmark = pytest.mark.django_db


def test_a_district_turns_parts_on_and_off_for_itself_alone(
    as_person, administrator, employee, alna, nabo, django_assert_num_queries
):
    assert parts_of(alna.pk) == {Part.OUTSIDERS, Part.SUGGESTED_LIST}
    client, address = as_person(administrator), reverse("people:parts", args=[alna.pk])
    assert address in client.get(reverse("people:admin")).content.decode()
    assert "Slå sammen idéer med samtykke" in client.get(address).content.decode()
    assert client.post(address, {"merging": "on"}).status_code == 302
    assert (parts_of(alna.pk), Part.MERGING in parts_of(nabo.pk)) == ({Part.MERGING}, False)
    client.post(address, {})
    assert parts_of(alna.pk) == set()
    assert PartChoice.objects.count() == len(Part)
    with django_assert_num_queries(1):
        assert not any(is_on(alna.pk, part, reader=employee) for part in Part)


def test_only_a_district_has_parts_and_only_its_administrator_chooses(
    as_person, administrator, employee, alna, nabo, health
):
    for district, answer in ((health, 404), (nabo, 404)):
        address = reverse("people:parts", args=[district.pk])
        assert as_person(administrator).get(address).status_code == answer
    assert as_person(employee).get(reverse("people:parts", args=[alna.pk])).status_code == 403
