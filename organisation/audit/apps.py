from django.apps import AppConfig
from django.core.checks import Tags, register
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "organisation.audit"
    label = "audit"
    verbose_name = _("Historikk")

    def ready(self) -> None:
        from organisation.audit import checks, install

        pre_migrate.connect(install.remove_views, sender=self)
        post_migrate.connect(install.install, sender=self)
        register(checks.check_app_role, Tags.database, deploy=True)
