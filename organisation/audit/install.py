"""Brings the database in line with the models after each migration, as the owner of the tables.

Closing triggers, guards and indexes on event tables, the views of the past, and what the app's own
role may do. All of it can run again at any time.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections, models, transaction
from psycopg import sql

from organisation.audit.models import AuditedTable, Event, Redaction
from organisation.audit.tracking import Keeping, frozen_models

NAME_LIMIT = 63  # bytes PostgreSQL keeps of a name


def event_models() -> list[type[Event]]:
    return [model for model in apps.get_models() if issubclass(model, Event)]


def install(using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Everything below, in one transaction; skipped while our own tables are not there yet."""
    connection = connections[using]
    there = set(connection.introspection.table_names())
    if AuditedTable._meta.db_table not in there:
        return
    events = [model for model in event_models() if model._meta.db_table in there]
    frozen = {
        model: keeping for model, keeping in frozen_models.items() if model._meta.db_table in there
    }
    with transaction.atomic(using=using), connection.cursor() as cursor:
        for model in events:
            _keep_events(cursor, model._meta.db_table)
        for guarded in frozen:
            _refuse_truncate(cursor, guarded._meta.db_table)
        _close_back_door(cursor)
        _list_tables(using, events, frozen)
        _make_views(cursor, events)
        _make_views_of_frozen(cursor, frozen)
        _allow_backdating(cursor, settings.ALLOW_BACKDATING)
        if role := app_role(cursor):
            _grant(cursor, role, [model._meta.db_table for model in [*events, *frozen]])


def remove_views(using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Views would stand in the way of a migration that changes their columns."""
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT viewname FROM pg_views WHERE schemaname = 'asof'")
        for (name,) in cursor.fetchall():
            cursor.execute(sql.SQL("DROP VIEW {}").format(sql.Identifier("asof", name)))


def app_role(cursor: Any) -> str | None:
    """The role that web and workers log in as; None when it is the owner or does not exist."""
    user = str(settings.DATABASE_APP_ROLE)
    cursor.execute("SELECT FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [user])
    return user if cursor.fetchone() is not None else None


# --- Event tables and frozen tables -------------------------------------------------------------


def _keep_events(cursor: Any, table: str) -> None:
    name = sql.Identifier("public", table)
    cursor.execute(
        sql.SQL(
            "CREATE OR REPLACE TRIGGER close_previous BEFORE INSERT ON {table} FOR EACH ROW"
            " EXECUTE FUNCTION public.close_previous_event();"
            "CREATE OR REPLACE TRIGGER keep BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW"
            " EXECUTE FUNCTION public.keep_event();"
            "CREATE UNIQUE INDEX IF NOT EXISTS {current} ON {table} (pgh_obj_id)"
            " WHERE valid_to IS NULL;"
            "CREATE INDEX IF NOT EXISTS {of_object} ON {table} (pgh_obj_id, pgh_created_at);"
            "CREATE INDEX IF NOT EXISTS {valid} ON {table}"
            " USING gist (tstzrange(pgh_created_at, valid_to))"
        ).format(
            table=name,
            current=_index_name(table, "current"),
            of_object=_index_name(table, "object"),
            valid=_index_name(table, "valid"),
        )
    )
    _refuse_truncate(cursor, table)


def _index_name(table: str, what: str) -> sql.Identifier:
    return sql.Identifier(f"{table[: NAME_LIMIT - len(what) - 1]}_{what}")


def _refuse_truncate(cursor: Any, table: str) -> None:
    cursor.execute(
        sql.SQL(
            "CREATE OR REPLACE TRIGGER keep_all BEFORE TRUNCATE ON {}"
            " FOR EACH STATEMENT EXECUTE FUNCTION public.keep_event()"
        ).format(sql.Identifier("public", table))
    )


def _close_back_door(cursor: Any) -> None:
    """django-pgtrigger lets any session switch triggers off by a setting; ours never go off."""
    cursor.execute(
        "CREATE OR REPLACE FUNCTION public._pgtrigger_should_ignore(trigger_name name)"
        " RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN RETURN false; END; $$"
    )


def _list_tables(using: str, events: list[type[Event]], frozen: dict[Any, Any]) -> None:
    rows: dict[str, AuditedTable] = {}
    for model in events:
        table = _tracked(model)._meta.db_table
        rows[table] = AuditedTable(table_name=table, event_table=model._meta.db_table)
    for model, keeping in frozen.items():
        row = rows.setdefault(model._meta.db_table, AuditedTable(table_name=model._meta.db_table))
        row.is_frozen = True
        row.keep_years = keeping.years
        if keeping.since:
            row.kept_since_column = model._meta.get_field(keeping.since).column
    AuditedTable.objects.using(using).all().delete()
    AuditedTable.objects.using(using).bulk_create(rows.values())


def _allow_backdating(cursor: Any, allowed: bool) -> None:
    cursor.execute(
        sql.SQL(
            "CREATE OR REPLACE FUNCTION public.backdating_allowed() RETURNS boolean"
            " LANGUAGE sql STABLE AS {}"
        ).format(sql.Literal("SELECT true" if allowed else "SELECT false"))
    )


# --- The views of the past ----------------------------------------------------------------------


def _make_views(cursor: Any, events: list[type[Event]]) -> None:
    cursor.execute("CREATE SCHEMA IF NOT EXISTS asof")
    for model in events:
        table = _tracked(model)._meta.db_table
        cursor.execute(sql.SQL("DROP VIEW IF EXISTS {}").format(sql.Identifier("asof", table)))
        cursor.execute(_view_of(cursor, _tracked(model), model))


def _make_views_of_frozen(cursor: Any, frozen: dict[Any, Keeping]) -> None:
    """What never changes is read as it stands, and on an earlier day only what was made by then.

    In place of the view of its events where it has any: one row each, and the table's own indexes.
    """
    for model, keeping in frozen.items():
        if not keeping.made:
            continue
        made, table = model._meta.get_field(keeping.made), model._meta.db_table
        cursor.execute(
            sql.SQL("CREATE INDEX IF NOT EXISTS {} ON {} ({})").format(
                _index_name(table, "made"),
                sql.Identifier("public", table),
                sql.Identifier(str(made.column)),
            )
        )
        shown = "current_setting('app.as_of')::timestamptz"
        if not isinstance(made, models.DateTimeField):
            shown = f"({shown} AT TIME ZONE 'Europe/Oslo')::date"
        cursor.execute(
            sql.SQL(
                "DROP VIEW IF EXISTS {view};"
                "CREATE VIEW {view} AS SELECT * FROM {table} WHERE {made} <= {shown}"
            ).format(
                view=sql.Identifier("asof", table),
                table=sql.Identifier("public", table),
                made=sql.Identifier(str(made.column)),
                shown=sql.SQL(shown),
            )
        )


def _view_of(cursor: Any, tracked: type[models.Model], events: type[Event]) -> sql.Composed:
    """The table as it was at `app.as_of`, under its own name and with its own columns.

    A generated column is computed from the values of that day. A column that events leave out
    shows what the row holds now, and nothing when the row is gone.
    """
    table, key = tracked._meta.db_table, str(tracked._meta.pk.column)
    sources = {
        str(field.column): ("event", str(field.column)) for field in events._meta.local_fields
    }
    sources[key] = ("event", "pgh_obj_id")  # the same value, with an index
    outer: list[sql.Composable] = []
    inner: list[sql.Composable] = []
    for column, expression in _columns(cursor, table):
        name = sql.Identifier(column)
        if expression:
            outer.append(sql.SQL("{} AS {}").format(sql.SQL(expression), name))
            continue
        source = sql.Identifier(*sources.get(column, ("live", column)))
        outer.append(sql.Identifier(table, column))
        inner.append(sql.SQL("{} AS {}").format(source, name))
    return sql.SQL(
        "CREATE VIEW {view} AS SELECT {outer} FROM ("
        "SELECT {inner} FROM {events} AS event LEFT JOIN {live} AS live"
        " ON live.{pk} = event.pgh_obj_id"
        " WHERE tstzrange(event.pgh_created_at, event.valid_to)"
        " @> current_setting('app.as_of')::timestamptz) AS {alias}"
    ).format(
        view=sql.Identifier("asof", table),
        outer=sql.SQL(", ").join(outer),
        inner=sql.SQL(", ").join(inner),
        events=sql.Identifier("public", events._meta.db_table),
        live=sql.Identifier("public", table),
        pk=sql.Identifier(key),
        alias=sql.Identifier(table),
    )


def _columns(cursor: Any, table: str) -> Iterable[tuple[str, str | None]]:
    """Each column of `table` in order, with its expression and sorting when it is generated."""
    cursor.execute(
        "SELECT attname, CASE WHEN attgenerated <> ''"
        " THEN '(' || pg_get_expr(adbin, adrelid) || ')'"
        " || coalesce(' COLLATE ' || quote_ident(collname), '') END"
        " FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum"
        " LEFT JOIN pg_collation c ON c.oid = attcollation AND collname <> 'default'"
        " WHERE attrelid = format('public.%%I', %s::text)::regclass"
        " AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
        [table],
    )
    return list(cursor.fetchall())


def _tracked(events: type[Event]) -> type[models.Model]:
    tracked = events.pgh_tracked_model
    assert tracked is not None
    return tracked


# --- The app's role -----------------------------------------------------------------------------


def _grant(cursor: Any, role: str, written_once: list[str]) -> None:
    """Let `role` read all, add to history and frozen tables, and change the rest; nothing more."""
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    tables = {name for (name,) in cursor.fetchall()}
    read_only = {"django_migrations", AuditedTable._meta.db_table, Redaction._meta.db_table}
    writable = tables - read_only - set(written_once)
    names = {
        "role": sql.Identifier(role),
        "database": sql.Identifier(cursor.db.settings_dict["NAME"]),
        "written_once": _list(written_once),
        "writable": _list(writable),
    }
    for statement in (
        "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {role}",
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}",
        "GRANT USAGE ON SCHEMA public, asof TO {role}",
        "GRANT SELECT ON ALL TABLES IN SCHEMA public, asof TO {role}",
        "GRANT INSERT ON {written_once} TO {role}" if written_once else "",
        "GRANT INSERT, UPDATE, DELETE ON {writable} TO {role}",
        "GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}",
        # What a later migration makes is readable at once, and writable when this has run again.
        "ALTER DEFAULT PRIVILEGES IN SCHEMA public, asof GRANT SELECT ON TABLES TO {role}",
        "REVOKE EXECUTE ON PROCEDURE public.redact FROM PUBLIC",
        "GRANT EXECUTE ON PROCEDURE public.redact TO {role}",
        # A temporary table could stand in front of a real one and catch what triggers write.
        "REVOKE TEMPORARY ON DATABASE {database} FROM PUBLIC, {role}",
    ):
        if statement:
            cursor.execute(sql.SQL(statement).format(**names))


def _list(tables: Iterable[str]) -> sql.Composed:
    return sql.SQL(", ").join(sql.Identifier("public", table) for table in sorted(tables))
