"""Who stands behind an idea without having an account, as far as they wanted to say."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ideas.models.idea import Idea
from organisation.audit.tracking import tracked


@tracked
class IdeaGuest(models.Model):
    """Name and contact given on an open form, or to the one who wrote the idea down.

    Personal data: shown only to those who see to the idea, never searched, and redacted when it
    is no longer needed.
    """

    idea = models.OneToOneField(Idea, models.CASCADE, related_name="guest")
    name = models.CharField(_("navn"), max_length=120, blank=True)
    contact = models.CharField(_("telefon eller e-post"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("innsender uten konto")
        verbose_name_plural = _("innsendere uten konto")

    def __str__(self) -> str:
        return self.name or self.contact
