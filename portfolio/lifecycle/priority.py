"""What is weighed when projects compete for a frame."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Bound(TextChoices):
    """What must hold of a candidate, whatever the rest comes to."""

    FREE = "free", _("Kan velges")
    MUST = "must", _("Må være med")
    NEVER = "never", _("Skal ikke være med")
