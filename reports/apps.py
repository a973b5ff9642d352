from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReportsConfig(AppConfig):
    name = "reports"
    label = "reports"
    verbose_name = _("Saker")

    def ready(self) -> None:
        from organisation import permissions
        from reports import gathered
        from reports.rules import PERMISSIONS

        permissions.register(PERMISSIONS)
        gathered.register()
