"""Addresses of what surrounds gates, and of what gates and phases are made from."""

from tests.permissions.line import Line, in_project
from tests.permissions.people import ADMINISTRATORS, ALNA, ALNA_EMPLOYEES, EMPLOYEES

GATE = "/prosjekter/{project.slug}/beslutning/{gate.code}/"
LATE = "/prosjekter/{late_project.slug}/beslutning/"
ENTER = {"adviser", "secretariat"}
DECIDE = {"manager", "director"}
RECORD = "/prosjekter/moteavgjorelse/{meeting_record.pk}/"

LINES = [
    Line("/prosjekter/til-avgjorelse/", get=EMPLOYEES, asks="portfolio.list_projects"),
    Line(
        "/prosjekter/fullmakter/styret/",
        get=ADMINISTRATORS,
        post=ADMINISTRATORS,
        asks="portfolio.administer_deciders",
    ),
    Line(
        "/prosjekter/fullmakter/styret/{board_seat.pk}/",
        get={"administrator"},
        post={"administrator"},
        sees=ALNA,
        asks="portfolio.change_portfolioboardmember",
    ),
    Line(
        "/prosjekter/fullmakter/to-trinn/",
        post=ADMINISTRATORS,
        asks="portfolio.administer_deciders",
    ),
    *(
        Line(
            f"/prosjekter/{rest}/",
            get=ADMINISTRATORS,
            post=ADMINISTRATORS if "small" in rest else None,
            asks="portfolio.administer_gates",
        )
        for rest in ("portmaler", "portmaler/small/bp1", "fasemodeller", "fasemodeller/small")
    ),
    Line(
        "/prosjekter/fasemodeller/versjon/{phase_model.pk}/",
        get=ALNA,
        sees=ALNA,
        asks="portfolio.view_phasemodel",
    ),
    in_project(
        "/prosjekter/inhabil/{disqualification.pk}/",
        get=ENTER | DECIDE,
        post=ENTER | DECIDE,
        asks="portfolio.declare_disqualified",
    ),
    in_project(f"{RECORD}bekreft/", post={"manager"}, asks="portfolio.confirm_record"),
    in_project(
        f"{RECORD}trekk/", post={"manager", "secretariat"}, asks="portfolio.withdraw_record"
    ),
    in_project(f"{GATE}endringer/", get=ALNA_EMPLOYEES, asks="portfolio.view_gate"),
    in_project(
        f"{GATE}mote/", get={"secretariat"}, post={"secretariat"}, asks="portfolio.record_meeting"
    ),
    in_project(
        f"{GATE}inhabil/",
        get=ENTER | DECIDE,
        post=ENTER | DECIDE,
        asks="portfolio.declare_disqualified",
    ),
    in_project(
        f"{LATE}{{next_gate.code}}/ettertid/",
        get=ENTER,
        post=ENTER,
        asks="portfolio.enter_afterwards",
    ),
    in_project(
        f"{LATE}{{late_decision.gate.code}}/ettertid/{{late_decision.pk}}/",
        get=ENTER,
        post=ENTER,
        asks="portfolio.enter_afterwards",
    ),
]
