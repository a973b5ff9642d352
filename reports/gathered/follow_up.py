"""What is followed up, on my page, in the log and in the red thread."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import Count, Q, QuerySet, Window
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Person, Role
from organisation.registries import Events, Lines, Row, ThreadEvent
from organisation.web.wording import day
from reports.lifecycle.follow_up import FollowUpState
from reports.models import BoardCase, FollowUp

SHOWN = 6


def things_of_person(person: Person) -> QuerySet[FollowUp]:
    """What rests with this person."""
    mine = FollowUp.objects.filter(owner=person, state=FollowUpState.OPEN)
    return mine.select_related("committee").order_by("due_on", "pk")[:SHOWN]


def thing_rows(things: list[FollowUp], person: Person) -> Iterator[Row]:
    for thing in things:
        yield Row(
            icon="flag",
            title=thing.text[:120],
            url=thing.get_absolute_url(),
            facts=(str(thing.get_kind_display()), str(thing.committee)),
            due=thing.due_on,
            due_words=_("Frist"),
            action=_("Si hva som er gjort"),
        )


def overdue(person: Person) -> QuerySet[Any, int] | None:
    """What is late where the person steers; each row only says how many there are."""
    units = person.grants.units_as(Role.DIRECTOR) | person.grants.units_as(Role.SECRETARIAT)
    if not units:
        return None
    late = Q(state=FollowUpState.OPEN, due_on__lt=timezone.localdate())
    found = FollowUp.objects.filter(late, unit__in=units).annotate(in_all=Window(Count("pk")))
    return found.values_list("in_all", flat=True)[:1]


def overdue_rows(counts: list[int], person: Person) -> Iterator[Row]:
    for count in counts:
        yield Row(
            icon="over",
            title=ngettext(
                "%(n)s oppfølgingspunkt er over fristen",
                "%(n)s oppfølgingspunkter er over fristen",
                count,
            )
            % {"n": count},
            url=f"{reverse('reports:follow_up_list')}?vis=forsinket",
            action=_("Se dem"),
        )


def of_project(project_id: int, person: Person) -> QuerySet[FollowUp]:
    """What the committees asked for about a project, of the cases `person` may read."""
    cases = BoardCase.objects.visible_to(person).filter(project=project_id).values("pk")
    things = FollowUp.objects.visible_to(person).filter(case__in=cases)
    return things.select_related("committee").order_by("given_on", "pk")


def in_thread(things: Iterable[FollowUp]) -> Iterator[ThreadEvent]:
    for thing in things:
        if thing.closed_on is not None:
            words = f"{thing.get_state_display()}: {thing.outcome}"
        else:
            words = _("Frist %(due)s. %(text)s") % {"due": day(thing.due_on), "text": thing.text}
        yield ThreadEvent(
            on=thing.closed_on or thing.given_on,
            icon="flag",
            title=_("Oppfølging av vedtak i %(committee)s") % {"committee": thing.committee},
            url=thing.get_absolute_url(),
            text=words,
        )


def about(person: Person) -> Iterable[Any]:
    return FollowUp.objects.filter(Q(owner=person) | Q(created_by=person))


def holds_extract(file: Any, person: Person) -> bool:
    """An extract of minutes is read by whoever may read the whole case."""
    return any(
        person.has_perm("reports.view_caseextract", extract)
        for extract in file.case_extracts.select_related("stop__case")
    )


def register() -> None:
    registries.file_holders.add("case_extracts", holds_extract)
    registries.waiting_for.add("follow_ups", Lines(things_of_person, thing_rows))
    registries.waiting_for.add("follow_ups.overdue", Lines(overdue, overdue_rows))
    registries.thread_events.add("follow_ups", Events(of_project, in_thread))
    registries.personal_data.add("follow_ups", about)
    action_names.update(
        {
            "reports.follow_up": gettext_lazy("Satte opp oppfølging"),
            "reports.edit_follow_up": gettext_lazy("Endret oppfølging"),
            "reports.close_follow_up": gettext_lazy("Avsluttet oppfølging"),
            "reports.reopen_follow_up": gettext_lazy("Åpnet oppfølging igjen"),
            "reports.start_case_for_follow_up": gettext_lazy("Startet sak av oppfølging"),
            "reports.take_in_meeting": gettext_lazy("Hentet fra møtesystemet"),
            "reports.attach_extract": gettext_lazy("La ved saksprotokoll"),
            "reports.remove_extract": gettext_lazy("Tok ut saksprotokoll"),
            "reports.report_back": gettext_lazy("Meldte tilbake til utvalget"),
        }
    )
