"""The addresses of actions, steering groups and handovers."""

from tests.permissions.line import Line, in_project
from tests.permissions.people import ALNA_EMPLOYEES, EVERYBODY

RUN = {"leader", "owner", "adviser"}
CALL = RUN | {"secretariat"}  # the group's secretary
APPROVE = {"owner", "director"}  # the director leads the group
PROJECT = "/prosjekter/{running_project.slug}/"
ACTION = f"{PROJECT}tiltak/{{action.pk}}/"
GROUP = f"{PROJECT}styringsgruppe/"
MEETING = f"{GROUP}{{meeting.number}}/"
ITEM = f"{MEETING}sak/{{agenda_item.pk}}/"
HANDOVER = f"{PROJECT}overtakelse/{{handover.pk}}/"
LINES: list[Line] = [
    Line("/prosjekter/mine-tiltak/", get=EVERYBODY),
    in_project(f"{PROJECT}tiltak/", get=ALNA_EMPLOYEES),
    in_project(
        f"{PROJECT}tiltak/nytt/",
        get=RUN | {"member"},
        post=RUN | {"member"},
        asks="portfolio.add_action",
    ),
    *(
        in_project(f"{ACTION}{verb}/", get=RUN, post=RUN, asks="portfolio.edit_action")
        for verb in ("endre", "fjern")
    ),
    in_project(
        f"{ACTION}gjort/",
        get=RUN | {"member"},
        post=RUN | {"member"},
        asks="portfolio.finish_action",
    ),
    in_project(f"{ACTION}igjen/", post=RUN | {"member"}, asks="portfolio.finish_action"),
    in_project(GROUP, get=ALNA_EMPLOYEES, post=CALL, asks="portfolio.edit_steering"),
    in_project(MEETING, get=ALNA_EMPLOYEES),
    *(
        in_project(address, get=CALL, post=CALL, asks="portfolio.edit_steering")
        for address in (
            f"{GROUP}plass/{{seat.pk}}/ut/",
            f"{GROUP}nytt/",
            f"{MEETING}endre/",
            f"{MEETING}avlys/",
            f"{MEETING}referat/",
            f"{MEETING}sak/ny/",
            f"{ITEM}endre/",
            f"{ITEM}fjern/",
        )
    ),
    *(
        in_project(address, post=CALL, asks="portfolio.edit_steering")
        for address in (
            f"{MEETING}innkalling/",
            f"{MEETING}forslag/",
            f"{MEETING}holdt/",
            f"{ITEM}flytt/",
        )
    ),
    in_project(f"{MEETING}pdf/", post=ALNA_EMPLOYEES, asks="portfolio.view_steeringmeeting"),
    in_project(f"{MEETING}godkjenn/", get=APPROVE, post=APPROVE, asks="portfolio.approve_minutes"),
    in_project(f"{PROJECT}overtakelse/", get=ALNA_EMPLOYEES),
    in_project(f"{PROJECT}overtakelse/ny/", get=RUN, post=RUN, asks="portfolio.hand_over"),
    in_project(HANDOVER, get=ALNA_EMPLOYEES),
    in_project(
        f"{HANDOVER}notat/", get={"member"}, post={"member"}, asks="portfolio.write_handover"
    ),
    in_project(f"{HANDOVER}gjennomgang/", post={"leader"}, asks="portfolio.confirm_handover"),
]
