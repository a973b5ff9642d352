"""Where each app's permission table is kept; one name, one rule, no logic here."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from rules import Predicate

registered: dict[str, Predicate] = {}


def register(table: Mapping[str, Predicate]) -> None:
    """Make the rules of an app's table answer `person.has_perm`. Called from AppConfig.ready."""
    registered.update(table)


def allows(person: Any, permission: str, thing: Any = None) -> bool:
    """Whether `person` may do `permission` with `thing`; KeyError for an unknown name."""
    return bool(registered[permission].test(person, thing))


def is_reading(permission: str) -> bool:
    """Whether it only opens for reading, by its name: `…view_…` and `…list_…`."""
    return permission.partition(".")[2].startswith(("view_", "list_"))


def authorize(person: Any, permission: str, thing: Any = None) -> None:
    """Let `person` pass, or raise PermissionDenied (403). What one may not see is a 404 instead."""
    if not person.has_perm(permission, thing):
        raise PermissionDenied(permission)
