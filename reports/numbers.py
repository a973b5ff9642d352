"""Møtesaksnummer: reading what people type and writing it as each committee does."""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from organisation.errors import DomainError

PATTERN_PARTS = re.compile(r"\{(n|yy|yyyy)\}")
# An optional prefix of words ("BU-sak", "SAK", "Sak nr."), then one or two numbers.
TYPED = re.compile(r"^(?:[^\W\d]+(?:[\s.\-]+[^\W\d]+)*[\s.\-:]*)?(\d{1,4})(?:\s*/\s*(\d{1,4}))?$")


@dataclass(frozen=True)
class CaseNumber:
    """Number `n` in a committee's series of `year`."""

    n: int
    year: int

    def written(self, pattern: str) -> str:
        """As the committee writes it: `15/13`, `13/15`, `BU 13/15`."""
        return pattern.format(n=self.n, yy=f"{self.year % 100:02d}", yyyy=self.year)


def is_pattern(pattern: str) -> bool:
    """Whether `pattern` has a place for the number and one for the year, and nothing unknown."""
    names = PATTERN_PARTS.findall(pattern)
    rest = PATTERN_PARTS.sub("", pattern)
    return names.count("n") == 1 and len(names) == 2 and not set("{}") & set(rest)


def read_number(text: str, *, pattern: str, year: int) -> CaseNumber:
    """The number that `text` means: `15/13`, ` 219 /09`, `BU-sak 15/13` or just `15`.

    `year` is the year of the meeting, used when none was typed. Raises DomainError.
    """
    found = TYPED.match(" ".join(text.split()))
    if found is None:
        raise DomainError(
            _("Skriv saksnummeret som %(example)s.")
            % {"example": CaseNumber(15, year).written(pattern)}
        )
    first, second = found.groups()
    if second is None:
        number, typed_year = int(first), year
    elif PATTERN_PARTS.findall(pattern)[0] == "n":
        number, typed_year = int(first), _whole_year(second)
    else:
        number, typed_year = int(second), _whole_year(first)
    if number < 1:
        raise DomainError(_("Saksnummer begynner på 1."))
    if typed_year != year:
        raise DomainError(
            _("Saksnummeret er fra %(typed)d, men møtet er i %(year)d.")
            % {"typed": typed_year, "year": year}
        )
    return CaseNumber(number, year)


def _whole_year(digits: str) -> int:
    value = int(digits)
    return value if value >= 100 else 2000 + value
