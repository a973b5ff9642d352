"""What history records, and whom it names."""

from datetime import date

import pytest
from django.db import connection, transaction

from organisation.audit.history import events_of
from organisation.audit.tracking import acting, freeze, moment_of
from organisation.people.models import Partner, Person, Unit
from tests.factories.people import PartnerFactory, PersonFactory

pytestmark = pytest.mark.django_db


def said(thing) -> list[tuple]:
    """Label, person, action and reason of each event of `thing`, oldest first."""
    return [
        (
            event.pgh_label,
            *((event.pgh_context or {}).get(key) for key in ("by", "action", "reason")),
        )
        for event in events_of(type(thing)).filter(pgh_obj_id=thing.pk).order_by("pgh_id")
    ]


def labels(thing) -> list[str]:
    return [label for label, *_rest in said(thing)]


@pytest.fixture
def partner(alna):
    return PartnerFactory(district=alna, name="Frivilligsentralen")


@pytest.fixture
def ada(alna):
    return PersonFactory(unit=alna, name="Ada")


@pytest.fixture
def bo(alna):
    return PersonFactory(unit=alna, name="Bo")


def test_insert_update_and_delete_are_recorded_with_what_the_row_held(partner):
    partner.name = "Nærmiljøhuset"
    partner.save()
    pk = partner.pk
    partner.delete()
    rows = events_of(Partner).filter(pgh_obj_id=pk).order_by("pgh_id")
    assert list(rows.values_list("pgh_label", "name")) == [
        ("insert", "Frivilligsentralen"),
        ("update", "Nærmiljøhuset"),
        ("delete", "Nærmiljøhuset"),
    ]


def test_each_event_ends_where_the_next_begins_and_the_last_is_open(partner):
    Partner.objects.update(name="To")
    Partner.objects.update(name="Tre")
    first, second, third = events_of(Partner).filter(pgh_obj_id=partner.pk).order_by("pgh_id")
    assert (first.valid_to, second.valid_to) == (second.pgh_created_at, third.pgh_created_at)
    assert third.valid_to is None


def test_a_delete_closes_the_row_and_is_not_open_itself(partner):
    pk = partner.pk
    partner.delete()
    first, last = events_of(Partner).filter(pgh_obj_id=pk).order_by("pgh_id")
    assert first.valid_to == last.valid_to == last.pgh_created_at


def test_saving_a_row_that_did_not_change_records_nothing(partner):
    partner.save()
    assert labels(partner) == ["insert"]


def test_bulk_changes_are_recorded(alna, ada):
    with acting(ada, "test.bulk"):
        rows = Partner.objects.bulk_create(
            [Partner(district=alna, name=f"Part {n}", kind="public") for n in range(3)]
        )
        for row in rows:
            row.description = "Ny"
        Partner.objects.bulk_update(rows, ["description"])
        Partner.objects.filter(pk__in=[row.pk for row in rows]).update(kind="private")
    assert [label for label, *_ in said(rows[2])] == ["insert", "update", "update"]
    assert {by for row in rows for _label, by, *_ in said(row)} == {ada.pk}


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("UPDATE people_partner SET name = 'Rå' WHERE id = %s", "pk"),
        ("UPDATE people_partner SET name = 'Rå' WHERE id = %(id)s", "named"),
        ("UPDATE people_partner SET name = '100 %% rå' WHERE id = %s", "pk"),
        (" \n UPDATE people_partner SET name = '100 % rå'", None),
        ("WITH x AS (SELECT 1) UPDATE people_partner SET name = 'Rå'", None),
        ("-- why\nUPDATE people_partner SET name = 'Rå'", None),
        (b"update people_partner set name = 'Ren'", None),
    ],
)
def test_raw_sql_is_recorded_with_its_actor(partner, ada, statement, values):
    given = {"pk": [partner.pk], "named": {"id": partner.pk}, None: None}[values]
    with acting(ada, "test.raw", reason="100 % 'nødvendig'"), connection.cursor() as cursor:
        cursor.execute(statement, given)
        assert cursor.rowcount == 1
    assert said(partner)[-1] == ("update", ada.pk, "test.raw", "100 % 'nødvendig'")


def test_many_statements_at_once_are_recorded_with_their_actor(alna, partner, ada):
    other = PartnerFactory(district=alna)
    with acting(ada, "test.many"), connection.cursor() as cursor:
        cursor.executemany(
            "UPDATE people_partner SET name = %s WHERE id = %s",
            [("En", partner.pk), ("To", other.pk)],
        )
    assert [said(row)[-1][:3] for row in (partner, other)] == [("update", ada.pk, "test.many")] * 2


def test_the_answer_of_a_statement_is_its_own(alna, ada):
    with acting(ada, "test.returning"), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_partner (district_id, name, kind, organisation_number,"
            " description, is_active, version) VALUES (%s, 'Ny', 'public', '', '', true, 1)"
            " RETURNING name",
            [alna.pk],
        )
        assert cursor.fetchall() == [("Ny",)]


def test_without_a_scope_it_is_the_system(partner):
    Partner.objects.update(name="Alene")
    assert said(partner)[-1] == ("update", None, None, None)


def test_a_job_acts_as_the_system_with_its_action(partner):
    with acting(None, "jobs.nightly"):
        Partner.objects.update(name="I natt")
    assert said(partner)[-1] == ("update", None, "jobs.nightly", "")


def test_a_change_after_the_scope_in_the_same_transaction_is_not_that_persons(partner, ada):
    with transaction.atomic():
        with acting(ada, "test.edit"):
            Partner.objects.update(name="Med")
        Partner.objects.update(name="Uten")
    assert [by for _label, by, *_ in said(partner)][-2:] == [ada.pk, None]


def test_an_inner_scope_keeps_the_person_and_tells_its_own_action_and_reason(partner, ada, bo):
    with acting(ada, "outer", reason="Derfor"):
        with acting(bo, "inner"):
            Partner.objects.update(name="Inne")
        with acting(bo, "inner", reason="Egen grunn"):
            Partner.objects.update(name="Inne igjen")
        Partner.objects.update(name="Ute")
    assert said(partner)[-3:] == [
        ("update", ada.pk, "inner", "Derfor"),
        ("update", ada.pk, "inner", "Egen grunn"),
        ("update", ada.pk, "outer", "Derfor"),
    ]


def test_a_scope_without_a_person_takes_the_one_inside(partner, ada):
    with acting(None, "jobs.outer"), acting(ada, "inner"):
        Partner.objects.update(name="Ny")
    assert said(partner)[-1][1] == ada.pk


def test_all_that_one_scope_does_is_one_action(alna, partner, ada):
    with acting(ada, "outer"):
        Partner.objects.update(name="En")
        with acting(ada, "inner"):
            Unit.objects.filter(pk=alna.pk).update(name="Alna")
    ids = {events_of(model).order_by("-pgh_id").first().pgh_context_id for model in (Partner, Unit)}
    assert len(ids) == 1


def test_a_refused_statement_leaves_the_scope_usable(alna, partner, ada):
    with acting(ada, "test.edit"):
        with pytest.raises(Exception, match="people_partner_kind"), transaction.atomic():
            Partner.objects.update(kind="ukjent")
        Partner.objects.update(name="Etterpå")
    assert said(partner)[-1][:3] == ("update", ada.pk, "test.edit")


def test_a_scope_costs_reads_no_query(partner, ada, django_assert_num_queries):
    with acting(ada, "outer"), django_assert_num_queries(1), acting(ada, "inner"):
        assert Partner.objects.get(pk=partner.pk) == partner


def test_passwords_are_not_in_history():
    names = {field.name for field in events_of(Person).model._meta.local_fields}
    assert names.isdisjoint({"password", "last_login", "name_key"})
    assert "email" in names


def test_the_one_who_is_logged_in_stands_on_what_a_request_changes(partner, ada, rf):
    from organisation.audit.middleware import acting_person

    def view(request):
        Partner.objects.update(name="Fra nettsiden")

    request = rf.post("/administrasjon/")
    request.user = ada
    acting_person(view)(request)
    assert said(partner)[-1][:3] == ("update", ada.pk, "/administrasjon/")


def test_the_anonymous_address_has_no_actor_even_when_logged_in(partner, ada, rf):
    from organisation.audit.middleware import acting_person

    def view(request):
        Partner.objects.update(name="Fra nettsiden")

    request = rf.post("/ideer/anonym/ny/")
    request.user = ada
    acting_person(view)(request)
    assert said(partner)[-1] == ("update", None, None, None)


def test_frozen_json_is_the_same_for_the_same_data_and_carries_its_format():
    moment = moment_of(date(2015, 2, 26))
    text, checksum = freeze({"b": "æ", "a": moment})
    assert freeze({"a": moment, "b": "æ"}) == (text, checksum)
    assert text == '{"data":{"a":"2015-02-26T23:59:59.999999+01:00","b":"æ"},"schema":1}'
    assert len(checksum) == 64
