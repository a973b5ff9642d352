"""Where an app's permission table meets Django: one table per app, registered once."""

from collections.abc import Mapping
from typing import Any

import rules
from django.core.exceptions import PermissionDenied

registered: dict[str, Any] = {}


def register(table: Mapping[str, Any]) -> None:
    """Make each rule of an app's table answer `person.has_perm`. Called from AppConfig.ready."""
    for name, predicate in table.items():
        rules.set_perm(name, predicate)
        registered[name] = predicate


def authorize(person: Any, permission: str, thing: Any = None) -> None:
    """Let `person` pass, or raise PermissionDenied (403). What one may not see is a 404 instead."""
    if not person.has_perm(permission, thing):
        raise PermissionDenied(permission)
