"""What those who write together do, in the log, and what of it is about a person."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy

from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Person
from reports.models import CaseComment


def about(person: Person) -> Iterable[Any]:
    return CaseComment.objects.filter(by=person).order_by("at", "pk")


def register() -> None:
    registries.personal_data.add("case_comments", about)
    action_names.update(
        {
            "reports.add_comment": gettext_lazy("Kommenterte"),
            "reports.answer_comment": gettext_lazy("Svarte på en kommentar"),
            "reports.finish_comment": gettext_lazy("Merket en kommentar ferdig"),
            "reports.reopen_comment": gettext_lazy("Åpnet en kommentar igjen"),
        }
    )
