"""Addresses of the versions of a case: for those who read its draft."""

from tests.permissions.line import Line

WRITE = {"secretariat", "case_officer"}
WORK = WRITE | {"director"}
CASE = "/saker/{draft_case.pk}/versjoner/"

LINES = [
    Line(CASE, get=WORK, sees=WORK, asks="reports.view_work"),
    Line(
        f"{CASE}1/tilbake/{{section.pk}}/",
        get=WRITE,
        post=WRITE,
        sees=WORK,
        asks="reports.write_case",
    ),
]
