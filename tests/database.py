"""One migrated template, a clone of it for each test process, and the reset between tests."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import psycopg
from psycopg import sql

from config.local import servers
from config.local.schema import schema_key
from tests import templates
from tests.plugin import TestServers

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = templates.DATABASE
# Never written by a test, and large enough to be worth leaving alone.
UNTOUCHED = frozenset({"django_migrations", "django_content_type", "auth_permission"})


def make_test_database(here: TestServers) -> None:
    """Clone the template for this process; the first process to come here makes it."""
    with (Path(here.folder) / "template.lock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        with psycopg.connect(
            here.postgres(servers.SUPERUSER, "postgres"), autocommit=True
        ) as connection:
            known = {row[0] for row in connection.execute("SELECT datname FROM pg_database")}
            if TEMPLATE not in known:
                _make_template(here, connection)
            connection.execute(_create_database(here.database, TEMPLATE))


def _make_template(here: TestServers, connection: psycopg.Connection) -> None:
    connection.execute(_create_database(TEMPLATE, "template0"))
    environment = {
        **os.environ,
        "DATABASE_URL": here.postgres(servers.APP, TEMPLATE),
        "DATABASE_OWNER_URL": here.postgres(servers.OWNER, TEMPLATE),
        "DATABASE_AS_OWNER": "1",
    }
    key = schema_key()
    made = subprocess.run(
        [sys.executable, "manage.py", "prepare_database", "--skip-checks", "-v", "0"],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        connection.execute(sql.SQL("DROP DATABASE {}").format(sql.Identifier(TEMPLATE)))
        raise RuntimeError(f"The database could not be made:\n{made.stderr}")
    if key == schema_key():  # nobody changed a model or a migration meanwhile
        (Path(here.folder) / templates.KEY_FILE).write_text(key)


def _create_database(name: str, template: str) -> sql.Composed:
    return sql.SQL("CREATE DATABASE {} OWNER {} TEMPLATE {}").format(
        *(sql.Identifier(part) for part in (name, servers.OWNER, template))
    )


class Reset:
    """Bring a committed database back to how it was when this object was made.

    Deletes in tables that hold rows only: at our number of tables TRUNCATE is fifteen times
    slower, and the app's role may not do it. Triggers are off meanwhile, so frozen rows go too.
    """

    def __init__(self, address: str) -> None:
        self.connection = psycopg.connect(address, autocommit=True)
        self.connection.execute("SET session_replication_role = replica")
        self.connection.execute("SET lock_timeout = '10s'")
        self.tables: list[str] = [
            row[0]
            for row in self.connection.execute(
                "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
                " AND relkind = 'r' ORDER BY relname"
            )
            if row[0] not in UNTOUCHED
        ]
        self.restore = {table: self._keep(table) for table in self._with_rows()}

    def __call__(self) -> None:
        with self.connection.transaction():
            for table in self._with_rows():
                self.connection.execute(sql.SQL("DELETE FROM {}").format(_public(table)))
            for statement in self.restore.values():
                self.connection.execute(statement)

    def close(self) -> None:
        self.connection.close()

    def _with_rows(self) -> list[str]:
        if not self.tables:
            return []
        asked = sql.SQL(" UNION ALL ").join(
            sql.SQL("SELECT {} WHERE EXISTS (SELECT FROM {})").format(table, _public(table))
            for table in self.tables
        )
        return [row[0] for row in self.connection.execute(asked)]

    def _keep(self, table: str) -> sql.Composed:
        """Copy the table's rows aside; gives the statement that brings them back."""
        self.connection.execute("CREATE SCHEMA IF NOT EXISTS kept_by_tests")
        kept = sql.Identifier("kept_by_tests", table)
        self.connection.execute(
            sql.SQL("CREATE TABLE {} AS SELECT * FROM {}").format(kept, _public(table))
        )
        columns = sql.SQL(", ").join(
            sql.Identifier(row[0])
            for row in self.connection.execute(
                "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass"
                " AND attnum > 0 AND NOT attisdropped AND attgenerated = ''",
                [_public(table).as_string()],
            )
        )
        return sql.SQL("INSERT INTO {} ({}) OVERRIDING SYSTEM VALUE SELECT {} FROM {}").format(
            _public(table), columns, columns, kept
        )


def _public(table: str) -> sql.Identifier:
    return sql.Identifier("public", table)


def use_reset_for_committing_tests(reset: Callable[[], None]) -> Callable[[], None]:
    """Let Django's committing tests end in `reset` instead of TRUNCATE; gives the way back."""
    from django.test import TransactionTestCase

    own = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
    TransactionTestCase._fixture_teardown = lambda _case: reset()  # type: ignore[attr-defined]

    def undo() -> None:
        TransactionTestCase._fixture_teardown = own  # type: ignore[attr-defined]

    return undo
