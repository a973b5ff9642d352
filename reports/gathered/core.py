"""What pages above gather from cases: my page, search, files, history and the red thread."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organisation import days, registries
from organisation.audit.history import action_names
from organisation.drafts.models import Draft
from organisation.drafts.registry import DraftForm, draft_forms
from organisation.people.models import Part, Person, Role
from organisation.people.parts import where_on
from organisation.registries import Lines, Row, Start, ThreadEvent
from organisation.search.queries import ranked
from organisation.web.wording import day
from reports import queries
from reports.lifecycle import FROM_SCHEDULED, CaseState, CommitteeKind, VedtakKind
from reports.models import (
    AgendaItem,
    BoardCase,
    CaseAttachment,
    CaseSection,
    CaseStop,
    Committee,
    Meeting,
    ReturnRemark,
    Vedtak,
)
from reports.models.case import is_signed_by
from reports.queries.redaction import silent_answers
from reports.shielding import public_context
from reports.signing import lines_of, signs_now

SHOWN = 10

# What people call what a service did, for the history of a case.
ACTIONS = {
    "reports.make_case": gettext_lazy("Opprettet saken"),
    "reports.register_case": gettext_lazy("Endret opplysningene"),
    "reports.save_section": gettext_lazy("Skrev i en del"),
    "reports.save_proposal": gettext_lazy("Skrev forslaget til vedtak"),
    "reports.send_to_quality_check": gettext_lazy("Sendte til kvalitetssikring"),
    "reports.approve_case": gettext_lazy("Godkjente saken"),
    "reports.return_case": gettext_lazy("Sendte saken tilbake"),
    "reports.schedule": gettext_lazy("Satte saken på sakskartet"),
    "reports.record_vedtak": gettext_lazy("Førte vedtak"),
    "reports.sign_case": gettext_lazy("Godkjente og sendte videre"),
    "reports.archive_case": gettext_lazy("Merket saken som arkivert"),
}


def gates_without_case(person: Person) -> Iterator[Row]:
    """What the board waits for and has no case; what it is to take note of, as one row."""
    starts = queries.gates_to_present(person)
    for start in [each for each in starts if each.is_for_decision][:SHOWN]:
        gate = start.gate
        yield Row(
            icon="gate",
            title=str(gate),
            url=f"{reverse('reports:case_start')}?port={gate.pk}",
            facts=(_("Venter på vedtak"), str(gate.project.unit)),
            due=gate.due,
            due_words=_("Trengs"),
            action=_("Lag sak"),
        )
    noted = sum(1 for each in starts if not each.is_for_decision)
    if noted:
        yield Row(
            icon="list",
            url=reverse("reports:case_start"),
            action=_("Se dem"),
            title=ngettext(
                "%(n)s avgjørelse er ikke lagt fram til orientering",
                "%(n)s avgjørelser er ikke lagt fram til orientering",
                noted,
            )
            % {"n": noted},
            facts=(_("Avgjort av administrasjonen"),),
        )


def agenda_work(person: Person) -> QuerySet[Any] | None:
    """Committees that have met and whose answer is not recorded, and cases without a day or number.

    A case on the agenda of a meeting of our own is answered there (`gathered.meeting`).
    """
    units = person.grants.units_as(Role.SECRETARIAT)
    if not units:
        return None
    today = timezone.localdate()
    return (
        CaseStop.objects.filter(case__unit__in=units, case__state=CaseState.SCHEDULED)
        .filter(Q(meeting_date__lte=today) | Q(meeting_date=None) | Q(number=None))
        .exclude(pk__in=answered_stops())
        .exclude(Exists(AgendaItem.objects.filter(stop=OuterRef("pk"), vedtak=None)))
        .annotate(own_meeting=Subquery(meeting_of_stop().values("pk")[:1]))
        .select_related("case", "committee")
        .order_by("meeting_date", "pk")[: 2 * SHOWN]
    )


def meeting_of_stop() -> QuerySet[Meeting]:
    """The meeting of our own that a stop waits for; it gives the case its number when called."""
    return Meeting.objects.in_use().filter(
        where_on(Part.OWN_MEETINGS),
        committee=OuterRef("committee"),
        held_on=OuterRef("meeting_date"),
    )


def agenda_rows(stops: list[Any], person: Person) -> Iterator[Row]:
    today = timezone.localdate()
    for stop in stops:
        is_over = stop.meeting_date is not None and stop.meeting_date <= today
        yield _meeting_row(stop, is_over=is_over, own_meeting=stop.own_meeting)


def _meeting_row(stop: CaseStop, *, is_over: bool, own_meeting: int | None) -> Row:
    """A meeting that has been waits for its answer; one to come for its case number."""
    if stop.meeting_date is None:
        url = reverse("reports:saksgang", args=[stop.case_id])
        facts = (str(stop.committee), _("Utsatt, har ikke møtedato"))
        return Row(
            icon="calendar", title=stop.case.title, url=url, facts=facts, action=_("Sett møtedato")
        )
    when = _("Møtet var %(day)s") if is_over else _("Møte %(day)s")
    facts = (str(stop.committee), when % {"day": day(stop.meeting_date)})
    if is_over:
        url = reverse("reports:vedtak", args=[stop.case_id, stop.pk])
        return Row(icon="flag", title=stop.case.title, url=url, facts=facts, action=_("Før vedtak"))
    if own_meeting is not None:
        url = reverse("reports:agenda", args=[own_meeting])
        action = _("Sett på sakskartet")
        return Row(icon="list", title=stop.case.title, url=url, facts=facts, action=action)
    url = reverse("reports:saksgang", args=[stop.case_id])
    return Row(
        icon="numbers", title=stop.case.title, url=url, facts=facts, action=_("Gi saksnummer")
    )


def answered_stops() -> Any:
    """Stops whose answer is final; a subquery."""
    return CaseStop.objects.filter(
        ~Q(vedtak__kind=VedtakKind.POSTPONED), vedtak__isnull=False
    ).values("pk")


def cases_with(person: Person) -> QuerySet[BoardCase]:
    """Cases to approve, to put on the agenda, or sent back to the one who writes them."""
    directs = Q(unit__in=person.grants.units_as(Role.DIRECTOR), template__approvers=[])
    approves = directs & Q(state=CaseState.QUALITY_CHECK)
    plans = Q(unit__in=person.grants.units_as(Role.SECRETARIAT), state=CaseState.APPROVED)
    was_returned = Exists(ReturnRemark.objects.filter(case=OuterRef("pk")))
    rewrites = Q(was_returned, case_officer=person, state=CaseState.DRAFT)
    waiting = BoardCase.objects.filter(approves | plans | rewrites).select_related("case_officer")
    return waiting.order_by("created_at", "pk")[: 2 * SHOWN]


def case_rows(cases: list[BoardCase], person: Person) -> Iterator[Row]:
    for case in cases:
        yield _row_of(case)


def cases_to_sign(person: Person) -> QuerySet[BoardCase]:
    """Cases the person signs for a post, now or when it is their turn."""
    sent = BoardCase.objects.filter(is_signed_by(person), state=CaseState.QUALITY_CHECK)
    return sent.select_related("template", "case_officer").order_by("created_at", "pk")[:SHOWN]


def rows_to_sign(cases: list[BoardCase], person: Person) -> Iterator[Row]:
    """Those where it is the person's turn."""
    lines = lines_of(cases)
    for case in cases:
        case.signing_line = lines[case.pk]
        if signs_now(person, case):
            yield _row_of(case)


def _row_of(case: BoardCase) -> Row:
    if case.state == CaseState.QUALITY_CHECK:
        return Row(
            icon="doc",
            title=case.title,
            url=case.get_absolute_url(),
            facts=(str(case.get_kind_display()), case.case_officer.title),
            action=_("Les og godkjenn"),
        )
    if case.state == CaseState.APPROVED:
        return Row(
            icon="calendar",
            title=case.title,
            url=reverse("reports:saksgang", args=[case.pk]),
            facts=(_("Godkjent"),),
            action=_("Sett på sakskartet"),
        )
    return Row(
        icon="undo",
        title=case.title,
        url=case.get_absolute_url(),
        facts=(_("Sendt tilbake med merknad"),),
        action=_("Skriv videre"),
    )


def next_meetings(person: Person) -> QuerySet[CaseStop] | None:
    """Cases on the agenda, for those who sit in the board."""
    units = person.grants.units_as(Role.BOARD_MEMBER)
    if not units:
        return None
    return (
        CaseStop.objects.filter(
            case__unit__in=units,
            case__state__in=FROM_SCHEDULED,
            meeting_date__gte=timezone.localdate(),
        )
        .select_related("case", "committee", "number")
        .order_by("meeting_date", "pk")[:SHOWN]
    )


def next_meeting_rows(stops: list[CaseStop], person: Person) -> Iterator[Row]:
    for stop in stops:
        number = (_("Sak %(number)s") % {"number": stop.case_number},) if stop.number else ()
        yield Row(
            icon="calendar",
            title=stop.case.title,
            url=stop.case.get_absolute_url(),
            facts=(str(stop.committee), *number),
            due=stop.meeting_date,
            due_words=_("Møte"),
        )


def starts(person: Person) -> Iterator[Start]:
    if person.has_perm("reports.start_case"):
        yield Start(
            icon="doc", title=_("Lag en sak"), url=reverse("reports:case_start"), primary=True
        )


def found(person: Person, query: str) -> Any:
    return ranked(
        BoardCase.objects.visible_to(person).with_saksgang(), query, headline=("body_text",)
    )


def found_row(case: BoardCase) -> Row:
    archive = (_("Arkivsak %(number)s") % {"number": case.archive_case},)
    numbers = tuple(
        f"{stop.committee.abbreviation} {stop.case_number}"
        for stop in case.saksgang()
        if stop.number_id
    )
    return Row(
        icon="doc",
        title=case.title,
        url=case.get_absolute_url(),
        facts=(*(archive if case.archive_case else ()), *numbers),
        state=case.get_state_display(),
    )


def of_project(project_id: int, person: Person) -> Iterator[ThreadEvent]:
    """The cases of a project and what was answered, as far as `person` may see them."""
    cases = BoardCase.objects.visible_to(person).filter(project=project_id).with_saksgang()
    rows = list(cases.select_related("approved_text"))
    silent = silent_answers(rows, person)
    for case in rows:
        url = case.get_absolute_url()
        if case.is_frozen and case.approved_text:
            yield ThreadEvent(
                on=timezone.localdate(case.approved_text.approved_at),
                icon="doc",
                url=url,
                title=_("Sak til bydelsutvalget: %(title)s") % {"title": case.title},
                text=str(case.get_kind_display()),
            )
        if case.is_known_to_board:
            for stop in case.saksgang():
                for answer in stop.answers:
                    answer.stop = stop
                    event = queries.vedtak_event(answer, says=answer.pk not in silent)
                    yield ThreadEvent(
                        on=event.on, icon=event.icon, title=event.title, url=url, text=event.text
                    )


def holds_file(file: Any, person: Person) -> bool:
    """Whoever may see the case may read its attachments, and the pictures in its text."""
    held = CaseAttachment.objects.filter(file=file).select_related("case")
    if any(person.has_perm("reports.view_caseattachment", each) for each in held):
        return True
    if not file.is_image:
        return False
    address = file.get_absolute_url()
    cases = BoardCase.objects.read_whole_by(person)
    return shows_publicly(address, person) or (
        CaseSection.objects.filter(case__in=cases, html__contains=address).exists()
        or cases.filter(proposal__contains=address).exists()
        or Vedtak.objects.filter(stop__case__in=cases, text__contains=address).exists()
        or cases.filter(approved_text__snapshot__contains=address).exists()
    )


def shows_publicly(address: str, person: Person) -> bool:
    """The picture stands in the public version of a case that `person` reads no more of."""
    cases = BoardCase.objects.visible_to(person).with_text()
    rest = cases.exclude(pk__in=BoardCase.objects.read_whole_by(person).values("pk"))
    return any(
        address in str(block.get("html"))
        for case in rest.filter(approved_text__snapshot__contains=address)
        for block in public_context(case)["blocks"]
    )


def about(person: Person) -> Iterable[BoardCase]:
    """Cases that name `person` as case officer."""
    return BoardCase.objects.filter(case_officer=person).order_by("created_at", "pk")


def section_draft_title(draft: Draft) -> str:
    return _("Del av sak: %(heading)s") % {"heading": draft.first("heading")[:80]}


def section_draft_url(draft: Draft) -> str:
    case, _dash, section = draft.object_ref.partition("-")
    return reverse("reports:section", args=[case, section])


def vedtak_draft_title(draft: Draft) -> str:
    return _("Vedtak som føres")


def vedtak_draft_url(draft: Draft) -> str:
    case, _dash, stop = draft.object_ref.partition("-")
    return reverse("reports:vedtak", args=[case, stop])


def return_draft_title(draft: Draft) -> str:
    return _("Sak tilbake: %(start)s") % {"start": draft.first("remarks")[:60]}


def return_draft_url(draft: Draft) -> str:
    return reverse("reports:return", args=[draft.object_ref])


def proposal_draft_title(draft: Draft) -> str:
    return _("Forslag til vedtak")


def proposal_draft_url(draft: Draft) -> str:
    return reverse("reports:proposal", args=[draft.object_ref])


# --- Days worth looking back to -------------------------------------------------------------------


def board_meetings(person: Person) -> Iterator[tuple[date, str]]:
    """Days on which the board of the person's districts met, each with its name; one query.

    When a board met is public, also when its cases are not.
    """
    boards = Committee.objects.filter(district__in=person.grants.districts, kind=CommitteeKind.BU)
    planned = CaseStop.objects.filter(committee__in=boards, meeting_date__lte=days.today())
    answered = Vedtak.objects.filter(stop__committee__in=boards, decided_on__lte=days.today())
    met = planned.order_by().values_list("meeting_date", "committee__name")
    given = answered.order_by().values_list("decided_on", "stop__committee__name")
    for on, name in met.union(given):
        assert on is not None  # the filter leaves nobody without a day
        yield on, f"{day(on)} {name}"


def register() -> None:
    from reports.services.documents import KIND, TEMPLATE

    action_names.update(ACTIONS)
    registries.waiting_for.add("reports.gates", gates_without_case)
    registries.waiting_for.add("reports.cases", Lines(cases_with, case_rows))
    registries.waiting_for.add("reports.to_sign", Lines(cases_to_sign, rows_to_sign))
    registries.waiting_for.add("reports.agenda", Lines(agenda_work, agenda_rows))
    registries.following.add("reports", Lines(next_meetings, next_meeting_rows))
    registries.can_start.add("reports", starts)
    registries.thread_events.add("reports", of_project)
    registries.board_meetings.add("reports", board_meetings)
    registries.file_holders.add("reports", holds_file)
    registries.personal_data.add("reports", about)
    registries.search_kinds.add(
        "cases",
        registries.SearchKind(title=_("Saker"), found=found, row=found_row),
    )
    registries.document_kinds.add(
        KIND, registries.DocumentKind(title=_("Saksframlegg"), template=TEMPLATE)
    )
    draft_forms.add(
        "reports.section",
        DraftForm(title=section_draft_title, url=section_draft_url),
    )
    draft_forms.add(
        "reports.proposal",
        DraftForm(title=proposal_draft_title, url=proposal_draft_url),
    )
    draft_forms.add(
        "reports.vedtak",
        DraftForm(title=vedtak_draft_title, url=vedtak_draft_url),
    )
    draft_forms.add(
        "reports.return",
        DraftForm(title=return_draft_title, url=return_draft_url),
    )
