from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "organisation.files"
    label = "files"
    verbose_name = _("Filer og dokumenter")
