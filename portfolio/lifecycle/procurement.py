"""How something is bought, and how one talks with the market before that."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ProcurementForm(TextChoices):
    NOT_CHOSEN = "not_chosen", _("Ikke valgt ennå")
    DIRECT = "direct", _("Direkte kjøp")
    CALL_OFF = "call_off", _("Avrop på rammeavtale")
    MINI_COMPETITION = "mini_competition", _("Minikonkurranse")
    OPEN = "open", _("Åpen anbudskonkurranse")
    RESTRICTED = "restricted", _("Begrenset anbudskonkurranse")
    NEGOTIATED = "negotiated", _("Konkurranse med forhandling")
    DIALOGUE = "dialogue", _("Konkurransepreget dialog")
    INNOVATION_PARTNERSHIP = "innovation_partnership", _("Innovasjonspartnerskap")
    PRE_COMMERCIAL = "pre_commercial", _("Førkommersiell anskaffelse")
    DESIGN_CONTEST = "design_contest", _("Plan- og designkonkurranse")


class DialogueForm(TextChoices):
    CONFERENCE = "conference", _("Dialogkonferanse")
    ONE_TO_ONE = "one_to_one", _("En-til-en-møter")
    WRITTEN = "written", _("Skriftlig forespørsel")
    HEARING = "hearing", _("Høring av kravene")
    DEMONSTRATION = "demonstration", _("Demonstrasjon")
    OTHER = "other", _("Annet")
