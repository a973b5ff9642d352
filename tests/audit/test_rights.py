"""What the database refuses: rewriting history, touching frozen rows, changing tables."""

from contextlib import contextmanager
from datetime import UTC, datetime

import psycopg
import pytest
from django.apps import apps
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, models, transaction
from django.test.utils import isolate_apps

from config.local import servers
from organisation.audit.checks import check_app_role
from organisation.audit.install import event_models
from organisation.audit.models import AuditedTable
from organisation.audit.tracking import Frozen, backdated, frozen_models
from organisation.people.models import Partner
from tests import plugin
from tests.factories.people import PartnerFactory

pytestmark = pytest.mark.django_db


@contextmanager
def as_owner(user: str = servers.OWNER):
    """A connection of the tables' owner; all it does is undone."""
    with psycopg.connect(plugin.current().postgres(user)) as owner:
        yield owner
        owner.rollback()


@pytest.fixture
def partner(alna):
    return PartnerFactory(district=alna)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people_partnerevent SET name = 'Aldri skjedd'",
        "UPDATE people_partnerevent SET valid_to = now()",
        "DELETE FROM people_partnerevent",
        "TRUNCATE people_partnerevent",
        "TRUNCATE people_partner CASCADE",
        "INSERT INTO audit_redaction (table_name, row_id, fields, reason)"
        " VALUES ('', '', '{}', '')",
        "UPDATE audit_auditedtable SET is_frozen = false",
        "ALTER TABLE people_partner DISABLE TRIGGER ALL",
        "ALTER TABLE people_partner ADD COLUMN x int",
        "DROP TABLE people_partner",
        "CREATE TABLE public.mine (id int)",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION public.backdating_allowed() RETURNS boolean"
        " LANGUAGE sql AS 'SELECT true'",
    ],
)
def test_the_apps_role_may_not(partner, statement):
    refused = "permission denied|must be owner|never rewritten"
    with pytest.raises(DatabaseError, match=refused), transaction.atomic():
        connection.cursor().execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE people_unitevent SET name = 'Aldri skjedd'",
        "UPDATE people_unitevent SET valid_to = now() WHERE valid_to IS NULL",
        "DELETE FROM people_unitevent",
        "TRUNCATE people_unitevent",
    ],
)
def test_not_even_the_owner_rewrites_history_by_accident(alna, statement):
    with as_owner() as owner, pytest.raises(psycopg.Error, match="never rewritten"):
        owner.execute(statement)


def test_a_session_cannot_switch_recording_off(partner):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('pgtrigger.ignore', array_agg(tgname)::text, true)"
            " FROM pg_trigger WHERE tgrelid = 'people_partner'::regclass"
        )
    Partner.objects.update(name="Usett?")
    events = Partner.pgh_event_models["insert"].objects.filter(pgh_obj_id=partner.pk)
    assert events.count() == 2


def test_the_apps_role_cannot_pretend_to_redact(partner):
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('app.redacting', 'on', true)")
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            cursor.execute("UPDATE people_partnerevent SET name = 'Aldri skjedd'")
        cursor.execute("SELECT public.is_redacting('people_partnerevent'::regclass)")
        assert cursor.fetchone() == (False,)


def test_every_event_table_and_frozen_table_is_added_to_only():
    tables = [model._meta.db_table for model in [*event_models(), *frozen_models]]
    assert tables
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t, has_table_privilege(t, 'SELECT') AND has_table_privilege(t, 'INSERT'),"
            " has_table_privilege(t, 'UPDATE, DELETE, TRUNCATE, TRIGGER')"
            " FROM unnest(%s::text[]) AS t",
            [tables],
        )
        assert cursor.fetchall() == [(table, True, False) for table in tables]


def test_every_table_with_history_is_known_to_the_redaction_procedure():
    known = set(AuditedTable.objects.exclude(event_table="").values_list("event_table", flat=True))
    assert known == {model._meta.db_table for model in event_models()}
    assert set(AuditedTable.objects.filter(is_frozen=True).values_list("pk", flat=True)) == {
        model._meta.db_table for model in frozen_models
    }


# What passes by, is only a copy, or says itself what it was.
WITHOUT_HISTORY = {
    "audit.AuditedTable",
    "audit.Redaction",
    "drafts.Draft",
    "jobs.Job",
    "notices.MailReceipt",
    "notices.Notice",
    "notices.NoticeChoice",
    "people.NumberSeries",
    "portfolio.Visit",
    "reports.CaseWriter",
    "search.Word",
}


def test_every_model_of_ours_has_history_or_never_changes():
    covered = {model.pgh_tracked_model for model in event_models()} | set(frozen_models)
    bare = {
        model._meta.label
        for model in apps.get_models()
        if (model.__module__.startswith(("organisation.", "ideas.", "portfolio.", "reports.")))
        and model not in covered
        and model not in event_models()
    }
    assert bare == WITHOUT_HISTORY


# Frozen rows ----------------------------------------------------------------------------------


@contextmanager
def frozen_table(keep_years: int | None = None):
    """A table `signed` with one row signed in 2015, as `frozen` makes it, seen by its owner."""
    with isolate_apps("organisation.audit"), as_owner() as owner:

        class Signed(models.Model):
            text = models.TextField()

            class Meta:
                app_label = "audit"
                db_table = "signed"

        owner.execute("CREATE TABLE signed (id int PRIMARY KEY, text text NOT NULL, on_day date)")
        owner.execute(Frozen().compile(Signed).install_sql)
        owner.execute("INSERT INTO signed VALUES (1, 'Vedtatt', '2015-02-26')")
        owner.execute(
            "INSERT INTO audit_auditedtable VALUES ('signed', '', true, %s, 'on_day')",
            [keep_years],
        )
        yield owner


@pytest.mark.parametrize("statement", ["UPDATE signed SET text = 'Nei'", "DELETE FROM signed"])
def test_a_frozen_row_never_changes(statement):
    with frozen_table() as owner, pytest.raises(psycopg.errors.RestrictViolation, match="frozen"):
        owner.execute(statement)


REDACT = "CALL public.redact('signed', '1', ARRAY['text'], NULL, 'Personopplysninger')"


@pytest.mark.parametrize("keep_years", [None, 100])
def test_a_signed_row_is_not_redacted_while_it_must_be_kept(keep_years):
    with (
        frozen_table(keep_years) as owner,
        pytest.raises(psycopg.errors.RestrictViolation, match="must be kept"),
    ):
        owner.execute(REDACT)


def test_a_signed_row_may_be_redacted_when_its_time_is_over():
    with frozen_table(keep_years=5) as owner:
        owner.execute(REDACT)
        assert owner.execute("SELECT text FROM signed").fetchone() == ("[sladdet]",)
        with pytest.raises(psycopg.errors.RestrictViolation):
            owner.execute("UPDATE signed SET text = 'Etterpå'")


# Backdating -----------------------------------------------------------------------------------


def test_backdating_is_refused_where_the_owner_has_not_allowed_it():
    with as_owner() as owner:
        owner.execute(
            "CREATE OR REPLACE FUNCTION public.backdating_allowed() RETURNS boolean"
            " LANGUAGE sql STABLE AS 'SELECT false'"
        )
        owner.execute("SET LOCAL app.recorded_at = '2015-02-26 12:00+01'")
        with pytest.raises(psycopg.errors.InsufficientPrivilege, match="cannot be backdated"):
            owner.execute("SELECT public.recorded_at()")


def test_backdating_a_change_inside_another_goes_back_to_the_outer_moment(alna):
    outer, inner = datetime(2037, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)
    with backdated(outer):
        with backdated(inner):
            PartnerFactory(district=alna, name="Inne")
        PartnerFactory(district=alna, name="Ute")
    rows = Partner.pgh_event_models["insert"].objects.filter(name__in=["Inne", "Ute"])
    assert dict(rows.values_list("name", "pgh_created_at")) == {"Inne": inner, "Ute": outer}


# The commands ---------------------------------------------------------------------------------


def test_preparing_the_database_as_the_wrong_role_says_what_to_do():
    with pytest.raises(CommandError, match="DATABASE_AS_OWNER=1"):
        call_command("prepare_database", verbosity=0)


def test_the_role_of_the_web_is_neither_superuser_nor_owner(settings):
    found = {message.id for message in check_app_role(databases=["default"])}
    assert found == {"audit.W003"}  # tests may backdate, and say so
    settings.DEMO = True
    assert check_app_role(databases=["default"]) == []


def test_the_check_belongs_to_deploying():
    ids = {message.id for message in run_checks(databases=["default"])}
    assert "audit.W003" not in ids
