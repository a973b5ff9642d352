"""Any chart of the dashboard, for the whole district or for one unit."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from organisation.people.models import Unit
from portfolio.dashboard.charts import BY_NAME, ENTRIES
from reports.blocks.base import DISTRICT, Block, Drawn, ParamsForm, Scope, drawing, table_of

WHOLE_FUND = ("penger",)  # counts all of a fund, whoever looks


class ChartForm(ParamsForm):
    chart = forms.ChoiceField(
        label=gettext_lazy("Hvilket diagram?"),
        choices=[(entry.name, entry.title) for entry in ENTRIES],
    )
    unit = forms.ChoiceField(label=gettext_lazy("For hvilken enhet?"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        below = Unit.objects.filter(district=self.case.district_id).exclude(parent=None)
        self.fields["unit"].choices = [  # type: ignore[attr-defined]
            ("", _("Hele bydelen")),
            *((str(unit.pk), unit.name) for unit in below.active().in_tree_order()),
        ]


def draw(scope: Scope, params: dict[str, Any]) -> Drawn:
    entry = BY_NAME.get(str(params.get("chart", "")))
    if entry is None:
        return Drawn()
    unit = str(params.get("unit") or "")
    made = entry.make(scope.board(f"unit={unit}" if unit.isdecimal() else ""))
    if made is None:
        return Drawn(f"<p>{entry.empty}</p>")
    if entry.name in WHOLE_FUND:
        note = _("Tallene er for hele fondet.")
        return Drawn(table_of(made), drawing(made, scope.name), note=note)
    return Drawn(
        table_of(made),
        drawing(made, scope.name),
        str(made.caption),
        _("Skjermede prosjekter er ikke med i tallene."),
    )


BLOCK = Block(
    name="chart",
    title=gettext_lazy("Diagram fra porteføljen"),
    lead=gettext_lazy("Et diagram fra dashbordet, med tabellen som hører til."),
    needs=(DISTRICT,),
    draw=draw,
    form=ChartForm,
)
