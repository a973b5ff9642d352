"""The key figures of the dashboard, as a table."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portfolio.dashboard.figures import read, waiting_of
from reports.blocks.base import DISTRICT, Block, Drawn, Scope, table


def draw(scope: Scope, params: dict[str, Any]) -> Drawn:
    board = scope.board()
    waiting = waiting_of(board)
    mine = _("%(mine)s er dine, %(late)s over frist") % {"mine": 0, "late": waiting.late}
    late = _("%(late)s over frist") % {"late": waiting.late}
    # On paper nobody is "you".
    rows = [
        (
            str(figure.label).capitalize(),
            str(figure.value),
            late if figure.note == mine else str(figure.note),
        )
        for figure in read(board, waiting)
    ]
    return Drawn(
        table(_("Nøkkeltall for porteføljen"), (_("Hva"), _("Tall"), _("Merknad")), rows),
        note=_("Skjermede prosjekter er ikke med i tallene."),
    )


BLOCK = Block(
    name="figures",
    title=gettext_lazy("Nøkkeltall for porteføljen"),
    lead=gettext_lazy("Prosjekter, beslutninger, penger, gevinster og idéer i tall."),
    needs=(DISTRICT,),
    draw=draw,
)
