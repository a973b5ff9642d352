"""The committees' own meetings: members, two that have been held, and those to come."""

import re
from collections.abc import Mapping
from datetime import date, time, timedelta
from functools import partial
from typing import Any

from config.demo.alna import Alna, content
from config.demo.cases import paste
from organisation.people.models import Part
from organisation.people.parts import choose_parts
from organisation.web.richtext import from_plain
from reports import services as reports
from reports.lifecycle import CaseKind
from reports.lifecycle.meeting import ItemKind, Presence
from reports.models import AgendaItem, Attendance, BoardCase, Committee, Meeting
from reports.seats import parties, voters
from reports.services import agenda, meeting, meeting_paper, member, minutes
from reports.services.minutes import Votes

Row = Mapping[str, Any]
SET_UP_AGO = 120  # days
ELECTED_ON = date(2023, 10, 16)
BEFORE_MEETING = 20  # a case is written so many days before
STARTS_AT = time(18)
# What is told of a case, its first paragraph apart.
PARTS = ("Sammendrag", "Bakgrunn for saken", "Saksframstilling")
PARTS_OF_ROUND = (*PARTS[:2], "Søknadene og vurderingen av dem")


def points(text: str) -> str:
    """Rich text of what is decided: a numbered list when every line begins with its number."""
    lines = text.strip().splitlines()
    found = [re.fullmatch(r"\d+\. (.+)", line) for line in lines]
    if not lines or not all(found):
        return from_plain(text)
    return "<ol>" + "".join(f"<li>{each[1]}</li>" for each in found if each) + "</ol>"


def plan(alna: Alna) -> None:
    rows = content("meetings")
    alna.diary.on(alna.ago(SET_UP_AGO), partial(set_up, alna, rows["members"]), hour=8)
    for row in rows["meetings"]:
        alna.diary.on(alna.ago(row["ago"] + BEFORE_MEETING), partial(prepare, alna, row), hour=9)
        alna.diary.on(alna.ago(row["ago"] + 7), partial(call, alna, row), hour=13)
        alna.diary.on(alna.ago(row["ago"]), partial(hold, alna, row), hour=21)
    for row in reversed(rows["coming"]):  # the board's day first, so that cases find it
        alna.diary.on(alna.ago(7), partial(expect, alna, row), hour=14)


def committee(alna: Alna, row: Row) -> Committee:
    return Committee.objects.get(district=alna.district, abbreviation=row["committee"])


def set_up(alna: Alna, members: list[Row]) -> None:
    secretary = alna.people["sekretariat"]
    choose_parts(alna.district, {Part.OWN_MEETINGS: True}, by=alna.people["admin"])
    accounts = {person.name: person for person in alna.people.values()}
    for row in members:
        for name, party in row["names"]:
            facts = {"name": name, "party": party, "function": row["function"]}
            facts |= {"person": accounts.get(name), "from_day": ELECTED_ON}
            member.elect(committee(alna, row), facts, by=secretary)


def write(alna: Alna, row: Row, *, only: Committee | None = None) -> BoardCase:
    """A case as the row tells it, approved; it goes to `only` when that is given."""
    secretary, director = alna.people["sekretariat"], alna.people["direktor"]
    kind = row.get("of_kind", CaseKind.FREE)
    case = reports.make_case(kind=kind, title=row["title"], unit=alna.district, by=secretary)
    for stop in case.stops.select_related("committee"):
        if only is not None and stop.committee_id != only.pk:
            reports.remove_stop(stop, by=secretary)
    if "council" in row:  # it states before the board decides
        council = Committee.objects.get(district=alna.district, name=row["council"])
        reports.add_stop(case, council, meeting_date=alna.ago(row["council_ago"]), by=secretary)
    background, _gap, told = row["text"].strip().partition("\n\n")
    parts = PARTS_OF_ROUND if kind == CaseKind.FUNDING_ROUND else PARTS
    words = dict(zip(parts, (row["summary"], background, told), strict=True))
    words |= row.get("texts", {})
    for section in case.sections.filter(heading__in=words):
        html = from_plain(words[section.heading])
        reports.save_section(section, html=html, version=section.version, by=secretary)
    if "ranking" in row:
        paste(case, row["ranking"], by=secretary)
    case = BoardCase.objects.get(pk=case.pk)
    reports.save_proposal(
        case, proposal=points(row["proposal"]), version=case.version, by=secretary
    )
    if row.get("is_exempt"):
        case = BoardCase.objects.get(pk=case.pk)
        names = ("is_exempt", "legal_basis", "public_title")
        facts = {name: row[name] for name in names}
        reports.register_case(case, by=secretary, version=case.version, **facts)
    reports.send_to_quality_check(BoardCase.objects.get(pk=case.pk), by=secretary)
    return reports.approve_case(BoardCase.objects.get(pk=case.pk), by=director)


def plan_meeting(alna: Alna, row: Row, on: date) -> Meeting:
    facts = {"held_on": on, "starts_at": STARTS_AT, "place": row["place"]}
    due = alna.ago(row["due_ago"]) if "due_ago" in row else on - timedelta(days=10)
    sent = alna.ago(row["called_ago"]) if "called_ago" in row else on - timedelta(days=7)
    facts |= {"papers_due": due, "papers_sent": sent, "note": row.get("note", "")}
    [made] = meeting.plan_meeting(committee(alna, row), facts, by=alna.people["sekretariat"])
    return made


def put_on(alna: Alna, made: Meeting, case: BoardCase) -> None:
    stop = case.stops.get(committee=made.committee)
    agenda.put_on_agenda(made, stop, by=alna.people["sekretariat"])


def prepare(alna: Alna, row: Row) -> None:
    made = plan_meeting(alna, row, alna.ago(row["ago"]))
    alna.made[row["key"]] = made
    for case in row["cases"]:
        put_on(alna, made, write(alna, case, only=made.committee))


def call(alna: Alna, row: Row) -> None:
    meeting.call_meeting(alna.made[row["key"]], by=alna.people["sekretariat"])


def hold(alna: Alna, row: Row) -> None:
    """Everything that happened there, as the secretary writes it."""
    secretary = alna.people["sekretariat"]
    made = Meeting.objects.get(pk=alna.made[row["key"]].pk)
    for name in row["excuses"]:
        absent = made.attendances.get(name=name)
        minutes.send_excuses(absent, by=secretary)
        if name != row["excuses"][-1]:
            minutes.call_deputy(absent, by=secretary)
    minutes.add_attendee(
        made, name=alna.people["direktor"].name, role="administration", by=secretary
    )
    minutes.add_attendee(made, name=secretary.name, role="secretary", by=secretary)
    closed_at = time.fromisoformat(row["closed_at"])
    minutes.note_times(made, opened_at=STARTS_AT, closed_at=closed_at, by=secretary)
    items = made.items.filter(kind=ItemKind.CASE).order_by("position")
    for item, case in zip(items, row["cases"], strict=True):
        record(alna, item, case)
    if "approves" in row:
        earlier = Meeting.objects.get(pk=alna.made[row["approves"]].pk)
        minutes.approve_minutes(earlier, at_meeting=made, by=secretary)
    meeting.hold_meeting(made, by=secretary)


def record(alna: Alna, item: AgendaItem, row: Row) -> None:
    secretary = alna.people["sekretariat"]
    there = {each.name: each for each in item.meeting.attendances.filter(presence=Presence.PRESENT)}
    if "disqualified" in row:
        name, ground = row["disqualified"]
        minutes.disqualify(item, there[name], ground=ground, by=secretary)
    minutes.save_proceedings(
        item,
        html=from_plain(row["proceedings"]),
        is_unanimous=row.get("unanimous", False),
        version=item.version,
        by=secretary,
    )
    for entry in row.get("entries", ()):
        add_entry(alna, item, entry, there)
    minutes.record_item_vedtak(
        item,
        row["kind"],
        text=points(row.get("vedtak", "")),
        reason="Enstemmig." if row.get("unanimous") else "",
        by=secretary,
    )


def add_entry(alna: Alna, item: AgendaItem, row: Row, there: Mapping[str, Attendance]) -> None:
    secretary = alna.people["sekretariat"]
    entry = minutes.add_entry(
        item, kind=row["kind"], text=row["text"], mover=there[row["by"]], by=secretary
    )
    if "against" not in row:
        return
    entitled = parties(voters(item.meeting.attendances.all(), item))
    votes = {
        party: Votes(0, count) if party in row["against"] else Votes(count, 0)
        for party, count in entitled.items()
    }
    minutes.record_votes(item, votes, entry=entry, by=secretary)
    minutes.settle_entry(entry, is_adopted=row["adopted"], by=secretary)


def expect(alna: Alna, row: Row) -> None:
    """A meeting to come with its cases; called, when the row says so, some days ago."""
    made = plan_meeting(alna, row, alna.ago(-row["ahead"]))
    for case in row.get("cases", ()):
        put_on(alna, made, write(alna, case))
    if "called_ago" not in row:
        return
    for stop in made.committee.stops.filter(meeting_date=made.held_on):
        if not AgendaItem.objects.filter(stop=stop).exists():
            put_on(alna, made, stop.case)
    alna.diary.on(alna.ago(row["called_ago"]), partial(send_out, alna, made), hour=13)


def send_out(alna: Alna, made: Meeting) -> None:
    secretary = alna.people["sekretariat"]
    called = meeting.call_meeting(made, by=secretary)
    meeting_paper.order_pack(called, by=secretary)
