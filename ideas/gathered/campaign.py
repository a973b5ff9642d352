"""Campaigns in the search, and the names of what is done with them."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.models.campaign import Campaign
from ideas.services.campaign_poster import KIND, TEMPLATE
from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Person
from organisation.registries import Row
from organisation.search.queries import ranked


def found(person: Person, query: str) -> Any:
    rows = Campaign.objects.visible_to(person).select_related("unit")
    return ranked(rows, query, headline=("question",))


def found_row(campaign: Campaign) -> Row:
    return Row(
        icon="bell",
        title=campaign.title,
        url=campaign.get_absolute_url(),
        facts=(_("Idésøk"), str(campaign.unit)),
    )


def holds_file(file: Any, person: Person) -> bool:
    """Whoever sees the campaign sees its picture."""
    held = Campaign.objects.filter(picture=file.pk).first()
    return held is not None and person.has_perm("ideas.view_campaign", held)


def about(person: Person) -> Iterable[Campaign]:
    """The campaigns the person answers for."""
    return Campaign.objects.filter(owner=person).order_by("pk")


def register() -> None:
    registries.file_holders.add("ideas.campaigns", holds_file)
    registries.personal_data.add("ideas.campaigns", about)
    registries.document_kinds.add(
        KIND, registries.DocumentKind(gettext_lazy("Plakat for idésøk"), TEMPLATE)
    )
    registries.search_kinds.add(
        "ideas.campaigns", registries.SearchKind(gettext_lazy("Idésøk"), found, found_row)
    )
    action_names.update(
        {
            "ideas.start_campaign": gettext_lazy("Idésøket laget"),
            "ideas.edit_campaign": gettext_lazy("Idésøket endret"),
        }
    )
