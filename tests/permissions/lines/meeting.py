"""Addresses of meetings of our own: calendar, agenda, attendance, minutes, committees."""

from tests.permissions.line import Line
from tests.permissions.people import ALNA, EVERYBODY

INSIDERS = {"secretariat", "director", "board_member"}
WORK = {"secretariat"}
KEEP = {"secretariat", "administrator"}
MEETING = "/moter/{board_meeting.pk}/"
ITEM = f"{MEETING}punkt/{{item.pk}}/"
COMMITTEE = "/moter/utvalg/{committee.pk}/"


def at_work(rest: str, asks: str, *, is_page: bool = True) -> Line:
    """Only the secretary works on a meeting, which everybody in the district sees."""
    address = rest if rest.startswith("/") else f"{MEETING}{rest}"
    return Line(address, get=WORK if is_page else None, post=WORK, sees=ALNA, asks=asks)


def of_committee(rest: str) -> Line:
    address = f"{COMMITTEE}{rest}"
    return Line(address, get=KEEP, post=KEEP, sees=ALNA, asks="reports.change_committee")


PLAN, HOLD = "reports.plan_meeting", "reports.hold_meeting"
LINES = [
    Line("/moter/", get=EVERYBODY, asks="reports.list_meetings"),
    Line("/moter/dager/", get=EVERYBODY, asks="reports.list_meetings"),
    Line(
        "/moter/dager/{committee.pk}/{board_meeting.held_on}/dokumenter/",
        get=None,
        post=WORK,
        sees=ALNA,
        asks=PLAN,
    ),
    Line("/moter/nytt/", get=WORK, post=WORK, asks="reports.start_meeting"),
    Line("/moter/utvalg/", get=EVERYBODY, asks="reports.list_meetings"),
    Line(
        "/moter/utvalg/nytt/",
        get=KEEP | {"neighbour_administrator"},
        post=KEEP | {"neighbour_administrator"},
        asks="reports.change_committee",
    ),
    Line(COMMITTEE, get=ALNA, sees=ALNA, asks="reports.change_committee"),
    of_committee("endre/"),
    of_committee("medlem/"),
    of_committee("medlem/{committee_member.pk}/"),
    of_committee("medlem/{committee_member.pk}/fjern/"),
    Line(MEETING, get=ALNA, sees=ALNA, asks="reports.view_closed_doors"),
    Line("/moter/{planned_meeting.pk}/", get=INSIDERS, sees=INSIDERS),
    at_work("endre/", PLAN),
    at_work("kall-inn/", "reports.call_meeting"),
    at_work("holdt/", HOLD, is_page=False),
    at_work("avlys/", PLAN),
    at_work("dokumenter/", PLAN, is_page=False),
    at_work("sakskart/", PLAN),
    at_work("sakskart/sak/{waiting_stop.pk}/", PLAN, is_page=False),
    at_work("sakskart/{item.pk}/flytt/", PLAN, is_page=False),
    at_work("sakskart/{item.pk}/endre/", PLAN),
    at_work("sakskart/{item.pk}/fjern/", PLAN),
    at_work("oppmote/", HOLD),
    at_work("oppmote/ny/", HOLD, is_page=False),
    at_work("oppmote/leder/", HOLD, is_page=False),
    at_work("oppmote/{attendance.pk}/", HOLD, is_page=False),
    at_work(ITEM, HOLD),
    at_work(f"{ITEM}inhabil/", HOLD),
    at_work(f"{ITEM}inhabil/{{disqualified.pk}}/fjern/", HOLD, is_page=False),
    at_work(f"{ITEM}forslag/", HOLD),
    at_work(f"{ITEM}forslag/{{meeting_entry.pk}}/fjern/", HOLD),
    at_work(f"{ITEM}stemmer/", HOLD),
    at_work(f"{ITEM}utfall/", HOLD),
    Line(
        "/moter/{held_meeting.pk}/protokoll/",
        get=ALNA,
        sees=ALNA,
        asks="reports.view_closed_doors",
    ),
    at_work("godkjenn/{held_meeting.pk}/", "reports.lock_minutes"),
]
SECRETS: dict[str, set[str]] = {"Ankesaken": INSIDERS | {"manager"}}
