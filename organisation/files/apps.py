from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "organisation.files"
    label = "files"
    verbose_name = _("Filer og dokumenter")

    def ready(self) -> None:
        from organisation import permissions, registries
        from organisation.audit.history import action_names
        from organisation.files import batches, documents
        from organisation.files.rules import PERMISSIONS, holds_document

        permissions.register(PERMISSIONS)
        registries.file_holders.add("documents", holds_document)
        registries.document_kinds.add(
            batches.ZIP_KIND, registries.DocumentKind(_("Samling i zip"), template="")
        )
        documents.makers.add(batches.ZIP_KIND, batches.make_zip)
        action_names.update({"files.order_batch": _("Bestilte dokumenter samlet")})
