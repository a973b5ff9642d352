from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PortfolioConfig(AppConfig):
    name = "portfolio"
    label = "portfolio"
    verbose_name = _("Prosjekter")

    def ready(self) -> None:
        from organisation import permissions
        from portfolio import gathered
        from portfolio.rules import PERMISSIONS

        permissions.register(PERMISSIONS)
        gathered.register()
