from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IdeasConfig(AppConfig):
    name = "ideas"
    label = "ideas"
    verbose_name = _("Idéer")

    def ready(self) -> None:
        from ideas import gathered
        from ideas.rules import PERMISSIONS
        from organisation import permissions

        permissions.register(PERMISSIONS)
        gathered.register()
