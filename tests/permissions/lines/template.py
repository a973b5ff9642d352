"""Addresses of the form of a district's cases, of who approves, and of live data in a case."""

from tests.permissions.line import Line
from tests.permissions.people import ALNA

KEEP = {"secretariat", "administrator"}
KEEP_SOMEWHERE = KEEP | {"neighbour_administrator"}
WRITE = {"secretariat", "case_officer"}
WORK = WRITE | {"director"}
FORM = "/saker/maler/{form_of_cases.pk}/"
CASE = "/saker/{data_case.pk}/"

LINES = [
    Line("/saker/maler/", get=KEEP_SOMEWHERE, asks="reports.keep_forms"),
    Line(
        "/saker/maler/skjema/", get=KEEP_SOMEWHERE, post=KEEP_SOMEWHERE, asks="reports.keep_forms"
    ),
    Line(FORM, get=KEEP, sees=KEEP),
    *(
        Line(f"{FORM}{rest}/", get=KEEP, post=KEEP, sees=KEEP, asks="reports.change_casetemplate")
        for rest in ("utseende", "deler/free", "fraser", "word", "gjeldende")
    ),
    Line(f"{FORM}pdf/", post=KEEP, sees=KEEP, asks="reports.view_casetemplate"),
    Line("/saker/godkjennere/", get=KEEP_SOMEWHERE, asks="reports.keep_forms"),
    Line(
        "/saker/godkjennere/ny/",
        get=KEEP_SOMEWHERE,
        post=KEEP_SOMEWHERE,
        asks="reports.keep_forms",
    ),
    Line(
        "/saker/godkjennere/{office.pk}/",
        get=KEEP,
        post=KEEP,
        sees=ALNA,
        asks="reports.change_office",
    ),
    Line(f"{CASE}data/ny/", get=WRITE, post=WRITE, sees=WORK, asks="reports.write_case"),
    Line(f"{CASE}data/{{data_part.pk}}/", get=WORK, sees=WORK, asks="reports.view_work"),
    Line(
        f"{CASE}del/{{data_part.pk}}/", get=WORK, post=WRITE, sees=WORK, asks="reports.write_case"
    ),
    Line(
        "/saker/ny/?program={programme.pk}",
        get={"secretariat"},
        post={"secretariat"},
        asks="reports.make_case",
    ),
]
