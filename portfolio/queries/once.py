"""Sums of rows that are costly to compute: each row once, then added up."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet


def summed(
    rows: QuerySet[Any, Any],
    names: Sequence[str],
    select: str,
    params: Sequence[Any] = (),
    *,
    called: str = "rows",
) -> list[tuple[Any, ...]]:
    """What `select` gives of the table `rows`, whose columns are `names` of the queryset, by turn.

    The table has another name in `select` when it is `called` so.

    Written straight into a sum, a computed column is computed once for each sum and condition that
    reads it. One query; nothing when the rows are known to be none.
    """
    try:
        statement, given = rows.order_by().values_list(*names).query.sql_with_params()
    except EmptyResultSet:
        return []
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            # Begins with what reads, so that nobody takes it for a change (audit.tracking).
            f"SELECT * FROM (WITH {called} ({columns}) AS MATERIALIZED ({statement}) {select})"
            " AS found",
            [*given, *params],
        )
        return cursor.fetchall()
