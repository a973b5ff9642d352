"""Days that are known only to the month, the season or the year, and how they are said."""

from datetime import date

from django.db import models
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class Precision(models.TextChoices):
    DAY = "day", gettext_lazy("Dag")
    MONTH = "month", gettext_lazy("Måned")
    SEASON = "season", gettext_lazy("Årstid")
    YEAR = "year", gettext_lazy("År")


def in_words(day: date | None, precision: str = Precision.DAY) -> str:
    """`01.05.2014`, `mai 2014`, `høsten 2014` or `2014`; empty when there is no day."""
    if day is None:
        return ""
    if precision == Precision.YEAR:
        return str(day.year)
    if precision == Precision.SEASON:
        seasons = (_("vinteren"), _("våren"), _("sommeren"), _("høsten"))
        return f"{seasons[day.month % 12 // 3]} {day.year}"
    if precision == Precision.MONTH:
        return formats.date_format(day, "F Y").lower()
    return formats.date_format(day, "d.m.Y")


def precision_field() -> models.CharField[str, str]:
    return models.CharField(
        gettext_lazy("nøyaktighet"), max_length=6, choices=Precision, default=Precision.DAY
    )
