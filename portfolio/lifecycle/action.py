"""The two states of an action."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy


class ActionState(TextChoices):
    OPEN = "open", gettext_lazy("Åpent")
    DONE = "done", gettext_lazy("Gjort")
