"""Participants as people write or paste them: a line each, with a name, an e-mail address or both.

Somebody in the district is known by the address, or by the whole name when only one has it.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from organisation.people.models import Person

AN_ADDRESS = re.compile(r"[^\s<>,;:()\"]+@[^\s<>,;:()\"]+")
AROUND_A_NAME = " \t<>,;:()\"'-–•*"
MOST_LINES = 300
LONGEST_NAME = 120


@dataclass(frozen=True)
class Somebody:
    """A person in the register, or the name and address of one who is not."""

    person: Person | None = None
    name: str = ""
    email: str = ""

    def __str__(self) -> str:
        return str(self.person) if self.person else self.name

    @property
    def key(self) -> str:
        """The same for the same human being."""
        return (self.person.email if self.person else self.email).lower()


@dataclass
class Pasted:
    """What the lines say, and what is wrong with those that cannot be read."""

    people: list[Somebody] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    number: int
    text: str
    name: str
    email: str


def lines_of(text: str) -> Iterator[Line]:
    """«Kari Nordmann <kari@x.no>», «Kari Nordmann; kari@x.no», the name or the address alone."""
    for number, line in enumerate(text.splitlines(), start=1):
        if not (line := " ".join(line.replace("\0", "").split())):
            continue
        address = AN_ADDRESS.search(line)
        email = address.group().strip(AROUND_A_NAME + ".") if address else ""
        around = line.replace(address.group(), " ") if address else line
        name = " ".join(around.strip(AROUND_A_NAME).split())
        yield Line(number, line, name, email)


def read_participants(text: str, district_id: int) -> Pasted:
    """Who the lines name; two queries whatever their number."""
    pasted, lines = Pasted(), list(lines_of(text))
    if len(lines) > MOST_LINES:
        pasted.faults.append(_("Lim inn høyst %(n)s linjer om gangen.") % {"n": MOST_LINES})
        return pasted
    known = Person.objects.filter(district=district_id, is_active=True).only("pk", "name", "email")
    by_email: dict[str, Person] = {}
    by_name: dict[str, list[Person]] = {}
    for person in known:
        by_email[person.email.lower()] = person
        by_name.setdefault(" ".join(person.name.split()).casefold(), []).append(person)
    for line in lines:
        if line.email:
            person = by_email.get(line.email.lower())
            fault = "" if person else fault_of_outsider(line)
        else:
            alike = by_name.get(line.name.casefold(), [])
            person = alike[0] if len(alike) == 1 else None
            fault = "" if person else fault_of_name(len(alike))
        if fault:
            pasted.faults.append(
                _("Linje %(n)s, «%(text)s»: %(fault)s")
                % {"n": line.number, "text": line.text[:80], "fault": fault}
            )
        elif person:
            pasted.people.append(Somebody(person))
        else:
            pasted.people.append(Somebody(None, line.name, line.email))
    return pasted


def fault_of_outsider(line: Line) -> str:
    """What is wrong with a line whose address is nobody's in the district."""
    try:
        validate_email(line.email)
    except ValidationError:
        return _("E-postadressen er ikke gyldig.")
    if len(line.email) > 254:
        return _("E-postadressen er for lang.")
    if not line.name:
        return _("Ingen i bydelen har denne adressen. Skriv navnet foran.")
    if len(line.name) > LONGEST_NAME:
        return _("Navnet er for langt.")
    return ""


def fault_of_name(alike: int) -> str:
    if alike:
        return _("Flere i bydelen heter dette. Skriv e-postadressen i stedet.")
    return _("Ingen i bydelen heter dette. Skriv e-postadressen etter navnet.")
