"""The projects of a programme: where each stands."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.wording import nok
from portfolio.dashboard.charts import lights
from portfolio.queries.programme import projects_of
from portfolio.queries.status import mark_of
from reports.blocks.base import PROGRAMME, Block, Drawn, Scope, table


def draw(scope: Scope, params: dict[str, Any]) -> Drawn:
    programme = scope.case.programme
    if programme is None:
        return Drawn()
    found = projects_of(programme, scope.reader)
    rows = []
    for row in found.rows:
        running = [phase.name for phase in row.phases.all() if phase.state == "running"]
        mark = mark_of(row.status_overall or "", row.status_stale_from, scope.on)
        rows.append(
            (
                row.title,
                running[0] if running else str(row.get_state_display()),
                lights.words(mark) if row.is_under_way else "–",
                row.next_name or "–",
                nok(row.money_released_nok),
                nok(row.money_spent_nok),
            )
        )
    heads = (
        _("Prosjekt"),
        _("Fase"),
        _("Lys"),
        _("Neste beslutning"),
        _("Frigitt"),
        _("Brukt"),
    )
    caption = _("Prosjektene i %(programme)s") % {"programme": programme.title}
    note = _("Skjermede prosjekter er ikke med.") if found.hidden else ""
    return Drawn(table(caption, heads, rows), note=note)


BLOCK = Block(
    name="programme_projects",
    title=gettext_lazy("Prosjektene i programmet"),
    lead=gettext_lazy("Fase, lys, neste beslutning og penger for hvert prosjekt."),
    needs=(PROGRAMME,),
    draw=draw,
)
