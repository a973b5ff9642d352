"""A vedtak with a point to follow up, and one whose meaning for the gate waits to be confirmed."""

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from portfolio.models import Project
from reports import services
from reports.lifecycle import CaseKind, VedtakKind
from reports.services import follow_up
from reports.services.extract import attach_extract
from tests.factories.portfolio import gate_of, make_project, submit
from tests.factories.reports import put_on_agenda, write


def add(world: Any) -> None:
    people = world.people
    secretariat = people["secretariat"]
    project = make_project(
        world.alna,
        unit=world.care,
        owner=people["owner"],
        leader=people["leader"],
        by=people["leader"],
        title="Omsorgshagen ved grendehuset",
        profile=Project.Profile.LARGE,
    )
    gate = submit(gate_of(project))
    case = write(
        services.make_case(kind=CaseKind.GATE_DECISION, gate=gate, by=secretariat), secretariat
    )
    services.send_to_quality_check(case, by=secretariat)
    approved = services.approve_case(case, by=people["director"])
    world.changed_case = put_on_agenda(approved, secretariat)
    stop = next(each for each in world.changed_case.saksgang() if each.decides)
    vedtak = services.record_vedtak(
        stop,
        VedtakKind.CHANGED,
        text="<ol><li>Legg fram en plan.</li></ol>",
        gate_outcome="back",
        by=secretariat,
    )
    world.changed_stop = stop
    world.extract = attach_extract(
        stop, SimpleUploadedFile("protokoll.txt", b"Vedtatt."), by=secretariat
    )
    world.follow_up = follow_up.follow_up(
        stop.committee,
        follow_up.Given("Legg fram en plan.", people["handler"], localdate() + timedelta(30)),
        given_on=localdate(),
        vedtak=vedtak,
        case=world.changed_case,
        by=secretariat,
    )
