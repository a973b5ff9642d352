"""Norwegian alphabetical order that is the same on every PostgreSQL."""

from django.db import models


def norwegian_key(source: str) -> models.GeneratedField:
    """A generated column to sort `source` by: a–z, æ, ø, å, whatever the server's collation.

    The SQL function norwegian_key(text) comes with the first migration of `people`.
    """
    return models.GeneratedField(
        expression=models.Func(models.F(source), function="norwegian_key"),
        output_field=models.TextField(db_collation="C"),
        db_persist=True,
    )
