"""A course is planned, and is then held or cancelled."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.lifecycle import Step


class CourseState(TextChoices):
    PLANNED = "planned", gettext_lazy("Planlagt")
    HELD = "held", gettext_lazy("Gjennomført")
    CANCELLED = "cancelled", gettext_lazy("Avlyst")


def has_reason(course: Any) -> str | None:
    return None if course.cancelled_because.strip() else _("Skriv hvorfor kurset er avlyst.")


STEPS = {
    "hold_course": Step(
        (CourseState.PLANNED,),
        CourseState.HELD,
        "incubator.edit_course",
        label=gettext_lazy("Marker som gjennomført"),
    ),
    "cancel_course": Step(
        (CourseState.PLANNED,),
        CourseState.CANCELLED,
        "incubator.edit_course",
        (has_reason,),
        gettext_lazy("Avlys kurset"),
    ),
}
