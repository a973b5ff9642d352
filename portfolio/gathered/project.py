"""Projects that nobody owns, on my page; what a partner takes part in; what actions are called."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Partner, Person, Role
from organisation.registries import Lines, Row
from portfolio.models import PartnerPhase, Programme, Project, ProjectPartner

SHOWN = 10
ACTIONS = {
    "portfolio.classify_project": gettext_lazy("Slag eller profil endret"),
    "portfolio.restrict_project": gettext_lazy("Prosjektet skjermet"),
    "portfolio.open_project": gettext_lazy("Prosjektet åpnet for alle ansatte"),
    "portfolio.mark_goals": gettext_lazy("Målene merket med nivå"),
    "portfolio.link_projects": gettext_lazy("Prosjekter knyttet sammen"),
    "portfolio.unlink_projects": gettext_lazy("Lenke mellom prosjekter tatt bort"),
    "portfolio.add_unit": gettext_lazy("Enhet tatt med"),
    "portfolio.remove_unit": gettext_lazy("Enhet tatt ut"),
    "portfolio.add_target_group": gettext_lazy("Målgruppe lagt til"),
    "portfolio.remove_target_group": gettext_lazy("Målgruppe tatt ut"),
    "portfolio.add_milestone": gettext_lazy("Milepæl lagt til"),
    "portfolio.edit_milestone": gettext_lazy("Milepæl endret"),
    "portfolio.reach_milestone": gettext_lazy("Milepæl nådd"),
    "portfolio.remove_milestone": gettext_lazy("Milepæl tatt bort"),
    "portfolio.answer_three_tests": gettext_lazy("Nytt, nyttig og nyttiggjort besvart"),
    "portfolio.start_programme": gettext_lazy("Programmet laget"),
    "portfolio.edit_programme": gettext_lazy("Programmet endret"),
}


def without_owner(person: Person) -> QuerySet[Project]:
    """Running projects whose owner or unit is missing, for their leader and their adviser."""
    missing = Q(owner=None) | Q(owner__is_active=False) | Q(unit__is_active=False)
    mine = Q(leader=person) | Q(unit__in=person.units_as(Role.ADVISER))
    return Project.objects.under_way().filter(missing, mine).order_by("-number")[:SHOWN]


def without_owner_rows(projects: list[Project], person: Person) -> Iterable[Row]:
    for project in projects:
        yield Row(
            icon="over",
            title=project.title,
            url=project.get_absolute_url(),
            facts=(project.number, _("Mangler eier i linjen")),
            action=_("Finn eier"),
        )


def projects_of_partner(partner: Partner, person: Person) -> Iterable[Row]:
    """Each project the partner takes part in, with its role and the phases the role holds for."""
    phases = PartnerPhase.objects.select_related("phase").order_by("phase__position")
    partnerships = (
        ProjectPartner.objects.filter(
            partner=partner, project__in=Project.objects.visible_to(person)
        )
        .select_related("project__unit")
        .prefetch_related(Prefetch("phase_links", phases))
    )
    for partnership in partnerships.order_by("-project__number", "pk"):
        project = partnership.project
        named = ", ".join(str(link.phase).lower() for link in partnership.phase_links.all())
        facts = (project.number, partnership.role, named and _("I %(phases)s") % {"phases": named})
        yield Row(
            icon="flag",
            title=project.title,
            url=project.get_absolute_url(),
            facts=tuple(fact for fact in facts if fact),
            state=project.get_state_display(),
        )


def about(person: Person) -> Iterable[Any]:
    yield from Programme.objects.filter(owner=person).order_by("pk")


def register() -> None:
    action_names.update(ACTIONS)
    lines = Lines(without_owner, without_owner_rows)
    registries.waiting_for.add("portfolio.without_owner", lines)
    registries.partner_work.add("portfolio", projects_of_partner)
    registries.personal_data.add("portfolio.programme", about)
