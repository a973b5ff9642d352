"""Spans of time in sums of rows."""

from datetime import timedelta

from django.db.models import Aggregate, DurationField


class Median(Aggregate):
    """The middle of a span of time; None of nothing."""

    function = "PERCENTILE_CONT"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def days_in(span: timedelta | None) -> int:
    return round(span.total_seconds() / 86400) if span else 0
