"""What surrounds gates: a decision from a meeting, an old one, who is disqualified, the board."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from portfolio import services as portfolio
from portfolio.models import PhaseModel
from tests.factories.portfolio import gate_of, make_project


def add(world: Any) -> None:
    people = world.people
    world.disqualification = portfolio.declare_disqualified(
        world.gate, people["case_officer"], reason="I slekt med søkeren.", by=people["adviser"]
    )
    world.meeting_record = portfolio.record_meeting_decision(
        world.gate,
        "go",
        decider=people["manager"],
        decided_on=localdate(),
        meeting="Ledermøte",
        minutes=SimpleUploadedFile("referat.txt", b"Sak 1: ja."),
        reason="Godt grunnlag.",
        by=people["secretariat"],
    )
    world.late_project = make_project(
        world.alna,
        unit=world.care,
        owner=people["owner"],
        leader=people["leader"],
        by=people["leader"],
        title="Gamlehagen ved grendehuset",
        profile="small",
    )
    world.late_decision = portfolio.enter_afterwards(
        gate_of(world.late_project),
        decided_on=localdate(),
        body="Ikke funnet",
        by=people["adviser"],
    )
    world.next_gate = gate_of(world.late_project, "bp5")
    world.board_seat = portfolio.seat_in_board(
        world.alna, people["employee"], signs=False, by=people["administrator"]
    )
    world.phase_model = PhaseModel.objects.newest(world.alna.pk, "small")
