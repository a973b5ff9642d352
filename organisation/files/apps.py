from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "organisation.files"
    label = "files"
    verbose_name = _("Filer og dokumenter")

    def ready(self) -> None:
        from organisation import permissions, registries
        from organisation.files.rules import PERMISSIONS, holds_document

        permissions.register(PERMISSIONS)
        registries.file_holders.add("documents", holds_document)
