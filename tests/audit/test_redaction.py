"""Redaction: the text is gone from everywhere it stood, and the log says that it is."""

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from organisation.audit.history import events_of
from organisation.audit.models import Redaction
from organisation.audit.redaction import copies, redact
from organisation.audit.tracking import acting, as_of, freeze
from organisation.drafts.models import Draft
from organisation.errors import DomainError
from organisation.files.models import Document
from organisation.people.models import Partner, Strategy
from tests.factories.people import PartnerFactory, PersonFactory, StrategyFactory

pytestmark = pytest.mark.django_db

SECRET = "Kari Nordmann, født 1931"


@pytest.fixture
def ada(alna):
    return PersonFactory(unit=alna, name="Ada")


@pytest.fixture
def partner(alna, ada):
    """A partner whose description held a name, was repeated as a reason, and then changed."""
    partner = PartnerFactory(district=alna, description="Ufarlig")
    with acting(ada, "test.edit", reason=f"Gjelder {SECRET}"):
        Partner.objects.update(description=SECRET)
        StrategyFactory(district=alna)
    Partner.objects.update(description=f"{SECRET}, avsluttet")
    partner.refresh_from_db()
    return partner


def everything_in_the_database() -> str:
    """All rows of all tables as one text."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        texts = []
        for (table,) in cursor.fetchall():
            cursor.execute(f"SELECT coalesce(string_agg(t::text, ''), '') FROM \"{table}\" t")
            texts.append(cursor.fetchone()[0])
    return "".join(texts)


def test_redaction_leaves_no_trace_in_the_row_or_its_history(partner, ada):
    assert "Kari" in everything_in_the_database()
    redact(partner, ["description"], reason="Personopplysninger", by=ada)
    assert "Kari" not in everything_in_the_database()
    assert partner.description == "[sladdet]"


def test_the_log_says_who_why_and_which_fields_but_not_what(partner, ada):
    redact(partner, ["description"], reason="Personopplysninger", by=ada)
    entry = Redaction.objects.get()
    assert (entry.table_name, entry.row_id) == ("people_partner", str(partner.pk))
    assert (entry.fields, entry.reason, entry.by_id) == (
        ["description"],
        "Personopplysninger",
        ada.pk,
    )


def test_who_when_and_what_else_of_the_history_stays(partner, ada):
    before = events_of(Partner).filter(pgh_obj_id=partner.pk).order_by("pgh_id")
    kept = list(before.values_list("pgh_created_at", "name", "pgh_context__by"))
    redact(partner, ["description"], reason="Personopplysninger", by=ada)
    after = list(before.values_list("pgh_created_at", "name", "pgh_context__by"))
    assert after[:-1] == kept
    assert before.last().pgh_context["action"] == "audit.redact"


def test_the_reason_is_gone_from_all_that_the_same_action_changed(partner, ada):
    redact(partner, ["description"], reason="Personopplysninger", by=ada)
    assert events_of(Strategy).latest("pgh_id").pgh_context == {
        "by": ada.pk,
        "action": "test.edit",
        "reason": "",
    }


def test_other_rows_keep_their_text(partner, alna, ada):
    other = PartnerFactory(district=alna, description="Blir stående")
    redact(partner, ["description"], reason="Personopplysninger", by=ada)
    other.refresh_from_db()
    assert other.description == "Blir stående"
    assert events_of(Partner).get(pgh_obj_id=other.pk).description == "Blir stående"


def test_the_past_shows_the_redacted_text_too(partner, ada):
    then = timezone.now()
    redact(partner, ["description"], reason="Personopplysninger", by=ada)
    with as_of(then):
        assert Partner.objects.get(pk=partner.pk).description == "[sladdet]"


def test_short_and_unique_and_empty_fields_can_be_blanked(alna, ada):
    kari = PersonFactory(unit=alna, name=SECRET, email="kari.nordmann@eksempel.no", phone="1")
    ola = PersonFactory(unit=alna, name=SECRET, email="ola@eksempel.no")
    for person in (kari, ola):
        redact(person, ["name", "email", "phone"], reason="Har sluttet", by=ada)
    assert kari.email != ola.email
    assert "kari" not in everything_in_the_database().lower()


def test_drafts_and_documents_of_the_thing_go_with_it(partner, ada):
    Draft.objects.create(
        person=ada,
        form="people.edit_partner",
        object_ref=str(partner.pk),
        payload={"description": [SECRET]},
    )
    context, checksum = freeze({"text": SECRET})
    Document.objects.create(
        kind="test",
        template="test.html",
        title=SECRET,
        holder=partner,
        key="test-1",
        context=context,
        context_sha256=checksum,
        created_by=ada,
    )
    redact(partner, ["description"], reason="Personopplysninger", by=ada)
    assert (Draft.objects.count(), Document.objects.count()) == (0, 0)
    assert "Kari" not in everything_in_the_database()


def test_others_who_keep_copies_are_told(partner, ada):
    told = []
    copies.add("test", lambda thing, reason, by: told.append((thing.pk, reason, by)))
    try:
        redact(partner, ["description"], reason="Personopplysninger", by=ada)
    finally:
        copies.add("test", lambda thing, reason, by: None)
    assert told == [(partner.pk, "Personopplysninger", ada)]


@pytest.mark.parametrize("reason", ["", "  "])
def test_redaction_needs_a_reason(partner, ada, reason):
    with pytest.raises(DomainError):
        redact(partner, ["description"], reason=reason, by=ada)
    assert partner.description != "[sladdet]"


@pytest.mark.parametrize("field", ["name_key", "district", "is_active"])
def test_what_cannot_be_empty_is_not_redacted(partner, ada, field):
    with pytest.raises(DatabaseError):
        redact(partner, [field], reason="Personopplysninger", by=ada)
    assert not Redaction.objects.exists()
