from collections.abc import Iterator
from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "organisation.people"
    label = "people"
    verbose_name = _("Organisasjon og personer")

    def ready(self) -> None:
        from organisation import permissions
        from organisation.audit.history import action_names
        from organisation.people.rules import PERMISSIONS
        from organisation.registries import administration, personal_data

        permissions.register(PERMISSIONS)
        administration.add("people", registers_to_keep)
        action_names["people.choose_parts"] = _("Deler av løsningen valgt")
        personal_data.add("people", lambda person: [person, *person.role_grants.all()])


def registers_to_keep(person: Any) -> Iterator[Any]:
    """What an administrator keeps on this floor."""
    from django.urls import reverse

    from organisation.registries import Start

    for icon, title, url_name in (
        ("unit", _("Enheter"), "people:unit_list"),
        ("people", _("Personer og roller"), "people:person_list"),
        ("list", _("Tjenesteområder"), "people:service_area_list"),
        ("target", _("Strategier og mål"), "people:strategy_list"),
        ("link", _("Samarbeidsparter"), "people:partner_list"),
    ):
        yield Start(icon=icon, title=title, url=reverse(url_name))
    if person.district_id in person.units_as("administrator"):
        url = reverse("people:parts", args=[person.district_id])
        yield Start(icon="gear", title=_("Deler av løsningen"), url=url)
