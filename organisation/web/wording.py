"""How numbers, money, days and moments are written for people, in one place."""

from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from organisation import days
from organisation.working_days import add_working_days

NBSP = "\N{NO-BREAK SPACE}"
MINUS = "\N{MINUS SIGN}"
ORE = Decimal("0.01")


def number(value: Any, decimals: int | None = None) -> str:
    """`1234.5` as `1 234,5`: groups of three, decimal comma, a real minus. Empty for None.

    `decimals` rounds to so many; without it the value's own are kept, less trailing zeros.
    """
    if value is None or value == "":
        return ""
    amount = Decimal(str(value))
    if decimals is not None:
        amount = amount.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    text = f"{abs(amount):f}"
    whole, _dot, part = text.partition(".")
    if decimals is None:
        part = part.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", NBSP)
    words = f"{grouped},{part}" if part else grouped
    return f"{MINUS}{words}" if amount < 0 else words


def nok(value: Any) -> str:
    """Kroner: `2 500 000 kr`; øre only when there are any."""
    if value is None or value == "":
        return ""
    amount = Decimal(str(value)).quantize(ORE, rounding=ROUND_HALF_UP)
    decimals = 0 if amount == amount.to_integral_value() else 2
    return f"{number(amount, decimals)}{NBSP}kr"


def local_day(value: date | datetime) -> date:
    """The day in Oslo; a date is already one."""
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def day(value: date | datetime | None) -> str:
    """`26.02.2015`; empty for None."""
    return f"{local_day(value):%d.%m.%Y}" if value else ""


def long_day(value: date | datetime | None) -> str:
    """`mandag 23. november 2026`; empty for None."""
    return date_format(local_day(value), "l j. F Y") if value else ""


def short_day(value: date | datetime | None, today: date | None = None) -> str:
    """`fredag 4.12.` this year, `26.02.2015` in any other; empty for None."""
    if not value:
        return ""
    on = local_day(value)
    if on.year != (today or days.today()).year:
        return day(on)
    return f"{date_format(on, 'l')}{NBSP}{on.day}.{on.month}."


def moment(value: datetime | None) -> str:
    """`kl. 08.14`; empty for None."""
    if not value:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"kl.{NBSP}{local:%H.%M}"


def day_and_moment(value: datetime | None) -> str:
    """`23.11.2026 kl. 08.14`; empty for None."""
    return f"{day(value)} {moment(value)}" if value else ""


def urgency(on: date, today: date) -> str:
    """`over` past the day, `soon` within two working days, otherwise empty."""
    if on < today:
        return "over"
    return "soon" if on <= add_working_days(today, 2) else ""


def due_words(on: date, today: date, what: str = "") -> str:
    """A binding date in words: `Svar lovet 19.11. – 2 dager over`, `I morgen, 24.11.`"""
    plain = f"{on.day}.{on.month}." if on.year == today.year else day(on)
    days = (on - today).days
    if days < 0:
        late = ngettext("%(n)s dag over", "%(n)s dager over", -days) % {"n": number(-days)}
        return f"{what} {plain} – {late}" if what else late
    if days == 0:
        words = _("i dag, %(day)s") % {"day": plain}
    elif days == 1:
        words = _("i morgen, %(day)s") % {"day": plain}
    else:
        words = short_day(on, today)
    return f"{what} {words}" if what else words[:1].upper() + words[1:]


def file_size(size: int) -> str:
    """`74 kB`, `1,2 MB`."""
    if size < 1_000_000:
        return f"{number(max(1, round(size / 1000)))}{NBSP}kB"
    return f"{number(Decimal(size) / 1_000_000, 1)}{NBSP}MB"


def count_word(count: int) -> str:
    """Numbers to nine as words, to begin a sentence with: `To ting må rettes`."""
    words = (
        _("Ingen"),
        _("Én"),
        _("To"),
        _("Tre"),
        _("Fire"),
        _("Fem"),
        _("Seks"),
        _("Sju"),
        _("Åtte"),
        _("Ni"),
    )
    return words[count] if count < len(words) else number(count)
