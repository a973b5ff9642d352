"""Addresses of status reports."""

from tests.permissions.line import Line, in_project
from tests.permissions.people import ADMINISTRATORS, ALNA_EMPLOYEES, EMPLOYEES

STATUS = "/prosjekter/{running_project.slug}/status/"
WRITERS = {"leader", "adviser"}

LINES = [
    Line("/prosjekter/status/", get=EMPLOYEES, asks="portfolio.list_projects"),
    Line("/prosjekter/status/rytme/", get=ADMINISTRATORS, asks="portfolio.administer_status"),
    Line(
        "/prosjekter/status/rytme/small/",
        get=ADMINISTRATORS,
        post=ADMINISTRATORS,
        asks="portfolio.change_statussettings",
    ),
    in_project("/prosjekter/status/utkast/{status_writing.pk}/", get=WRITERS),
    in_project(STATUS, get=ALNA_EMPLOYEES, asks="portfolio.write_status"),
    in_project(f"{STATUS}{{status_report.number}}/", get=ALNA_EMPLOYEES),
    in_project(f"{STATUS}start/", post=WRITERS, asks="portfolio.write_status"),
    in_project(f"{STATUS}skriv/", get=WRITERS, post=WRITERS, asks="portfolio.write_status"),
    in_project(f"{STATUS}se-over/", get=WRITERS, post={"leader"}, asks="portfolio.deliver_status"),
    in_project(
        f"{STATUS}uendret/", get={"leader"}, post={"leader"}, asks="portfolio.deliver_status"
    ),
    in_project(f"{STATUS}forkast/", get=WRITERS, post=WRITERS, asks="portfolio.write_status"),
    in_project(
        f"{STATUS}skribenter/", get={"leader"}, post={"leader"}, asks="portfolio.let_write_status"
    ),
]
