"""How far the projects have come, phase by phase."""

from django.utils.translation import gettext as _

from organisation.web.charts import Funnel, FunnelStep
from portfolio.dashboard.board import Board


def make(board: Board) -> Funnel | None:
    rows = board.phases
    if not rows:
        return None
    ask = board.selection
    return Funnel(
        name="fasetrakt",
        title=_("Fasetrakt"),
        summary=_("%(now)s prosjekter er i en fase nå, %(stopped)s er stoppet.")
        % {
            "now": sum(row["now"] for row in rows),
            "stopped": sum(row["stopped"] for row in rows),
        },
        heading=_("Fase"),
        steps=[
            FunnelStep(
                label=row["name"],
                now=row["now"],
                reached=row["reached"],
                stopped=row["stopped"],
                now_url=ask.under_way(phase=row["kind"]) if row["now"] else "",
                reached_url=ask.url("portfolio:project_list", reached=row["kind"]),
            )
            for row in rows
        ],
    )
