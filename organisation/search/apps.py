from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "organisation.search"
    label = "search"
    verbose_name = _("Søk")

    def ready(self) -> None:
        from organisation import permissions, registries
        from organisation.audit.history import action_names
        from organisation.search.models import SavedView
        from organisation.search.rules import PERMISSIONS

        permissions.register(PERMISSIONS)
        registries.personal_data.add(
            "search.views", lambda person: SavedView.objects.filter(person=person)
        )
        action_names.update(
            {
                "search.save_view": _("Visning lagret"),
                "search.change_view": _("Visning endret"),
                "search.remove_view": _("Visning slettet"),
            }
        )
