"""Who took part in shaping a project, and how."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Group(TextChoices):
    USERS = "users", _("Brukere")
    RELATIVES = "relatives", _("Pårørende")
    RESIDENTS = "residents", _("Innbyggere")
    STAFF = "staff", _("Ansatte")
    UNIONS = "unions", _("Tillitsvalgte")
    SAFETY = "safety", _("Verneombud")
    LEADERS = "leaders", _("Ledere")
    PARTNERS = "partners", _("Samarbeidsparter")
    OTHER = "other", _("Andre")


class How(TextChoices):
    MEETING = "meeting", _("Møte")
    WORKSHOP = "workshop", _("Workshop")
    INTERVIEW = "interview", _("Intervju")
    SURVEY = "survey", _("Spørreundersøkelse")
    OBSERVATION = "observation", _("Observasjon")
    TEST = "test", _("Prøving av løsningen")
    HEARING = "hearing", _("Høring")
    CO_DETERMINATION = "co_determination", _("Medbestemmelse")
    OTHER = "other", _("Annet")


class Body(TextChoices):
    """Where unions are heard under the agreements."""

    MBU = "mbu", _("MBU")
    AMU = "amu", _("AMU")
