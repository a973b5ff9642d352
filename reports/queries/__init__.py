"""Reads that join several models for the pages of a case."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from organisation.files.models import Document
from organisation.lifecycle import open_steps, refusals
from organisation.people.models import Person, Role, Unit
from organisation.registries import ThreadEvent
from organisation.web.richtext import to_plain
from portfolio.lifecycle import GateState
from portfolio.models import Gate
from portfolio.services import gates_for_board
from reports.lifecycle import AFTER_MEETING, STEPS, CaseKind, CaseState
from reports.models import (
    BoardCase,
    CaseDocument,
    CaseStop,
    MeetingCaseNumber,
    Vedtak,
)
from reports.numbers import CaseNumber
from reports.signing import posts_of


@dataclass(frozen=True)
class Move:
    """A button of the flow: its name and words, and why it cannot be pressed now."""

    name: str
    label: str
    reasons: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class FlowStep:
    """One of the six states in the row of steps over a case."""

    label: str
    note: str
    is_past: bool
    is_current: bool


@dataclass(frozen=True)
class Start:
    """A gate that a case can be made from, and what kind of case it would be."""

    gate: Gate
    kind: str
    is_for_decision: bool


def moves_for(case: BoardCase, person: Person) -> list[Move]:
    """The steps `person` may take from here; a vedtak is recorded on a page of its own."""
    return [
        Move(name, str(step.label), refusals(case, step))
        for name, step in open_steps(STEPS, case.state)
        if step.label and person.has_perm(step.permission, case)
    ]


def approvers_of(case: BoardCase) -> str:
    """Who approves, or approved: the posts in their order, or the one of the signature line."""
    if case.approved_text is not None and case.is_frozen:
        given = case.approved_text.data["approval"]
        titles = [each["title"] for each in given.get("signatures", ())] or [given["approver_role"]]
    else:
        titles = posts_of(case) or [str(case.template.signature.get("title", ""))]
    return ", ".join(title[:1].lower() + title[1:] for title in titles)


def flow_of(case: BoardCase) -> list[FlowStep]:
    committees = ", ".join(stop.committee.abbreviation for stop in case.saksgang())
    decides = case.deciding_stop
    notes = {
        CaseState.DRAFT: _("hos saksbehandler"),
        CaseState.QUALITY_CHECK: _("leses før godkjenning"),
        CaseState.APPROVED: approvers_of(case),
        CaseState.SCHEDULED: committees,
        CaseState.DECIDED: (
            _("%(committee)s avgjør") % {"committee": decides.committee.abbreviation}
            if decides
            else ""
        ),
        CaseState.ARCHIVED: _("med arkivsak"),
    }
    order = list(CaseState)
    now = order.index(CaseState(case.state))
    return [
        FlowStep(str(state.label), notes[state], place < now, place == now)
        for place, state in enumerate(order)
    ]


def documents_of(case: BoardCase, *, with_drafts: bool) -> QuerySet[Any]:
    """The case's documents with `number`, newest first; without drafts only what was approved."""
    versions = CaseDocument.objects.filter(case=case)
    if not with_drafts:
        versions = versions.filter(approved_text__isnull=False)
    own = versions.filter(pk=OuterRef("holder_id"))
    return (
        Document.objects.filter(
            holder_type=ContentType.objects.get_for_model(CaseDocument),
            holder_id__in=versions.values("pk"),
        )
        .annotate(
            number=Subquery(own.values("number")[:1]),
            approved=Subquery(own.values("approved_text__number")[:1]),
            has_vedtak=Subquery(own.values("has_vedtak")[:1]),
            is_public_copy=Subquery(own.values("is_public_copy")[:1]),
        )
        .select_related("file", "created_by")
        .order_by("-number")
    )


def gates_to_present(person: Person) -> list[Start]:
    """Gates the board waits to decide, then those it has not taken note of; no case under way.

    One query for each district the person belongs to; nothing but for the secretariat.
    """
    units = person.grants.units_as(Role.SECRETARIAT)
    if not units:
        return []
    under_way = BoardCase.objects.exclude(state__in=AFTER_MEETING).filter(gate__isnull=False)
    found = [
        Start(gate, CaseKind.GATE_DECISION, True)
        if gate.state == GateState.WAITING_FOR_BOARD
        else Start(gate, CaseKind.ORIENTATION, False)
        for district in sorted(person.grants.districts)
        for gate in gates_for_board(Unit(pk=district))
        .filter(project__unit__in=units)
        .exclude(pk__in=under_way.values("gate"))
    ]
    return sorted(found, key=lambda start: not start.is_for_decision)


def home_of_new_cases(person: Person) -> Unit:
    """The highest unit where `person` is secretariat; the person's own district before others."""
    units = Unit.objects.filter(pk__in=person.grants.units_as(Role.SECRETARIAT)).order_by("path")
    return min(units, key=lambda unit: unit.district_id != person.district_id)


def history_of(
    case: BoardCase, *, with_work: bool, silent: Collection[int] = ()
) -> list[ThreadEvent]:
    """What happened to the case, oldest first; returns only for those who work on it.

    Of the vedtak in `silent` it says that they were made, and not their words.
    """
    made = timezone.localdate(case.created_at)
    events = [ThreadEvent(on=made, icon="plus", title=_("Opprettet"))]
    for approved in case.approved_texts.select_related("approved_by"):
        events.append(
            ThreadEvent(
                on=timezone.localdate(approved.approved_at),
                icon="check",
                title=_("Godkjent av %(who)s") % {"who": approved.approved_by},
                text=_("Tekst %(number)d, sjekksum %(sum)s")
                % {"number": approved.number, "sum": approved.sha256[:12]},
            )
        )
    if with_work:
        for remark in case.remarks.select_related("by"):
            events.append(
                ThreadEvent(
                    on=timezone.localdate(remark.at),
                    icon="undo",
                    text=remark.text,
                    title=_("Sendt tilbake av %(who)s") % {"who": remark.by},
                )
            )
    events += [vedtak_event(each, says=each.pk not in silent) for each in vedtak_of(case)]
    return sorted(events, key=lambda event: event.on)


def vedtak_of(case: BoardCase) -> QuerySet[Vedtak]:
    return Vedtak.objects.filter(stop__case=case).select_related("stop__committee", "recorded_by")


def vedtak_event(vedtak: Vedtak, *, says: bool = True) -> ThreadEvent:
    """What a committee answered; without its words when they are not for the reader."""
    number = f" {vedtak.case_number}" if vedtak.case_number else ""
    return ThreadEvent(
        on=vedtak.decided_on,
        icon="flag",
        title=f"{vedtak.stop.committee}{number}: {vedtak.answer.lower()}",
        text=to_plain(vedtak.text) if says else "",
    )


def next_numbers(stops: list[CaseStop]) -> dict[int, str]:
    """By id of stop, the number its committee would give the case next; for the hint beside it."""
    highest: dict[tuple[int, int], int] = {}
    committees = {stop.committee_id for stop in stops}
    for given in MeetingCaseNumber.objects.filter(committee__in=committees).only(
        "committee_id", "year", "n"
    ):
        key = (given.committee_id, given.year)
        highest[key] = max(highest.get(key, 0), given.n)
    return {
        stop.pk: CaseNumber(
            highest.get((stop.committee_id, stop.meeting_date.year), 0) + 1,
            stop.meeting_date.year,
        ).written(stop.committee.number_pattern)
        for stop in stops
        if stop.meeting_date is not None and stop.number_id is None
    }


def check_url(case: BoardCase, target: str) -> str:
    """Where a line of the check list is mended."""
    if target.startswith("del-"):
        return reverse("reports:section", args=[case.pk, target.removeprefix("del-")])
    pages = {"forslag": "proposal", "saksgang": "saksgang", "hode": "head"}
    return reverse(f"reports:{pages[target]}", args=[case.pk]) if target in pages else "#deler"
