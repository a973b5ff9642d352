"""Addresses of the dashboard, the lists behind it and its charts."""

from tests.permissions.line import Line, in_project
from tests.permissions.people import ALNA, ALNA_EMPLOYEES, EMPLOYEES

BEHIND = (
    "avgjorelser", "beslutningspunkter", "penger", "fond", "gevinster", "ideer", "faser",
    "ventetid", "bruk",
)  # fmt: skip

LINES = [
    Line("/portefolje/", get=EMPLOYEES, asks="portfolio.list_projects"),
    Line("/portefolje/mangler/", get=EMPLOYEES, asks="portfolio.list_projects"),
    *(
        Line(f"/portefolje/bak/{name}/", get=EMPLOYEES, asks="portfolio.list_projects")
        for name in BEHIND
    ),
    # The district next door has no projects, so there is nothing to draw.
    Line(
        "/portefolje/diagram/veikart.svg",
        get=ALNA_EMPLOYEES,
        sees=ALNA,
        asks="portfolio.list_projects",
    ),
    in_project(
        "/portefolje/minn/{running_project.slug}/",
        post={"owner", "adviser", "manager", "director"},
        asks="portfolio.nudge_leader",
    ),
]
