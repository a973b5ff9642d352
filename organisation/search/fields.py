"""The column a kind of thing is searched by, kept by the database itself."""

from collections.abc import Mapping, Sequence
from functools import reduce
from operator import add

from django.contrib.postgres.search import SearchVector, SearchVectorField
from django.db import models
from django.db.models import F, Func, TextField, Value

CONFIG = "norwegian"


def search_vector(weighted: Mapping[str, Sequence[str]]) -> models.GeneratedField:
    """`tsv = search_vector({"A": ["title"], "B": ["need", "proposal"]})`; A weighs most, D least.

    Fields are columns of the model itself, plain text or HTML. Give the model a
    `GinIndex(fields=["tsv"])`, and leave `tsv` out of what history tracks.
    """
    parts = [
        SearchVector(*names, weight=weight, config=CONFIG) for weight, names in weighted.items()
    ]
    return models.GeneratedField(
        expression=reduce(add, parts), output_field=SearchVectorField(), db_persist=True
    )


def plain_text(names: Sequence[str]) -> Func:
    """The fields after each other without their tags, for reading; no expression for a column."""
    joined = Func(Value(" "), *map(F, names), function="concat_ws", output_field=TextField())
    return Func(
        joined, Value("<[^>]*>"), Value(" "), Value("g"),
        function="regexp_replace", output_field=TextField(),
    )  # fmt: skip
