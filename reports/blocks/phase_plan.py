"""The phases of the project with their periods."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.blocks.base import PROJECT, Block, Drawn, Scope, table


def draw(scope: Scope, params: dict[str, Any]) -> Drawn:
    project = scope.project
    if project is None:
        return Drawn()
    rows = [
        (phase.name, phase.period or _("Ikke fastsatt"), str(phase.get_state_display()))
        for phase in project.phases.order_by("position")
    ]
    caption = _("Faseplan for %(project)s") % {"project": project.title}
    return Drawn(table(caption, (_("Fase"), _("Periode"), _("Tilstand")), rows))


BLOCK = Block(
    name="phase_plan",
    title=gettext_lazy("Faseplan"),
    lead=gettext_lazy("Fasene i prosjektet, når de varer, og hvor langt de er kommet."),
    needs=(PROJECT,),
    draw=draw,
)
