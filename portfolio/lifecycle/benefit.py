"""What kinds of benefits there are, how each is counted, and when its measurer is reminded."""

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class BenefitKind(TextChoices):
    """A fixed list, so that benefits can be added up within a kind, and never across kinds."""

    BUDGET = "budget", gettext_lazy("Innsparing i budsjettet")
    INCOME = "income", gettext_lazy("Økt inntekt")
    AVOIDED_COST = "avoided_cost", gettext_lazy("Unngått kostnad")
    HOURS = "hours", gettext_lazy("Frigjort tid")
    QUALITY = "quality", gettext_lazy("Kvalitet i tjenesten")
    USERS = "users", gettext_lazy("Brukernes opplevelse")
    WORK = "work", gettext_lazy("Arbeidsmiljø")
    ENVIRONMENT = "environment", gettext_lazy("Klima og miljø")

    @property
    def unit(self) -> str:
        """What a sum of this kind is counted in; empty where each benefit has its own unit."""
        if self in MONEY:
            return _("kr per år")
        return _("timer per år") if self == BenefitKind.HOURS else ""

    @property
    def adds_up(self) -> bool:
        return self in ADDED


MONEY = (BenefitKind.BUDGET, BenefitKind.INCOME, BenefitKind.AVOIDED_COST)
ADDED = (*MONEY, BenefitKind.HOURS)


class BenefitLevel(TextChoices):
    """Where the change is to happen."""

    SYSTEM = "system", gettext_lazy("System")
    INDIVIDUAL = "individual", gettext_lazy("Individ")
    CULTURE = "culture", gettext_lazy("Kultur")


class Direction(TextChoices):
    UP = "up", gettext_lazy("Høyere er bedre")
    DOWN = "down", gettext_lazy("Lavere er bedre")


class BenefitState(TextChoices):
    ACTIVE = "active", gettext_lazy("Gjelder")
    WITHDRAWN = "withdrawn", gettext_lazy("Tatt ut")


# Days after a measuring point is due that its measurer is asked, and asked again. The last time it
# is the project owner who is asked.
ASKED_AFTER = (0, 7, 21, 28)
TO_PROJECT_OWNER = len(ASKED_AFTER) - 1
LINK_DAYS = 30  # how long a link in a letter opens the question
