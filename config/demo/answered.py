"""What became of cases: a council that stated, a vedtak that changed the proposal, the archive."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.test import override_settings
from django.utils import timezone

from config.demo.alna import Alna, content
from config.demo.cases import case_called, write
from config.demo.gates import current
from config.demo.meetings import points
from organisation.web.richtext import from_plain
from portfolio.lifecycle import GateCode
from portfolio.services.decision import NewCondition
from reports import services as reports
from reports.archive.formats.fiks_v1 import RECEIPT
from reports.archive.transports.folder import IN
from reports.models import BoardCase, Committee
from reports.services import archive, member

Row = Mapping[str, Any]


def plan(alna: Alna) -> None:
    rows = content("answered")
    alna.each(rows["councils"], open_council, hour=9)
    alna.each(rows["statements"], state, hour=15)
    alna.each(rows["decisions"], lay_before, hour=10)
    alna.each(rows["archived"], hand_over, hour=10)


def open_council(alna: Alna, row: Row) -> Committee:
    names = ("kind", "name", "abbreviation")
    facts = {name: row[name] for name in names}
    return member.open_committee(alna.district, facts, by=alna.people["sekretariat"])


def state(alna: Alna, row: Row) -> None:
    """A council says what it thinks; the case goes on as before."""
    case, secretary = case_called(alna, row["case"]), alna.people["sekretariat"]
    stop = case.stops.get(committee__name=row["council"])
    stop = reports.give_number(stop, by=secretary)
    reports.record_vedtak(stop, "as_proposed", text=from_plain(row["text"]), by=secretary)


# --- A vedtak that changed the proposal -----------------------------------------------------------


def lay_before(alna: Alna, row: Row) -> None:
    """A case from a gate that waits for the board, on its way to both committees."""
    secretary = alna.people["sekretariat"]
    gate = current(alna, row["project"], GateCode(row["gate"]))
    case = reports.make_case(kind="gate_decision", gate=gate, by=secretary)
    write(alna, case, {**row, "by": "sekretariat"})
    case = give_archive_number(alna, BoardCase.objects.get(pk=case.pk), row)
    reports.send_to_quality_check(case, by=secretary)
    case = reports.approve_case(BoardCase.objects.get(pk=case.pk), by=alna.people["direktor"])
    days = {"AU": alna.ago(row["au_ago"]), "BU": alna.ago(row["bu_ago"])}
    stops = list(case.stops.select_related("committee"))
    reports.schedule(case, by=secretary, days={s.pk: days[s.committee.abbreviation] for s in stops})
    for stop in stops:
        reports.give_number(stop, by=secretary)
    alna.diary.on(days["AU"], partial(recommend, alna, case.title), hour=20)
    alna.diary.on(days["BU"], partial(change, alna, case.title, row), hour=21)


def give_archive_number(alna: Alna, case: BoardCase, row: Row) -> BoardCase:
    return reports.register_case(
        case,
        archive_case=f"{timezone.localdate().year}{row['archive_number']}",
        archive_code=row["archive_code"],
        version=case.version,
        by=alna.people["sekretariat"],
    )


def recommend(alna: Alna, title: str) -> None:
    stop = case_called(alna, title).stops.get(committee__abbreviation="AU")
    reports.record_vedtak(stop, "as_proposed", by=alna.people["sekretariat"])


def change(alna: Alna, title: str, row: Row) -> None:
    """The board wrote its own words; what they mean for the project waits for the director."""
    case = case_called(alna, title)
    assert case.project is not None
    condition = NewCondition(
        text=row["condition"],
        owner=case.project.leader,
        due=alna.ago(-row["condition_in"]),
    )
    reports.record_vedtak(
        case.stops.get(committee__abbreviation="BU"),
        row["kind"],
        text=points(row["vedtak"]),
        gate_outcome=row["outcome"],
        reason=row["reason"],
        conditions=[condition],
        by=alna.people["sekretariat"],
    )


# --- The archive ----------------------------------------------------------------------------------


def hand_over(alna: Alna, row: Row) -> None:
    """The package goes to an archive that stands in for the district's, and answers at once."""
    case = give_archive_number(alna, case_called(alna, row["case"]), row)
    delivery = archive.send_case(case, by=alna.people["sekretariat"])
    with TemporaryDirectory() as folder:
        answers = Path(folder) / IN
        answers.mkdir()
        answer = answers / f"{archive.name_of(delivery)}.xml"
        answer.write_text(receipt(case.archive_case))
        with override_settings(ARCHIVE_TRANSPORT="folder", ARCHIVE_FOLDER=Path(folder)):
            archive.deliver(delivery, lambda *_said: None)


def receipt(number: str) -> str:
    """What an archive says when it has put the case in the folder the case names."""
    return (
        f'<arkivmeldingKvittering xmlns="{RECEIPT}">'
        f"<mappeKvittering><mappeID>{number}</mappeID></mappeKvittering>"
        f"<registreringKvittering><registreringsID>{number}-1</registreringsID>"
        "</registreringKvittering></arkivmeldingKvittering>"
    )
