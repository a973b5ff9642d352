"""What pages above gather from assessments: the scales to keep, names of what was done."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ideas.models.assessment import Assessment, ShortListed
from ideas.queries import ACTIONS, ICONS
from organisation import registries
from organisation.audit.history import action_names
from organisation.people.models import Person
from organisation.registries import Start


def administration(person: Person) -> Iterator[Start]:
    if person.has_perm("ideas.keep_scales", person.district):
        yield Start(icon="gear", title=_("Vurderingsskalaer"), url=reverse("ideas:scale_list"))


def about(person: Person) -> Iterator[Any]:
    """What the person has said of ideas, for whoever asks what we know of them."""
    yield from Assessment.objects.filter(assessor=person).order_by("pk")
    yield from ShortListed.objects.filter(listed_by=person).order_by("pk")


def register() -> None:
    registries.administration.add("ideas.assessment", administration)
    registries.personal_data.add("ideas.assessment", about)
    action_names.update(
        {
            "ideas.assess": gettext_lazy("Vurdert"),
            "ideas.short_list": gettext_lazy("Satt på kortlisten"),
            "ideas.short_list_off": gettext_lazy("Tatt av kortlisten"),
            "ideas.short_list_size": gettext_lazy("Størrelsen på kortlisten endret"),
            "ideas.make_scales": gettext_lazy("Vurderingsskalaer laget"),
            "ideas.add_scale": gettext_lazy("Vurderingsskala lagt til"),
            "ideas.edit_scale": gettext_lazy("Vurderingsskala endret"),
            "ideas.retire_scale": gettext_lazy("Vurderingsskala tatt ut av bruk"),
            "ideas.delete_scale": gettext_lazy("Vurderingsskala slettet"),
            "ideas.bring_back_scale": gettext_lazy("Vurderingsskala tatt i bruk igjen"),
        }
    )
    # The first one starts the assessment, which is what the idea's own life tells.
    ACTIONS["ideas.assess"] = gettext_lazy("Vurderingen startet")
    ICONS["ideas.assess"] = "person"
