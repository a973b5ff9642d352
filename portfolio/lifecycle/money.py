"""What the money of projects is, where it comes from, and what becomes of it.

Nothing here has a balance: every figure is a sum of entries that never change.
"""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.lifecycle import Step


class FundKind(TextChoices):
    DEVELOPMENT = "development", gettext_lazy("Utviklingsmidler")
    OWN_SHARE = "own_share", gettext_lazy("Egenandel")
    EXTERNAL = "external", gettext_lazy("Eksternt tilskudd")
    AWARD = "award", gettext_lazy("Tildeling fra utlysning")


# What the district puts in itself; the rest is what that brought.
OWN = (FundKind.DEVELOPMENT, FundKind.OWN_SHARE, FundKind.AWARD)
# Own share is work and money of the line: nobody releases it, so nobody can overspend it.
RELEASED_AT_GATES = (FundKind.DEVELOPMENT, FundKind.EXTERNAL, FundKind.AWARD)


class EntryKind(TextChoices):
    """In the order money goes through them; a forecast says what will be spent in the end."""

    PLAN = "plan", gettext_lazy("Plan")
    RELEASED = "released", gettext_lazy("Frigitt")
    COMMITTED = "committed", gettext_lazy("Bundet")
    SPENT = "spent", gettext_lazy("Brukt")
    FORECAST = "forecast", gettext_lazy("Prognose")


class EntrySource(TextChoices):
    HAND = "hand", gettext_lazy("Ført for hånd")
    IMPORT = "import", gettext_lazy("Regnskapsfil")
    DECISION = "decision", gettext_lazy("Beslutning")
    CARRY_OVER = "carry_over", gettext_lazy("Overføring")
    GRANT = "grant", gettext_lazy("Tilskudd")


class Vat(TextChoices):
    NONE = "none", gettext_lazy("Uten merverdiavgift")
    COMPENSATED = "compensated", gettext_lazy("Kompenseres, er ikke med i beløpet")
    INCLUDED = "included", gettext_lazy("Er med i beløpet")


class CarryOverState(TextChoices):
    APPLIED = "applied", gettext_lazy("Søkt")
    GRANTED = "granted", gettext_lazy("Innvilget")
    REFUSED = "refused", gettext_lazy("Avslått")


class GrantState(TextChoices):
    PLANNED = "planned", gettext_lazy("Planlagt")
    SENT = "sent", gettext_lazy("Sendt")
    GRANTED = "granted", gettext_lazy("Innvilget")
    REFUSED = "refused", gettext_lazy("Avslått")
    WITHDRAWN = "withdrawn", gettext_lazy("Trukket")


class ImportState(TextChoices):
    UPLOADED = "uploaded", gettext_lazy("Lest, ikke ført")
    RUNNING = "running", gettext_lazy("Føres nå")
    DONE = "done", gettext_lazy("Ført")
    UNDONE = "undone", gettext_lazy("Angret")
    REFUSED = "refused", gettext_lazy("Stoppet, ingenting er ført")


def asks_for_money(application: Any) -> str | None:
    if application.applied_nok:
        return None
    return _("Skriv hvor mye dere søker om før søknaden sendes.")


GRANT_STEPS = {
    "send": Step(
        (GrantState.PLANNED,),
        GrantState.SENT,
        "portfolio.apply_grant",
        (asks_for_money,),
        gettext_lazy("Meld sendt"),
    ),
    "grant": Step(
        (GrantState.SENT,),
        GrantState.GRANTED,
        "portfolio.apply_grant",
        (),
        gettext_lazy("Innvilget"),
    ),
    "refuse": Step(
        (GrantState.SENT,),
        GrantState.REFUSED,
        "portfolio.apply_grant",
        (),
        gettext_lazy("Avslått"),
    ),
    "withdraw": Step(
        (GrantState.PLANNED, GrantState.SENT),
        GrantState.WITHDRAWN,
        "portfolio.apply_grant",
        (),
        gettext_lazy("Trekk søknaden"),
    ),
}
CARRY_OVER_STEPS = {
    "grant": Step(
        (CarryOverState.APPLIED,),
        CarryOverState.GRANTED,
        "portfolio.keep_funds",
        (),
        gettext_lazy("Innvilget"),
    ),
    "refuse": Step(
        (CarryOverState.APPLIED,),
        CarryOverState.REFUSED,
        "portfolio.keep_funds",
        (),
        gettext_lazy("Avslått"),
    ),
    # Granted by mistake: the application waits for its answer again.
    "undo": Step(
        (CarryOverState.GRANTED,),
        CarryOverState.APPLIED,
        "portfolio.keep_funds",
        (),
        gettext_lazy("Angre overføringen"),
    ),
}
IMPORT_STEPS = {
    "begin": Step(
        (ImportState.UPLOADED, ImportState.REFUSED),
        ImportState.RUNNING,
        "portfolio.import_ledger",
    ),
    "finish": Step((ImportState.RUNNING,), ImportState.DONE, "portfolio.import_ledger"),
    "refuse": Step((ImportState.RUNNING,), ImportState.REFUSED, "portfolio.import_ledger"),
    "undo": Step((ImportState.DONE,), ImportState.UNDONE, "portfolio.import_ledger"),
}
