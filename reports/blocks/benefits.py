"""The benefits: of a project one by one, of a programme type by type."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.wording import number
from portfolio.models import Project
from portfolio.queries import benefit
from reports.blocks.base import PROGRAMME, PROJECT, Block, Drawn, Scope, table


def draw(scope: Scope, params: dict[str, Any]) -> Drawn:
    if scope.case.project_id is not None:
        return Drawn(of_project(scope.project, scope)) if scope.project else Drawn()
    return Drawn(by_type(scope))


def of_project(project: Project, scope: Scope) -> str:
    return table(
        _("Gevinster i %(project)s") % {"project": project.title},
        (_("Gevinst"), _("Ansvarlig i linjen"), _("Nullpunkt"), _("Mål"), _("Målt")),
        [
            (
                row.title,
                row.owner.title if row.owner else _("Ikke utpekt"),
                benefit.in_words(row.baseline_value, row.unit_words),
                benefit.in_words(row.target_value, row.unit_words),
                benefit.in_words(row.latest_value, row.unit_words)  # type: ignore[attr-defined]
                or _("Ikke målt"),
            )
            for row in benefit.of_project(project, scope.on)
        ],
    )


def by_type(scope: Scope) -> str:
    """Types are never added to each other."""
    return table(
        _("Gevinster, type for type"),
        (_("Type"), _("Antall"), _("Planlagt"), _("Målt")),
        [
            (
                str(row.kind.label),
                number(row.count),
                _("Legges ikke sammen")
                if row.planned is None
                else f"{number(row.planned)} {row.unit}",
                _("%(n)s av %(all)s") % {"n": row.measured, "all": row.count}
                if row.realised is None
                else f"{number(row.realised)} {row.unit}",
            )
            for row in benefit.sums(scope.projects, scope.on)
        ],
    )


BLOCK = Block(
    name="benefits",
    title=gettext_lazy("Gevinster"),
    lead=gettext_lazy("Nullpunkt, mål og hva som er målt."),
    needs=(PROJECT, PROGRAMME),
    draw=draw,
)
