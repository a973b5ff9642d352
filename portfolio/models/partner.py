"""In which phases a partner's role holds."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from organisation.audit.tracking import tracked
from portfolio.models.phase import Phase
from portfolio.models.project import ProjectPartner


@tracked
class PartnerPhase(models.Model):
    """One phase the partner takes part in; a partner without any takes part in all of them."""

    partnership = models.ForeignKey(ProjectPartner, models.CASCADE, related_name="phase_links")
    phase = models.ForeignKey(Phase, models.CASCADE, related_name="partner_links")

    class Meta:
        verbose_name = _("fase med samarbeidspart")
        verbose_name_plural = _("faser med samarbeidspart")
        constraints = (
            models.UniqueConstraint(
                fields=["partnership", "phase"], name="portfolio_partnerphase_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.partnership} – {self.phase}"
