"""Addresses of risks."""

from tests.permissions.line import Line, in_project
from tests.permissions.people import ALNA_EMPLOYEES, EMPLOYEES

RISK = "/prosjekter/{running_project.slug}/risiko/"
TEAM = {"leader", "owner", "adviser", "member"}
RUN = {"leader", "owner", "adviser"}

LINES = [
    Line("/prosjekter/risiko/", get=EMPLOYEES, asks="portfolio.list_projects"),
    in_project(RISK, get=ALNA_EMPLOYEES, asks="portfolio.add_risk"),
    in_project(f"{RISK}ny/", get=TEAM, post=TEAM, asks="portfolio.add_risk"),
    in_project(f"{RISK}{{risk.number}}/", get=ALNA_EMPLOYEES, asks="portfolio.edit_risk"),
    *(
        in_project(
            f"{RISK}{{risk.number}}/{rest}/", get=TEAM, post=TEAM, asks="portfolio.edit_risk"
        )
        for rest in ("endre", "close")
    ),
    in_project(f"{RISK}{{risk.number}}/loft/", get=RUN, post=RUN, asks="portfolio.escalate_risk"),
    in_project(
        f"{RISK}{{risk.number}}/svar/",
        get={"leader", "owner"},
        post={"leader", "owner"},
        asks="portfolio.give_back_risk",
    ),
]
