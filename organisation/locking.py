"""One way to take a row for a change, so that the second of two people is told about the first."""

from typing import TypeVar

from django.db import models
from django.utils.translation import gettext as _

from organisation.errors import Stale

Row = TypeVar("Row", bound=models.Model)


def lock(thing: Row, *, version: int | None = None) -> Row:
    """Return `thing` read afresh under a row lock; must be called inside a transaction.

    `version` is the one that stood in the person's form. Raises Stale when somebody saved since.
    The caller adds one to `version` when it saves.
    """
    manager = type(thing)._default_manager
    current: Row = manager.select_for_update(of=("self",)).get(pk=thing.pk)
    if version is not None and version != getattr(current, "version"):  # noqa: B009 - models vary
        raise Stale(
            _("Noen andre har lagret mens du skrev. Teksten din er ikke borte."), current=current
        )
    return current
