from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "organisation.people"
    label = "people"
    verbose_name = _("Organisasjon og personer")

    def ready(self) -> None:
        from organisation import permissions
        from organisation.people.rules import PERMISSIONS

        permissions.register(PERMISSIONS)
