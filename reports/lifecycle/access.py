"""The states of a request for access."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class AccessState(TextChoices):
    OPEN = "open", _("Til behandling")
    ANSWERED = "answered", _("Besvart")
