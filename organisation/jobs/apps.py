from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class JobsConfig(AppConfig):
    name = "organisation.jobs"
    label = "jobs"
    verbose_name = _("Jobber")

    def ready(self) -> None:
        from organisation import permissions
        from organisation.jobs.rules import PERMISSIONS

        permissions.register(PERMISSIONS)
        # Whoever orders a job must know its queue, so every process knows all kinds.
        autodiscover_modules("tasks")
