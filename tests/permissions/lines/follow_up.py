"""What is followed up after meetings, and what a changed vedtak means for its gate."""

from tests.permissions.line import Line
from tests.permissions.people import ALNA, EMPLOYEES

KEEP = {"secretariat", "director"}
KEEP_SOMEWHERE = KEEP | {"neighbour_director"}
FOLLOW = KEEP | {"manager", "handler"}
CLOSE = KEEP | {"handler"}
THING = "/saker/oppfolging/{follow_up.pk}/"
CHANGED = "/saker/{changed_case.pk}/"

LINES = [
    Line(
        "/saker/fra-motesystemet/",
        get={"secretariat"},
        post={"secretariat"},
        asks="reports.take_in_meeting",
    ),
    Line("/saker/oppfolging/", get=EMPLOYEES, asks="reports.list_followups"),
    Line(
        "/saker/oppfolging/ny/",
        get=KEEP_SOMEWHERE,
        post=KEEP_SOMEWHERE,
        asks="reports.add_followup",
    ),
    Line(
        "/saker/oppfolging/tilbakemelding/",
        get={"secretariat"},
        post={"secretariat"},
        asks="reports.report_followups",
    ),
    Line(THING, get=FOLLOW, post=CLOSE, sees=FOLLOW, asks="reports.close_followup"),
    Line(f"{THING}endre/", get=KEEP, post=KEEP, sees=FOLLOW, asks="reports.edit_followup"),
    Line(f"{THING}apne/", post=KEEP, sees=FOLLOW, asks="reports.edit_followup"),
    Line(f"{THING}sak/", post={"secretariat"}, sees=FOLLOW, asks="reports.make_case"),
    Line(
        f"{CHANGED}oppfolging/",
        get={"secretariat"},
        post={"secretariat"},
        sees=ALNA,
        asks="reports.record_vedtak",
    ),
    Line(f"{CHANGED}tekst/", get=KEEP, sees=ALNA, asks="reports.view_work"),
    Line(
        f"{CHANGED}saksprotokoll/{{changed_stop.pk}}/",
        get={"secretariat"},
        post={"secretariat"},
        sees=ALNA,
        asks="reports.record_vedtak",
    ),
    Line(
        f"{CHANGED}saksprotokoll/fjern/{{extract.pk}}/",
        get={"secretariat"},
        post={"secretariat"},
        sees=ALNA,
        asks="reports.record_vedtak",
    ),
    Line(f"{CHANGED}utfall/", get=KEEP, post=KEEP, sees=ALNA, asks="reports.choose_outcome"),
]
