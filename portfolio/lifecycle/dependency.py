"""What projects rest on, and how it stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DependencyKind(TextChoices):
    SYSTEM = "system", _("System")
    DATA_SOURCE = "data_source", _("Datakilde")
    INTEGRATION = "integration", _("Integrasjon")
    NATIONAL_PROGRAMME = "national", _("Nasjonal satsing")
    STANDARD = "standard", _("Standard")


class DependencyStatus(TextChoices):
    PLANNED = "planned", _("Kommer")
    IN_USE = "in_use", _("I drift")
    CHANGING = "changing", _("Endres")
    PHASED_OUT = "phased_out", _("Fases ut")
    ENDED = "ended", _("Avviklet")
