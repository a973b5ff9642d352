"""Packages to the archive, and how they fared."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DeliveryKind(TextChoices):
    CASE = "case", _("Saksframlegg med vedlegg")
    EXTRACT = "extract", _("Saksprotokoll")


class DeliveryState(TextChoices):
    MAKING = "making", _("Lages")
    SENT = "sent", _("Sendt")
    RECEIVED = "received", _("Mottatt i arkivet")
    REFUSED = "refused", _("Avvist av arkivet")
