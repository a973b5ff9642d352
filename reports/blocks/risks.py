"""The open risks of the project: where they stand in the matrix, and the list with the same."""

import re
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.web.charts.drawing import ON_PAPER, PRINT_FACES
from organisation.web.grids import Matrix
from portfolio.lifecycle.risk import RiskKind
from portfolio.models import Risk
from portfolio.queries.risk import matrix_of
from reports.blocks.base import PROJECT, Block, Drawn, ParamsForm, Scope, table

INK = "#000000"
VIEW = re.compile(r'viewBox="0 0 (\d+) (\d+)"')


class RiskForm(ParamsForm):
    matrix = forms.BooleanField(
        label=gettext_lazy("Vis risikomatrisen"), required=False, initial=True
    )


def draw(scope: Scope, params: dict[str, Any]) -> Drawn:
    project = scope.project
    if project is None:
        return Drawn()
    risks = list(project.risks.open().select_related("owner").worst_first())
    for risk in risks:
        risk.project = project
    in_matrix = [risk for risk in risks if risk.kind == RiskKind.RISK]
    if not in_matrix or not params.get("matrix", True):
        return Drawn(listed(risks))
    return Drawn(
        listed(risks),
        matrix(in_matrix, scope.name),
        _("Risikomatrise. Tabellen har de samme tallene."),
    )


def matrix(risks: list[Risk], name: str) -> str:
    """The matrix as a picture for print, with where each risk stands in words."""
    made = matrix_of(risks, RiskKind.RISK, name=f"risiko-{name}")
    made = replace(made, cells={at: replace(cell, url="") for at, cell in made.cells.items()})
    labels = "; ".join(
        _("%(label)s: sannsynlighet %(likelihood)s, virkning %(impact)s")
        % {"label": risk.label, "likelihood": risk.likelihood, "impact": risk.impact}
        for risk in risks
    )
    words = _(
        "Risikomatrise. Sannsynlighet står bortover og virkning oppover, fra 1 til 5. %(all)s."
    )
    return printed_matrix(made, words % {"all": labels})


def printed_matrix(made: Matrix, words: str) -> str:
    width, height = VIEW.findall(made.svg())[0]
    _head, _desc, drawn = str(made.svg()).partition("</desc>")
    return str(
        format_html(
            '<figure class="chart matrix"><svg xmlns="http://www.w3.org/2000/svg"'
            ' viewBox="0 0 {} {}" width="{}pt" height="{}pt" font-family="{}">'
            "<title>{}</title>{}</figure>",
            width,
            height,
            f"{int(width) * ON_PAPER:.1f}",
            f"{int(height) * ON_PAPER:.1f}",
            PRINT_FACES,
            words,
            SafeString(drawn.replace("currentColor", INK)),
        )
    )


def listed(risks: list[Risk]) -> str:
    return table(
        _("Åpne risikoer og muligheter"),
        (_("Nr"), _("Hva som kan skje"), _("Poeng"), _("Hva vi gjør"), _("Ansvarlig")),
        [
            (
                risk.label,
                risk.event,
                _("%(score)s, %(band)s")
                % {"score": risk.score, "band": str(risk.band.label).lower()},
                risk.response,
                risk.owner.title,
            )
            for risk in risks
        ],
    )


BLOCK = Block(
    name="risks",
    title=gettext_lazy("Risiko"),
    lead=gettext_lazy("Åpne risikoer og muligheter, med matrise."),
    needs=(PROJECT,),
    draw=draw,
    form=RiskForm,
)
