"""History as people read it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.template.loader import render_to_string

from organisation.audit import history
from organisation.audit.tracking import acting, backdated
from organisation.people.models import Partner, Unit
from tests.factories.people import PartnerFactory, PersonFactory, UnitFactory

pytestmark = pytest.mark.django_db

MONDAY = datetime(2036, 3, 3, 12, tzinfo=UTC)
TUESDAY = MONDAY + timedelta(days=1)
WEDNESDAY = MONDAY + timedelta(days=2)


@pytest.fixture
def ada(alna):
    return PersonFactory(unit=alna, name="Ada Berg")


@pytest.fixture
def partner(alna, ada):
    with backdated(MONDAY), acting(ada, "people.create_partner"):
        return PartnerFactory(district=alna, name="Sentralen", kind="voluntary")


def lines(change) -> list[tuple[str, str, str]]:
    return [(field.label, field.before, field.after) for field in change.fields]


def test_a_change_says_when_who_why_and_what_before_and_after(partner, ada):
    with backdated(TUESDAY), acting(ada, "people.edit_partner", reason="Nytt vertskap"):
        Partner.objects.update(name="Huset", kind="public", version=2)
    edited, made = history.changes(partner)
    assert (edited.at, edited.by, edited.reason) == (TUESDAY, ada, "Nytt vertskap")
    assert lines(edited) == [("Navn", "Sentralen", "Huset"), ("Slag", "Frivillig", "Offentlig")]
    assert (made.title, made.at, made.who, made.fields) == ("Opprettet", MONDAY, "Ada Berg", ())


def test_a_change_without_a_person_is_the_systems(partner):
    Partner.objects.update(is_active=False)
    change = history.changes(partner)[0]
    assert (change.by, change.who) == (None, "Systemet")
    assert lines(change) == [("I bruk", "Ja", "Nei")]


def test_what_is_pointed_to_is_named(alna):
    care, culture = (UnitFactory(parent=alna, name=name) for name in ("Helse", "Kultur"))
    person = PersonFactory(unit=care)
    person.unit = culture
    person.save()
    assert lines(history.changes(person)[0]) == [("Enhet", "Helse", "Kultur")]


def test_what_is_pointed_to_and_gone_is_said_to_be_gone(alna):
    care, culture = (UnitFactory(parent=alna, name=name) for name in ("Helse", "Kultur"))
    person = PersonFactory(unit=care)
    person.unit = culture
    person.save()
    Unit.objects.filter(pk=care.pk).delete()
    assert lines(history.changes(person)[0])[0][1] == "(finnes ikke lenger)"


def test_a_change_that_says_nothing_to_people_is_left_out(partner):
    Partner.objects.update(version=7)
    assert len(history.changes(partner)) == 1


def test_fields_can_be_hidden(partner):
    Partner.objects.update(name="Huset", description="Nytt")
    assert lines(history.changes(partner, hide=["name"])[0]) == [("Hva de gjør", "", "Nytt")]


def test_an_action_may_have_a_name(partner, monkeypatch):
    monkeypatch.setitem(history.action_names, "people.close_partner", "Avsluttet")
    with acting(None, "people.close_partner"):
        Partner.objects.update(is_active=False)
    assert history.changes(partner)[0].title == "Avsluttet"


def test_a_long_history_costs_no_more_queries_than_a_short_one(
    partner, ada, django_assert_max_num_queries
):
    for number in range(12):
        with acting(ada, "people.edit_partner"):
            Partner.objects.update(name=f"Navn {number}")
    with django_assert_max_num_queries(3):
        assert len(history.changes(partner)) == 13


def test_changed_between_two_days_tells_new_gone_and_different_rows(alna, partner):
    with backdated(MONDAY):
        gone = PartnerFactory(district=alna, name="Borte")
        PartnerFactory(district=alna, name="Uendret")
    with backdated(TUESDAY):
        Partner.objects.filter(pk=partner.pk).update(name="Huset")
        new = PartnerFactory(district=alna, name="Ny")
        gone_pk = gone.pk
        gone.delete()
    found = {each.pk: each for each in history.changed_between(Partner, MONDAY, WEDNESDAY)}
    assert set(found) == {partner.pk, new.pk, gone_pk}
    assert found[partner.pk].fields == ("name",)
    assert found[partner.pk].before["name"] == "Sentralen"
    assert (found[new.pk].before, found[gone_pk].after) == (None, None)


def test_changed_between_sees_only_the_states_of_the_two_days(alna, partner):
    with backdated(TUESDAY):
        Partner.objects.update(name="Et mellomspill")
    with backdated(WEDNESDAY):
        Partner.objects.update(name="Sentralen")
    assert history.changed_between(Partner, MONDAY, WEDNESDAY) == []


def test_the_timeline_reads_as_people_write(partner, ada):
    with backdated(TUESDAY), acting(ada, "people.edit_partner", reason="<b>Nytt</b>"):
        Partner.objects.update(name="<Huset>", description="")
    page = render_to_string("audit/history.html", {"changes": history.changes(partner)})
    assert "Endret" in page
    assert "Ada Berg" in page
    assert "04.03.2036 kl." in page
    assert "&lt;Huset&gt;" in page
    assert "&lt;b&gt;Nytt&lt;/b&gt;" in page


def test_a_thing_without_history_says_so():
    assert "Ingen endringer" in render_to_string("audit/history.html", {"changes": []})
