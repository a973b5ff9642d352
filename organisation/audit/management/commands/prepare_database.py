"""Migrate, and open the tables to the app's role: all a database needs, before each start."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from organisation.audit.migrating import drawing_models_once


class Command(BaseCommand):
    help = (
        "Migrate as the owner of the database, make the app's role when it is missing, and set what"
        " that role may do. Run it with DATABASE_AS_OWNER=1."
    )
    requires_migrations_checks = False

    def handle(self, *_args: Any, **options: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT current_user, rolsuper OR rolcreaterole FROM pg_roles"
                " WHERE rolname = current_user"
            )
            owner, may_make_roles = cursor.fetchone()
            role = str(settings.DATABASE_APP_ROLE or owner)
            if role == owner and settings.DATABASE_OWNER_URL != settings.DATABASE_URL:
                raise CommandError("Run this with DATABASE_AS_OWNER=1, as the owner of the tables.")
            cursor.execute("SELECT FROM pg_roles WHERE rolname = %s", [role])
            if cursor.fetchone() is None:
                self._make_role(cursor, role, allowed=may_make_roles)
        with drawing_models_once():
            call_command("migrate", interactive=False, verbosity=options["verbosity"])
        if options["verbosity"]:
            rights = "owns the tables" if role == owner else "reads and writes, by its own role"
            self.stdout.write(self.style.SUCCESS(f"The database is ready; {role} {rights}."))

    def _make_role(self, cursor: Any, role: str, *, allowed: bool) -> None:
        if not allowed:
            raise CommandError(
                f'The role in DATABASE_URL is missing. As a superuser: CREATE ROLE "{role}" LOGIN;'
            )
        statement = sql.SQL("CREATE ROLE {} LOGIN").format(sql.Identifier(role))
        if password := conninfo_to_dict(settings.DATABASE_URL).get("password"):
            statement += sql.SQL(" PASSWORD {}").format(sql.Literal(str(password)))
        cursor.execute(statement)
