"""Reading sums of money and days out of Norwegian text, as people write them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

SPACE = r"[ \u00a0\u2009\u202f]"
# 1 200 000, 1.200.000, 500000, 1,25: groups first, so that a point is not taken for a comma.
FIGURE = rf"\d{{1,3}}(?:{SPACE}\d{{3}})+(?:,\d+)?|\d{{1,3}}(?:\.\d{{3}})+(?:,\d+)?|\d+(?:[.,]\d+)?"
SCALES = {
    "tusen": Decimal(1_000),
    "mill": Decimal(1_000_000),
    "million": Decimal(1_000_000),
    "millioner": Decimal(1_000_000),
    "millionar": Decimal(1_000_000),
    "mrd": Decimal(1_000_000_000),
    "milliard": Decimal(1_000_000_000),
    "milliarder": Decimal(1_000_000_000),
    "milliardar": Decimal(1_000_000_000),
}
SCALE = r"tusen|milliard(?:er|ar)?|mrd|million(?:er|ar)?|mill"
# What makes a figure a sum: a word for kroner on either side. `mill.` alone is enough.
AMOUNT = re.compile(
    rf"""
    (?<![\w,./–-])
    (?:(?P<before>kr\.?|NOK|MNOK|tkr){SPACE}*)?
    (?P<figure>{FIGURE})
    (?:{SPACE}*(?P<scale>{SCALE})\b\.?)?
    (?:{SPACE}*(?P<after>kroner|kr\b|NOK\b|MNOK\b|tkr\b|,-|,–))?
    """,
    re.VERBOSE | re.IGNORECASE,
)
IN_THOUSANDS, IN_MILLIONS = "tkr", "mnok"
ABOUT = re.compile(
    r"(?:\bom\s+lag|\bcirka|\bca\.?|\brundt|\bnesten|\bomtrent|\bsnaut|\bknapt|\bover|\bunder"
    rf"|\binntil|\bopp\s+til|\bminst)(?:{SPACE}+kr\.?)?{SPACE}*$",
    re.IGNORECASE,
)
RANGE = re.compile(rf"{SPACE}*(?:–|-|til\b){SPACE}*(?:kr\.?{SPACE}*)?\d", re.IGNORECASE)
RANGE_BEFORE = re.compile(
    rf"\d{SPACE}*(?:–|-|til){SPACE}*(?:kr\.?{SPACE}*)?$"
    rf"|\bmellom\b[^.]*\bog{SPACE}*(?:kr\.?{SPACE}*)?$|\bmellom{SPACE}*(?:kr\.?{SPACE}*)?$",
    re.IGNORECASE,
)
SHARE = Decimal("0.1")  # how far off a sum that is said to be about so much may be

MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip
DAY = re.compile(
    rf"\b(?P<day>\d{{1,2}})\.{SPACE}?(?P<month>\d{{1,2}})\.{SPACE}?(?P<year>\d{{4}})\b"
    rf"|(?:\b(?P<nth>\d{{1,2}})\.{SPACE}*)?\b(?P<name>{'|'.join(MONTHS)}){SPACE}+(?P<in>\d{{4}})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Amount:
    """A sum in kroner as it stands in a text; `margin` is how exactly it was said."""

    value: Decimal
    margin: Decimal
    words: str
    start: int

    def is_about(self, known: Decimal) -> bool:
        """Whether somebody who knew `known` could have written this."""
        return abs(self.value - known) <= self.margin


def amounts_in(text: str) -> Iterator[Amount]:
    """Each sum of kroner in `text`; figures without a word for kroner, and spans, are left out."""
    for found in AMOUNT.finditer(text):
        unit = (found["before"] or found["after"] or "").lower().rstrip(".")
        scale = (found["scale"] or "").lower()
        if not unit and scale not in ("mill", "mrd"):
            continue
        if RANGE.match(text, found.end()) or RANGE_BEFORE.search(text[: found.start()]):
            continue
        factor = SCALES.get(scale, Decimal(1))
        if unit in (IN_THOUSANDS, IN_MILLIONS) and not scale:
            factor = SCALES["tusen" if unit == IN_THOUSANDS else "mill"]
        figure = _decimal(found["figure"])
        value = figure * factor
        # 1,2 mill. may be said of anything from 1,15 to 1,25.
        margin = _step(figure) * factor / 2 if factor > 1 else Decimal("0.5")
        if ABOUT.search(text, 0, found.start()):
            margin = max(margin, value * SHARE)
        yield Amount(value, margin, found[0].strip(), found.start())


def _decimal(figure: str) -> Decimal:
    plain = re.sub(SPACE, "", figure)
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", plain):
        plain = plain.replace(".", "")
    return Decimal(plain.replace(",", "."))


def _step(figure: Decimal) -> Decimal:
    """The worth of the last digit: 0,1 in 1,2."""
    exponent = figure.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


@dataclass(frozen=True)
class Said:
    """A day in a text; `day` is 0 where only the month is told."""

    year: int
    month: int
    day: int
    words: str

    def is_about(self, known: date, precision: str = "day") -> bool:
        """Whether it is the same as `known`, as exactly as both of them are told."""
        if precision == "year":
            return self.year == known.year
        if precision == "season":
            same = self.month % 12 // 3 == known.month % 12 // 3
            return same and self.year == known.year
        same = (self.year, self.month) == (known.year, known.month)
        return same and (not self.day or precision == "month" or self.day == known.day)


def days_in(text: str) -> Iterator[Said]:
    """Each day or month with its year; days that are in no calendar are left out."""
    for found in DAY.finditer(text):
        if found["name"]:
            month = MONTHS.index(found["name"].lower()) + 1
            year, day = int(found["in"]), int(found["nth"] or 0)
        else:
            year, month, day = int(found["year"]), int(found["month"]), int(found["day"])
        if 1 <= month <= 12 and day <= 31 and year > 0:
            yield Said(year, month, day, found[0].strip())
