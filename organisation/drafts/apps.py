from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DraftsConfig(AppConfig):
    name = "organisation.drafts"
    label = "drafts"
    verbose_name = _("Utkast")

    def ready(self) -> None:
        from organisation import permissions, registries
        from organisation.drafts.models import Draft
        from organisation.drafts.queries import draft_rows, newest_drafts
        from organisation.drafts.rules import PERMISSIONS

        permissions.register(PERMISSIONS)
        registries.following.add("drafts", registries.Lines(newest_drafts, draft_rows))
        registries.personal_data.add("drafts", lambda person: Draft.objects.filter(person=person))
