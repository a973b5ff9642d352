from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IncubatorConfig(AppConfig):
    name = "incubator"
    label = "incubator"
    verbose_name = _("Inkubator")

    def ready(self) -> None:
        from incubator import gathered
        from incubator.rules import PERMISSIONS
        from organisation import permissions

        permissions.register(PERMISSIONS)
        gathered.register()
