"""The addresses of benefits: planned by the project, measured by the line."""

from tests.permissions.line import Line, in_project
from tests.permissions.people import ALNA_EMPLOYEES, EVERYBODY

PLAN = {"leader", "owner", "adviser"}
MEASURE = {"member", "owner"}  # the member answers for this one
LIST = "/prosjekter/{running_project.slug}/gevinst/"
BENEFIT = f"{LIST}{{benefit.pk}}/"
POINT = f"{BENEFIT}maling/{{benefit_point.number}}/"
LINES: list[Line] = [
    in_project(LIST, get=ALNA_EMPLOYEES),
    in_project(f"{LIST}ny/", get=PLAN, post=PLAN, asks="portfolio.edit_benefit"),
    in_project(BENEFIT, get=ALNA_EMPLOYEES),
    in_project(f"{BENEFIT}historikk/", get=ALNA_EMPLOYEES),
    *(
        in_project(address, get=PLAN, post=PLAN, asks="portfolio.edit_benefit")
        for address in (
            f"{BENEFIT}endre/",
            f"{BENEFIT}ta-ut/",
            f"{BENEFIT}maling/ny/",
            f"{POINT}endre/",
            f"{POINT}fjern/",
        )
    ),
    in_project(f"{BENEFIT}ta-inn/", post=PLAN, asks="portfolio.edit_benefit"),
    in_project(POINT, get=MEASURE, post=MEASURE, asks="portfolio.measure_benefit"),
    # Whoever has the letter may answer; that the link is right is shown by tests of its own.
    Line("{benefit_link}", get=EVERYBODY, post=EVERYBODY, is_open=True),
    Line("{benefit_link}takk/", get=EVERYBODY, is_open=True),
]
