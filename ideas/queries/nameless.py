"""What an open form is about."""

from dataclasses import dataclass

from ideas.models import IdeaSettings
from ideas.models.campaign import Campaign
from organisation.people.models import Unit


@dataclass(frozen=True)
class OpenForm:
    """A form that is open to all who have its address: of a unit, or of a campaign."""

    unit: Unit
    campaign: Campaign | None = None

    @property
    def heading(self) -> str:
        return self.campaign.title if self.campaign else self.unit.name

    @property
    def question(self) -> str:
        return self.campaign.question if self.campaign else ""


def open_form_at(slug: str) -> OpenForm | None:
    """The open form with this address; None when there is none, or it has been closed."""
    own = IdeaSettings.objects.select_related("unit").filter(
        open_form=True, open_slug=slug, unit__is_active=True
    )
    if settings := own.first():
        return OpenForm(settings.unit)
    campaigns = Campaign.objects.select_related("unit").filter(open_form=True, open_slug=slug)
    if campaign := campaigns.first():
        return OpenForm(campaign.unit, campaign)
    return None
