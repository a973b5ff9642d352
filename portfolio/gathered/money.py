"""Money in the red thread, on my page, among files, and in what a signed decision keeps."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Person
from organisation.registries import Events, Lines, Row, Start
from portfolio import record_parts
from portfolio.lifecycle.money import GrantState
from portfolio.models import Entry, GrantApplication, LedgerImport
from portfolio.queries import money as queries

SHOWN = 10
SOON = timedelta(days=28)
ACTIONS = {
    "portfolio.add_fund": gettext_lazy("Fond lagt inn"),
    "portfolio.edit_fund": gettext_lazy("Fond endret"),
    "portfolio.set_frame": gettext_lazy("Ramme satt"),
    "portfolio.change_money_settings": gettext_lazy("Innstillinger for økonomi endret"),
    "portfolio.book_entry": gettext_lazy("Beløp ført"),
    "portfolio.reverse_entry": gettext_lazy("Føring reversert"),
    "portfolio.plan_budget": gettext_lazy("Budsjett planlagt"),
    "portfolio.set_codes": gettext_lazy("Kontostrenger endret"),
    "portfolio.apply_carry_over": gettext_lazy("Overføring søkt"),
    "portfolio.decide_carry_over": gettext_lazy("Overføring avgjort"),
    "portfolio.undo_carry_over": gettext_lazy("Overføring angret"),
    "portfolio.add_pot": gettext_lazy("Pott lagt inn"),
    "portfolio.edit_pot": gettext_lazy("Pott endret"),
    "portfolio.plan_application": gettext_lazy("Søknad om tilskudd lagt inn"),
    "portfolio.edit_application": gettext_lazy("Søknad om tilskudd endret"),
    "portfolio.send_application": gettext_lazy("Søknad om tilskudd sendt"),
    "portfolio.grant_application": gettext_lazy("Tilskudd innvilget"),
    "portfolio.refuse_application": gettext_lazy("Tilskudd avslått"),
    "portfolio.withdraw_application": gettext_lazy("Søknad om tilskudd trukket"),
    "portfolio.upload_ledger": gettext_lazy("Regnskapsfil lastet opp"),
    "portfolio.read_ledger": gettext_lazy("Kolonner valgt"),
    "portfolio.import_ledger": gettext_lazy("Regnskapsfil ført"),
    "portfolio.undo_ledger": gettext_lazy("Regnskapsfil angret"),
}


def grants_i_owe(person: Person) -> QuerySet[GrantApplication]:
    """Applications the person leads whose deadline is near, and answers that are late."""
    today = timezone.localdate()
    planned = Q(state=GrantState.PLANNED, deadline__lte=today + SOON)
    late = Q(state=GrantState.SENT, answer_due__lt=today)
    mine = GrantApplication.objects.filter(planned | late, project__leader=person)
    return mine.select_related("project", "pot").order_by("deadline", "pk")[:SHOWN]


def grant_rows(applications: list[GrantApplication], person: Person) -> Iterator[Row]:
    for grant in applications:
        is_planned = grant.state == GrantState.PLANNED
        yield Row(
            icon="money",
            title=f"{grant.pot}: {grant.project.title}",
            url=grant.get_absolute_url(),
            facts=(grant.project.number, grant.get_state_display()),
            due=grant.deadline if is_planned else grant.answer_due,
            due_words=_("Søknadsfrist") if is_planned else _("Svar ventet"),
            action=_("Send søknaden") if is_planned else _("Før inn svaret"),
        )


def administration(person: Person) -> Iterator[Start]:
    if person.has_perm("portfolio.open_funds"):
        yield Start("money", _("Fond og rammer"), reverse("portfolio:funds"))
        yield Start("table", _("Regnskapsfiler"), reverse("portfolio:ledger_imports"))
        yield Start("gear", _("Innstillinger for økonomi"), reverse("portfolio:money_settings"))


def holds_file(stored: Any, person: Any) -> bool:
    """A file from the accounts is read by those who keep the district's funds."""
    return LedgerImport.objects.visible_to(person).filter(file=stored).exists()


def about(person: Person) -> Iterable[Any]:
    """Entries booked and files brought in by `person`."""
    yield from Entry.objects.filter(booked_by=person).order_by("pk")
    yield from LedgerImport.objects.filter(Q(created_by=person) | Q(undone_by=person))


def register() -> None:
    registries.waiting_for.add("portfolio.grants", Lines(grants_i_owe, grant_rows))
    registries.administration.add("portfolio.money", administration)
    registries.thread_events.add(
        "portfolio.money", Events(queries.released_in, queries.releases_in_thread)
    )
    registries.thread_events.add(
        "portfolio.grants", Events(queries.granted_to, queries.grants_in_thread)
    )
    registries.file_holders.add("portfolio.money", holds_file)
    registries.personal_data.add("portfolio.money", about)
    record_parts.parts["money"] = queries.for_record
    action_names.update(ACTIONS)
