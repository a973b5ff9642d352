"""What is followed up after a meeting, and how it stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FollowUpKind(TextChoices):
    POINT = "point", _("Vedtakspunkt")
    ORDER = "order", _("Verbalvedtak")
    CASE = "case", _("Lovet sak")


class FollowUpState(TextChoices):
    OPEN = "open", _("Følges opp")
    DONE = "done", _("Utført")
    DROPPED = "dropped", _("Bortfalt")
