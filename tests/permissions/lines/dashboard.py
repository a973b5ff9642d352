"""Addresses of the dashboard, the lists behind it and its charts."""

from tests.permissions.line import Line, in_project
from tests.permissions.people import ALNA, ALNA_EMPLOYEES, EMPLOYEES

BEHIND = (
    "avgjorelser", "beslutningspunkter", "penger", "fond", "gevinster", "ideer", "faser",
    "ventetid", "bruk",
)  # fmt: skip

LINES = [
    # Who sits in the board is led to what was released to it.
    Line("/portefolje/", get=EMPLOYEES | {"board_member"}, asks="portfolio.list_projects"),
    Line(
        "/portefolje/for-bydelsutvalget/",
        get=EMPLOYEES | {"board_member"},
        asks="portfolio.view_released",
    ),
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
