"""Who may order papers of the portfolio, and who reads them."""

from typing import Any

import rules

from organisation.people.models import Person, Role
from organisation.people.rules import has_role, has_role_somewhere
from portfolio.rules.core import is_active


@rules.predicate
def ordered_it(person: Person, paper: Any) -> bool:
    return paper is not None and paper.ordered_by_id == person.pk


PERMISSIONS = {
    # Agrees with `PortfolioPaperQuerySet.visible_to`.
    "portfolio.view_portfoliopaper": is_active & (ordered_it | has_role(Role.DIRECTOR)),
    # Opens the pages; what stands in a paper is what its reader may see of the portfolio.
    "portfolio.order_paper": has_role_somewhere(Role.ADVISER)
    | has_role_somewhere(Role.MANAGER)
    | has_role_somewhere(Role.DIRECTOR)
    | has_role_somewhere(Role.SECRETARIAT),
}
