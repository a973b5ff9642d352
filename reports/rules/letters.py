"""Who writes the letters of a funding round, and who reads them."""

from typing import Any

import rules

from organisation.people.models import Person
from reports.rules.core import is_secretariat, reads_whole


@rules.predicate
def reads_its_case(person: Person, letters: Any) -> bool:
    return letters is not None and bool(reads_whole.test(person, letters.case))


PERMISSIONS = {
    # Letters follow the case: what is kept from somebody there, is kept from them here.
    "reports.view_letterset": reads_its_case,
    "reports.write_letters": is_secretariat,
}
