"""The leader's answers to the questions of the gate."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from reports.blocks.base import GATE, Block, Drawn, Scope, table


def draw(scope: Scope, params: dict[str, Any]) -> Drawn:
    gate = scope.gate
    if gate is None:
        return Drawn()
    rows = [
        (line.question.text, str(line.answer.get_answer_display()), line.answer.reason)
        for line in gate.lines
        if line.answer is not None
    ]
    heads = [_("Spørsmål"), _("Svar"), _("Begrunnelse")]
    if not any(row[2] for row in rows):
        return Drawn(table(caption(gate), heads[:2], [row[:2] for row in rows]))
    return Drawn(table(caption(gate), heads, rows))


def caption(gate: Any) -> str:
    return _("Prosjektlederens svar ved %(gate)s") % {"gate": gate.get_code_display()}


BLOCK = Block(
    name="criteria",
    title=gettext_lazy("Svar på kriteriene"),
    lead=gettext_lazy("Spørsmålene ved beslutningspunktet og prosjektlederens svar."),
    needs=(GATE,),
    draw=draw,
)
