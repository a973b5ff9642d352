"""What is followed up after a meeting, and how it moves."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from organisation.lifecycle import Step


class FollowUpKind(TextChoices):
    POINT = "point", _("Vedtakspunkt")
    ORDER = "order", _("Verbalvedtak")
    CASE = "case", _("Lovet sak")


class FollowUpState(TextChoices):
    OPEN = "open", _("Følges opp")
    DONE = "done", _("Utført")
    DROPPED = "dropped", _("Bortfalt")


CLOSED = (FollowUpState.DONE, FollowUpState.DROPPED)

STEPS = {
    "finish": Step((FollowUpState.OPEN,), FollowUpState.DONE, "reports.close_followup"),
    "drop": Step((FollowUpState.OPEN,), FollowUpState.DROPPED, "reports.close_followup"),
    "reopen": Step(CLOSED, FollowUpState.OPEN, "reports.edit_followup"),
}
