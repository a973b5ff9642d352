"""Facts about the project: who carries it, where it stands, what it is for."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portfolio.lifecycle.status import Light
from portfolio.models.status import StatusReport
from reports.blocks.base import PROJECT, Block, Drawn, Scope, table


def draw(scope: Scope, params: dict[str, Any]) -> Drawn:
    project = scope.project
    if project is None:
        return Drawn()
    report = StatusReport.objects.filter(project=project).order_by("-number").first()
    running = project.phases.filter(state="running").first()
    rows = [
        (_("Nummer"), project.number),
        (_("Slag"), f"{project.get_kind_display()}, {project.get_profile_display().lower()}"),
        (_("Tilstand"), str(project.get_state_display())),
        (_("Fase"), running.name if running else _("Ingen fase pågår")),
        (_("Enhet"), str(project.unit)),
        (_("Prosjekteier"), project.owner.title if project.owner else _("Ikke utpekt")),
        (_("Prosjektleder"), project.leader.title if project.leader else _("Ikke utpekt")),
        (_("Målgruppe"), project.target_group),
        (_("Program"), project.programme.title if project.programme else ""),
    ]
    if report is not None:
        rows.append((_("Samlet lys"), str(Light(report.overall_light).label)))
    caption = _("Fakta om %(project)s") % {"project": project.title}
    return Drawn(table(caption, (_("Hva"), _("Svar")), [row for row in rows if row[1]]))


BLOCK = Block(
    name="project_facts",
    title=gettext_lazy("Fakta om prosjektet"),
    lead=gettext_lazy("Nummer, slag, fase, enhet, eier, leder og lys."),
    needs=(PROJECT,),
    draw=draw,
)
