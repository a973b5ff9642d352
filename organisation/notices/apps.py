from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "organisation.notices"
    label = "notices"
    verbose_name = _("Varsler")

    def ready(self) -> None:
        from organisation import permissions, registries
        from organisation.notices.models import Notice
        from organisation.notices.panel import latest, unread
        from organisation.notices.rules import PERMISSIONS

        permissions.register(PERMISSIONS)
        registries.shell_counts.add("notices", unread)
        registries.panels.add("notices", latest)
        registries.personal_data.add("notices", lambda person: Notice.objects.filter(person=person))
