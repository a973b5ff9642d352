"""PostgreSQL's ltree: a path of labels that indexes and answers «is below»."""

from typing import Any

from django.db import models


class LtreeField(models.TextField):
    """A path such as `1.4.17`, one label per step from the top."""

    description = "ltree"

    def db_type(self, connection: Any) -> str:
        return "ltree"


@LtreeField.register_lookup
class IsBelow(models.Lookup):
    """`path__below=other`: the row itself or anything under it."""

    lookup_name = "below"

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} <@ {right}::ltree", (*left_params, *right_params)
