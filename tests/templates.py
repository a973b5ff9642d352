"""Keep the migrated template from one test run to the next while what it is made of stays.

Migrating takes half a minute, copying a stopped server's folder a fraction of a second. With
CI=true every run migrates.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

import psycopg
from psycopg import sql

from config.local import servers
from config.local.schema import schema_key

ROOT = Path(__file__).resolve().parent.parent
KEPT = ROOT / "var" / "test-templates"
KEPT_AT_MOST = 4
DATABASE = "test_template"
KEY_FILE = "template.key"


def take(folder: Path) -> None:
    """Begin with a kept server folder when there is one for the code as it is now."""
    kept = KEPT / schema_key()
    if os.environ.get("CI") != "true" and (kept / "PG_VERSION").exists():
        kept.touch()
        servers.copy_data(kept, folder)


def forget_clones(postgres: servers.Postgres) -> None:
    """Leave the template alone in the server, when this run made one that shall be kept."""
    with (
        suppress(psycopg.Error),
        psycopg.connect(
            postgres.address("postgres", servers.SUPERUSER), autocommit=True
        ) as connection,
    ):
        clones = connection.execute(
            "SELECT datname FROM pg_database WHERE datname LIKE 'test%%' AND datname <> %s",
            [DATABASE],
        ).fetchall()
        for (clone,) in clones:
            connection.execute(
                sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(clone))
            )


def keep(run: Path, data: Path) -> None:
    """Keep the stopped server's folder for later runs, if this run made its template."""
    if not (run / KEY_FILE).exists():
        return
    kept = KEPT / (run / KEY_FILE).read_text()
    half_made = KEPT / f"{kept.name}-{os.getpid()}"
    with suppress(OSError):  # keeping is a favour; without it the next run migrates
        KEPT.mkdir(parents=True, exist_ok=True)
        shutil.copytree(data, half_made)
        half_made.rename(kept)
        oldest_first = sorted(KEPT.iterdir(), key=lambda path: path.stat().st_mtime)
        for folder in oldest_first[:-KEPT_AT_MOST]:
            shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(half_made, ignore_errors=True)
