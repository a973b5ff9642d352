"""How an installation gets its first district."""

import pytest
from django.core.management import CommandError, call_command

from organisation.people.models import Person, Role, Unit

WHO = {"email": "Admin@eksempel.no", "name": "Ada Berg"}


def test_a_district_is_opened_with_somebody_who_administers_it(db):
    call_command("open_district", "Bydel Ny", "ny", **WHO)
    person = Person.objects.get(email="admin@eksempel.no")
    assert Unit.objects.get(slug="ny").pk in person.units_as(Role.ADMINISTRATOR)
    assert not person.has_usable_password()


@pytest.mark.parametrize("slug", ["alna", "ikke gyldig"])
def test_a_slug_that_is_taken_or_no_word_is_refused(alna, slug):
    with pytest.raises(CommandError):
        call_command("open_district", "Bydel Ny", slug, **WHO)
    assert not Person.objects.filter(name="Ada Berg").exists()
