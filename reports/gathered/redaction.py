"""What people call what was done to the public version of a case."""

from django.utils.translation import gettext_lazy

from organisation.audit.history import action_names


def register() -> None:
    action_names["reports.shield_case"] = gettext_lazy("Endret hva som skjermes")
